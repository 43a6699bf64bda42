"""What is sent to `/_fake/`, and what comes back. None of it is Google's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fake_gemini.clock import SECOND, Instant
from fake_gemini.errors import InvalidRequest, excerpt
from fake_gemini.turn import Json
from fake_gemini.wire.durations import parse_duration
from fake_gemini.wire.json import read
from fake_gemini.wire.timestamps import nanos, parse, seconds


@dataclass(frozen=True, slots=True)
class Reset:
    """Forget what one key did, or all of them where it is None."""

    api_key: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """Move the clock of one key, or of all, to `to` or forward `by` so many nanoseconds."""

    api_key: str | None
    to: Instant | None
    by: int | None


def read_reset(raw: bytes) -> Reset:
    """Return the reset that a body asks for, or raise saying what is accepted."""
    return Reset(_api_key(_document(raw, ("api_key",))))


def read_move(raw: bytes) -> Move:
    """Return the move that a body asks for, or raise saying what is accepted."""
    body = _document(raw, ("set", "advance", "api_key"))
    if ("set" in body) == ("advance" in body):
        raise InvalidRequest("Exactly one of 'set' and 'advance' is needed.")
    api_key = _api_key(body)
    if "set" in body:
        return Move(api_key, to=_time(body["set"]), by=None)
    return Move(api_key, to=None, by=_duration(body["advance"]))


def time_text(at: Instant) -> str:
    """RFC 3339 in UTC, with a fraction only where there is one."""
    return nanos(at) if at % SECOND else seconds(at)


def refusal_json(message: str) -> Json:
    return {"error": {"message": message}}


def _document(raw: bytes, accepted: Iterable[str]) -> Json:
    body = read(raw)
    if not isinstance(body, dict):
        raise InvalidRequest("The body is not a JSON object.")
    for name in body:
        if name not in accepted:
            listed = ", ".join(f"'{known}'" for known in accepted)
            raise InvalidRequest(f"Unknown field '{excerpt(name)}'; accepted: {listed}.")
    return body


def _api_key(body: Json) -> str | None:
    key = body.get("api_key")
    if "api_key" in body and (not isinstance(key, str) or not key):
        raise InvalidRequest("'api_key' is not a key; leave it out for all keys.")
    return key


def _time(value: Any) -> Instant:
    at = parse(value) if isinstance(value, str) else None
    if at is None:
        raise InvalidRequest(
            "'set' is not a time; accepted: RFC 3339 such as \"2026-01-03T00:00:00Z\", from 1970"
            " to 9999."
        )
    return at


def _duration(value: Any) -> int:
    duration = parse_duration(value)
    if duration is None:
        raise InvalidRequest(
            "'advance' is not a duration; accepted: a number of seconds, or text such as \"90s\","
            ' "48h" or "1d2h30m".'
        )
    return duration
