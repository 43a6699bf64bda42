"""The one source of time, so that nothing else sleeps or looks at a clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Time(Protocol):
    """Seconds that only grow, the way to let them pass, and the calendar (in UTC)."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...

    def calendar(self) -> datetime: ...


class MachineTime:
    """The time of this machine."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def calendar(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)


class SkippedTime:
    """A time that passes only by sleeping, and then at once: for a target that does not wait."""

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += seconds

    def calendar(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self._now)
