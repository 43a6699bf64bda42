"""What a run may spend: each request reserves its worst case before it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

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

    def without(self, spent: Cost) -> Limits:
        """Return what is left of the limits; never less than nothing."""
        money = self.prices.of(spent) if self.prices else 0.0
        return replace(
            self,
            requests=None if self.requests is None else max(0, self.requests - spent.requests),
            tokens=None if self.tokens is None else max(0, self.tokens - spent.tokens),
            money=None if self.money is None else max(0.0, self.money - money),
        )

    def shared(self, parts: int) -> Limits:
        """Return the share of each of several processes."""
        return replace(
            self,
            requests=None if self.requests is None else self.requests // parts,
            tokens=None if self.tokens is None else self.tokens // parts,
            money=None if self.money is None else self.money / parts,
        )


class Budget:
    """Counts what was spent, and what may still be by requests that are under way."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.spent = Cost()
        self.reserved = Cost()  # in all, whatever was used of it

    def reserve(self, worst: Cost) -> None:
        """Count the worst case of a request, or raise `Blocked` when it could pass a limit."""
        after = self.spent + worst
        limits = self._limits
        _check("--max-requests", after.requests, limits.requests)
        _check("--max-tokens", after.tokens, limits.tokens)
        if limits.prices is not None:
            _check("--max-cost", limits.prices.of(after), limits.money)
        self.spent = after
        self.reserved = self.reserved + worst

    def settle(self, worst: Cost, actual: Cost) -> None:
        """Replace what was reserved by what was used."""
        self.spent = self.spent - worst + actual


def _check(option: str, needed: float, limit: float | None) -> None:
    if limit is not None and needed > limit:
        raise Blocked(
            Cause.BUDGET, f"the next request could reach {needed:g} of {option} {limit:g}"
        )
