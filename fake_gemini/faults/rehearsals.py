"""Hard outcomes on demand: `[[fake: error too_many_requests, 2 times, retry-after 1]]`.

A trigger is a whole text part of the last input; anywhere else the same words are text. What there
is, and how it is spelled, is listed in `FORMS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from fake_gemini.errors import InvalidRequest, excerpt
from fake_gemini.turn import Json
from fake_gemini.wire.codes import BLOCKED, BROKEN, CODES

_TRIGGER = re.compile(r"[ \t\r\n]*\[\[fake: ?(.*)\]\][ \t\r\n]*", re.A | re.S)
_BEGIN = "[[fake:"

# Every body that has one has these bytes.
TRIGGER = _BEGIN.encode()


class Kind(Enum):
    """What is rehearsed."""

    ERROR = "error"
    BLOCKED_PROMPT = "blocked prompt"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
    BUDGET_EXCEEDED = "budget_exceeded"
    REQUIRES_CONTINUATION = "requires_continuation"
    STREAM_ERROR = "stream error"
    CUT_STREAM = "cut stream"
    CUT_AT_CHECKPOINT = "cut stream at checkpoint"
    SLOW_STREAM = "slow stream"


# What only a stream can show.
OF_STREAMS = frozenset(
    {Kind.STREAM_ERROR, Kind.CUT_STREAM, Kind.CUT_AT_CHECKPOINT, Kind.SLOW_STREAM}
)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One trigger. `number` is events or seconds, by its kind; `times` None is always."""

    kind: Kind
    code: str = ""
    number: float = 0.0
    times: int | None = None
    retry_after: float | None = None


_CODE = r"(?P<code>[a-z_]+)"
_ACTIONS = (
    (Kind.ERROR, rf"error {_CODE}", "error CODE"),
    (Kind.BLOCKED_PROMPT, "blocked prompt", "blocked prompt"),
    (Kind.FAILED, rf"(?:failed|blocked)(?: {_CODE})?", "failed [CODE], blocked [CODE]"),
    (Kind.INCOMPLETE, "incomplete", "incomplete"),
    (Kind.BUDGET_EXCEEDED, "budget_exceeded", "budget_exceeded"),
    (Kind.REQUIRES_CONTINUATION, "requires_continuation", "requires_continuation"),
    (Kind.STREAM_ERROR, rf"stream error(?: {_CODE})?", "stream error [CODE]"),
    (Kind.CUT_AT_CHECKPOINT, "cut stream at checkpoint", "cut stream at checkpoint"),
    (
        Kind.CUT_STREAM,
        r"cut stream(?: after (?P<number>\d{1,6}) events?)?",
        "cut stream [after N events]",
    ),
    (
        Kind.SLOW_STREAM,
        r"slow stream(?: (?P<number>\d{1,2}(?:\.\d{1,3})?))?",
        "slow stream [SECONDS]",
    ),
)
_TIMES = re.compile(r"(\d{1,6}) times?", re.A)
_RETRY_AFTER = re.compile(r"retry-after (\d{1,6}(?:\.\d{1,3})?)", re.A)
_OPTIONS = "N times, retry-after SECONDS"
FORMS = ", ".join(form for _, _, form in _ACTIONS)

_DEFAULT_CODES = {"failed": "api_error", "blocked": "content_blocked", "stream": "gateway_timeout"}
_DEFAULT_NUMBERS = {Kind.CUT_STREAM: 5.0, Kind.SLOW_STREAM: 0.1}
_KNOWN = frozenset((*CODES, *BLOCKED, *BROKEN))


def find(contents: Iterable[Json]) -> Rehearsal | None:
    """Return what the contents of the last input rehearse, if anything.

    Raises `InvalidRequest` for a trigger that says nothing known, and for two of them.
    """
    texts = [content["text"] for content in contents if content["type"] == "text"]
    triggers = [
        match[1] for text in texts if _BEGIN in text and (match := _TRIGGER.fullmatch(text))
    ]
    if len(triggers) > 1:
        raise InvalidRequest("Only one rehearsal is accepted in one request.")
    return _read(triggers[0]) if triggers else None


def _read(trigger: str) -> Rehearsal:
    action, *options = [part.strip(" ") for part in trigger.split(",")]
    for kind, pattern, _ in _ACTIONS:
        if match := re.fullmatch(pattern, action, re.A):
            return _with_options(_rehearsal(kind, match), options)
    raise _unknown(action, FORMS)


def _rehearsal(kind: Kind, match: re.Match[str]) -> Rehearsal:
    said = match.groupdict()
    word = match[0].partition(" ")[0]
    code = said.get("code") or _DEFAULT_CODES.get(word, "")
    if code and code not in _KNOWN:
        raise _unknown(code, ", ".join(sorted(_KNOWN)))
    return Rehearsal(kind, code, float(said.get("number") or _DEFAULT_NUMBERS.get(kind, 0.0)))


def _with_options(rehearsal: Rehearsal, options: Iterable[str]) -> Rehearsal:
    times, retry_after = None, None
    for option in options:
        if match := _TIMES.fullmatch(option):
            times = int(match[1])
        elif (match := _RETRY_AFTER.fullmatch(option)) and rehearsal.kind is Kind.ERROR:
            retry_after = float(match[1])
        else:
            raise _unknown(option, _OPTIONS)
    kind, code, number = rehearsal.kind, rehearsal.code, rehearsal.number
    return Rehearsal(kind, code, number, times, retry_after)


def _unknown(said: str, known: str) -> InvalidRequest:
    return InvalidRequest(f"'{excerpt(said)}' cannot be rehearsed; accepted: {known}.")
