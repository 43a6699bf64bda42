"""Why a run or a check cannot go on; a failed check is none of it, but an AssertionError."""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """What stands in the way of a check."""

    KEY = "key"
    QUOTA = "quota"
    BUDGET = "budget"
    TIME = "time"
    NETWORK = "network"
    MODEL = "model"


class Blocked(Exception):
    """A request that cannot be sent or is not answered for a reason outside of the contract."""

    def __init__(self, cause: Cause, reason: str) -> None:
        super().__init__(f"{cause}: {reason}")
        self.cause = cause
        self.reason = reason


class Skipped(Exception):
    """A check found that its clause says nothing about this target; the message says why."""


class WrongUsage(Exception):
    """An option that cannot be followed; the message says what would be accepted."""
