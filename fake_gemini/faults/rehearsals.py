"""Hard outcomes on demand: `[[fake: error too_many_requests, 2 times, retry-after 1]]`.

A trigger is a whole text part of the last input; anywhere else the same words are text. What there
is, and how it is spelled, is listed in `FORMS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from fake_gemini.errors import InvalidRequest, excerpt
from fake_gemini.turn import Json
from fake_gemini.wire.codes import BLOCKED, BROKEN, CODES

_SPACE = " \t\r\n"
_TRIGGER = re.compile(r"[ \t\r\n]*\[\[fake: ?([^\[\]\r\n]*)\]\][ \t\r\n]*", re.A)

# What every trigger has.
TRIGGER = "[[fake:"


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
# What is kept of an answer otherwise than it would have been.
OF_ENDS = frozenset({Kind.FAILED, Kind.STREAM_ERROR, Kind.INCOMPLETE, Kind.BUDGET_EXCEEDED})
# What only a model in the foreground can show: nothing else is continued.
OF_CONTINUATION = frozenset({Kind.REQUIRES_CONTINUATION, Kind.CUT_AT_CHECKPOINT})


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One trigger. `number` is events or seconds, by its kind; `times` None is always.

    `retry_after` is in seconds, as it was written.
    """

    kind: Kind
    code: str = ""
    number: float = 0.0
    times: int | None = None
    retry_after: str | None = None


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
        "slow stream [SECONDS below 100]",
    ),
)
_OPTION = re.compile(
    r"(?P<times>\d{1,6}) times?|retry-after (?P<retry_after>\d{1,6}(?:\.\d{1,3})?)", re.A
)
_OPTIONS = "N times, behind an error also retry-after SECONDS, each once"
FORMS = ", ".join(form for _, _, form in _ACTIONS)

_DEFAULT_CODES = {"failed": "api_error", "blocked": "content_blocked", "stream": "gateway_timeout"}
_DEFAULT_NUMBERS = {Kind.CUT_STREAM: 5.0, Kind.SLOW_STREAM: 0.1}
_KNOWN = frozenset((*CODES, *BLOCKED, *BROKEN))


def find(contents: Iterable[Json]) -> Rehearsal | None:
    """Return what the contents of the last input rehearse, if anything.

    Raises `InvalidRequest` for a trigger that says nothing known, and for two of them.
    """
    triggers = [trigger for content in contents if (trigger := _trigger(content)) is not None]
    if len(triggers) > 1:
        raise InvalidRequest("Only one rehearsal is accepted in one request.")
    return _read(triggers[0]) if triggers else None


def without_trigger(contents: Iterable[Json]) -> tuple[Json, ...]:
    """Return the contents that ask for something, all of them where it is a trigger alone."""
    listed = tuple(contents)
    return tuple(content for content in listed if _trigger(content) is None) or listed


def may_be_trigger(text: str) -> bool:
    """Say whether a text begins like a trigger: hardly any does."""
    return text.lstrip(_SPACE).startswith(TRIGGER)


def _trigger(content: Json) -> str | None:
    """Return what stands in a trigger, None where a content is none."""
    if content["type"] != "text" or not may_be_trigger(content["text"]):
        return None
    match = _TRIGGER.fullmatch(content["text"])
    return match and match[1]


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
    said: dict[str, str] = {}
    for option in options:
        match = _OPTION.fullmatch(option)
        name = match and match.lastgroup
        # Nothing but an error has a head that could say when to come again.
        no_error = name == "retry_after" and rehearsal.kind is not Kind.ERROR
        if match is None or name is None or name in said or no_error:
            raise _unknown(option, _OPTIONS)
        said[name] = match[name]
    times = int(said["times"]) if "times" in said else None
    return replace(rehearsal, times=times, retry_after=said.get("retry_after"))


def _unknown(said: str, known: str) -> InvalidRequest:
    return InvalidRequest(f"'{excerpt(said)}' cannot be rehearsed; accepted: {known}.")
