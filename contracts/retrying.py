"""Which answers are asked for again, and how long to wait before that."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from .exchanges import Exchange

ATTEMPTS = 5
# A server that asks for a longer wait than this is not waited for.
PATIENCE = 120.0

_FIRST, _FACTOR = 1.0, 2.0
_PASSING = frozenset({408, 429, 500, 502, 503, 504})


def is_passing(status: int) -> bool:
    """Whether the same request may well be answered otherwise later."""
    return status in _PASSING


def wait_before(attempt: int, exchange: Exchange | None, today: datetime) -> float:
    """Return the seconds before the next attempt; what the server asks for wins.

    `attempt` counts from 1; `exchange` is None when there was no answer at all.
    """
    asked = None if exchange is None else _asked_for(exchange, today)
    return _FIRST * _FACTOR ** (attempt - 1) if asked is None else asked


def _asked_for(exchange: Exchange, today: datetime) -> float | None:
    headers = {name.lower(): value for name, value in exchange.headers}
    after = headers.get("retry-after")
    return _retry_info(exchange.body) if after is None else _seconds(after.strip(), today)


def _seconds(after: str, today: datetime) -> float | None:
    """Read `Retry-After`: seconds, or the date to wait for."""
    if after.isdecimal():
        return float(after)
    try:
        return max(0.0, (parsedate_to_datetime(after) - today).total_seconds())
    except (ValueError, TypeError):
        return None


def _retry_info(body: bytes) -> float | None:
    """The delay that a google.rpc refusal names (docs/wire/errors-auth-siblings.md 2)."""
    try:
        details: Any = json.loads(body)["error"]["details"]
        delays = [detail["retryDelay"] for detail in details if "retryDelay" in detail]
        return float(delays[0].removesuffix("s"))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
