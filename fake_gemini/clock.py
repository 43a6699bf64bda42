"""Where time comes from: a clock that stands still, or the machine's.

An `Instant` is a whole number of nanoseconds since 1970-01-01T00:00:00Z; nothing else in the
package asks the machine what time it is.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

Instant = int

SECOND = 1_000_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR

# 2026-01-01T00:00:00Z, where every scope of a fixed clock begins.
START: Instant = 1_767_225_600 * SECOND

# 9999-12-31T23:59:59Z, the last second an RFC 3339 timestamp can name.
END: Instant = 253_402_300_799 * SECOND


class Clock(Protocol):
    """A source of time, before any scope has moved its own."""

    @property
    def name(self) -> str: ...

    def now(self) -> Instant: ...


@dataclass(frozen=True, slots=True)
class FixedClock:
    """Stands at `at` until somebody moves it."""

    at: Instant = START
    name: str = "fixed"

    def now(self) -> Instant:
        return self.at


@dataclass(frozen=True, slots=True)
class SystemClock:
    """Follows the machine."""

    name: str = "system"

    def now(self) -> Instant:
        return time.time_ns()
