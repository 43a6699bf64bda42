"""Mentions of dates, times and addresses in the spelling of a format."""

from __future__ import annotations

import re

from fake_gemini.schemas.mentions import Mention
from fake_gemini.schemas.vocabulary import MONTHS, folded

_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})", re.A)
_SPOKEN = re.compile(r"(?:(\d\d?)\w* (?:of )?)?([a-z]{3,9})(?: (\d\d?)[a-z]*)?,? (\d{4})", re.A)
_CLOCK = re.compile(r"(\d\d?)(?::(\d\d))?(?::(\d\d))? ?([ap]m)?", re.A)


def as_format(mention: Mention, format_: str) -> str | None:
    """Return how a mention reads in a format, or None when it is nothing of the kind."""
    match format_, mention.kind:
        case "date", "date":
            return _date(folded(mention.text))
        case "date", "moment":
            return mention.text[:10]
        case "time", "time":
            return _time(folded(mention.text))
        case "date-time", "moment":
            return _moment(mention.text)
        case "date-time", "date":
            day = _date(folded(mention.text))
            return None if day is None else f"{day}T00:00:00Z"
        case (("email" | "idn-email"), "email"):
            return mention.text
        case (("uri" | "iri" | "uri-reference" | "iri-reference"), "link"):
            return mention.text
        case _, ("quote" | "value"):
            return mention.text
    return None


def _date(text: str) -> str | None:
    if text[4:5] == "-":
        return text
    slashed = _SLASHED.fullmatch(text)
    if slashed is not None:
        month, day, year = slashed.groups()
        return _iso(year, int(month), int(day)) or _iso(year, int(day), int(month))
    spoken = _SPOKEN.fullmatch(text)
    if spoken is None:
        return None
    names = [name[:3] for name in MONTHS]
    day = spoken[1] or spoken[3]
    if day is None or spoken[2][:3] not in names:
        return None
    return _iso(spoken[4], names.index(spoken[2][:3]) + 1, int(day))


def _iso(year: str, month: int, day: int) -> str | None:
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _time(text: str) -> str | None:
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return None
    hour, minute, second = int(clock[1]), int(clock[2] or 0), int(clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + 12 * (clock[4] == "pm")
    return f"{hour:02}:{minute:02}:{second:02}Z"


def _moment(text: str) -> str:
    day, clock = text[:10], text[11:]
    has_zone = clock.endswith("Z") or clock[-6:-5] in ("+", "-")
    time = clock[:-1] if clock.endswith("Z") else clock[:-6] if has_zone else clock
    zone = clock[len(time) :] or "Z"
    return f"{day}T{time if len(time) > 5 else time + ':00'}{zone}"
