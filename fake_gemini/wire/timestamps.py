"""Instants as text: RFC 3339 in UTC with 0, 6 or 9 fractional digits, and HTTP dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from fake_gemini.clock import END, SECOND, Instant

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:[0-5]\d)", re.ASCII
)
# Named here because strftime follows the locale.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@lru_cache(maxsize=64)
def _whole(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def seconds(at: Instant) -> str:
    """`2026-05-15T18:51:55Z`, as in an interaction (docs/wire/interactions.md 3.1)."""
    return f"{_whole(at // SECOND)}Z"


def micros(at: Instant) -> str:
    """Six fractional digits, as in the times of a file (docs/wire/files.md 4)."""
    return f"{_whole(at // SECOND)}.{at % SECOND // 1000:06d}Z"


def nanos(at: Instant) -> str:
    """Nine fractional digits, as in the expiry of a file (docs/wire/files.md 4)."""
    return f"{_whole(at // SECOND)}.{at % SECOND:09d}Z"


@lru_cache(maxsize=64)
def _http_date(second: int) -> bytes:
    moment = datetime.fromtimestamp(second, UTC)
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {moment:%d} {month} {moment:%Y %H:%M:%S} GMT".encode()


def http_date(at: Instant) -> bytes:
    """The value of a `Date` header."""
    return _http_date(at // SECOND)


def parse(text: str) -> Instant | None:
    """Return the instant that an RFC 3339 text names, or None when it names none."""
    match = _RFC3339.fullmatch(text)
    if match is None:
        return None
    *date, fraction, zone = match.groups()
    try:
        moment = datetime.fromisoformat(
            "{}-{}-{}T{}:{}:{}".format(*date) + ("+00:00" if zone == "Z" else zone)
        )
    except ValueError:
        return None
    whole = int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
    at = whole * SECOND + int((fraction or "0").ljust(9, "0"))
    return at if 0 <= at <= END else None
