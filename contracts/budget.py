"""What a run may spend: each request reserves its worst case before it is sent."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from .stopping import Blocked, Cause

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests and tokens; output is what a model makes, thoughts included."""

    requests: int = 0
    input: int = 0
    output: int = 0

    @property
    def tokens(self) -> int:
        return self.input + self.output

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.requests + other.requests, self.input + other.input, self.output + other.output
        )

    def __sub__(self, other: Cost) -> Cost:
        return Cost(
            self.requests - other.requests, self.input - other.input, self.output - other.output
        )


@dataclass(frozen=True, slots=True)
class Prices:
    """Money for a million tokens, in whatever currency the user thinks of."""

    input: float
    output: float

    def of(self, cost: Cost) -> float:
        return (cost.input * self.input + cost.output * self.output) / _MILLION


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that may be spent; None is no limit. `money` needs `prices`."""

    requests: int | None = None
    tokens: int | None = None
    money: float | None = None
    prices: Prices | None = None


class Budget:
    """Counts what was spent, and what may still be by requests that are under way."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.spent = Cost()
        self.reserved = Cost()  # in all, whatever was used of it

    def reserve(self, worst: Cost) -> None:
        """Count the worst case of a request, or raise `Blocked` when it could pass a limit."""
        _check(self.spent + worst, self._limits)
        self.spent = self.spent + worst
        self.reserved = self.reserved + worst

    def settle(self, worst: Cost, actual: Cost) -> None:
        """Replace what was reserved by what was used."""
        self.spent = self.spent - worst + actual


class SharedBudget(Budget):
    """The budget of several processes: what they spend together is counted in a file."""

    def __init__(self, limits: Limits, path: Path) -> None:
        super().__init__(limits)
        self._path = path

    def reserve(self, worst: Cost) -> None:
        with self._together() as together:
            _check(together.spent + worst, self._limits)
            together.spent += worst
        self.spent = self.spent + worst
        self.reserved = self.reserved + worst

    def settle(self, worst: Cost, actual: Cost) -> None:
        with self._together() as together:
            together.spent += actual - worst
        super().settle(worst, actual)

    @contextmanager
    def _together(self) -> Iterator[_Together]:
        """What all have spent, nobody else counting meanwhile."""
        with self._path.open("r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            together = _Together(Cost(*json.loads(file.read() or "[]")))
            yield together
            file.seek(0)
            file.truncate()
            file.write(json.dumps(astuple(together.spent)))


@dataclass(slots=True)
class _Together:
    spent: Cost


def _check(after: Cost, limits: Limits) -> None:
    _within("--max-requests", after.requests, limits.requests)
    _within("--max-tokens", after.tokens, limits.tokens)
    if limits.prices is not None:
        _within("--max-cost", limits.prices.of(after), limits.money)


def _within(option: str, needed: float, limit: float | None) -> None:
    if limit is not None and needed > limit:
        raise Blocked(
            Cause.BUDGET, f"the next request could reach {needed:g} of {option} {limit:g}"
        )
