"""Numbers between bounds and on a grid, spelled so that every validator agrees.

A validator may divide 0.3 by 0.1 in binary and find a rest. Of the valid numbers, one is taken for
which the division of doubles leaves none, where there is one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from fake_gemini.schemas.choices import Chooser, Numbered
from fake_gemini.schemas.matches import above, below, exact, is_multiple
from fake_gemini.schemas.nodes import Bound, Number

# Numbers from 1 to this are what people write first.
_EVERYDAY = 100
_MANY = 1_000_000
_TRIES = 64
# What a JSON writer takes as a whole number.
_INT64 = 1 << 63


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers between two bounds that are multiples of each step."""

    low: Bound | None = None
    high: Bound | None = None
    multiples: tuple[Number, ...] = ()
    whole: bool = False

    def holds(self, value: Number) -> bool:
        """Say whether the number is in the range."""
        return (
            (self.low is None or above(value, self.low))
            and (self.high is None or below(value, self.high))
            and (not self.whole or value == int(value))
            and all(is_multiple(value, step) for step in self.multiples)
        )

    def pick(self, choices: Chooser) -> Number | None:
        """Return a number of the range, or None when there is none that a double can be."""
        if self._narrow():
            return None
        for step in self._steps():
            found = self._on_grid(step, choices)
            if found is not None:
                return found
        return next((value for value in self._between() if self.holds(value)), None)

    def is_empty(self) -> bool:
        free = self.low is None or self.high is None
        return not (free and not self.multiples) and self.pick(Numbered(0)) is None

    def _narrow(self) -> bool:
        low, high = self.low, self.high
        return low is not None and high is not None and low.value > high.value

    def _steps(self) -> Iterator[Fraction]:
        if self.whole or self.multiples:
            yield _common(Fraction(1) if self.whole else None, map(exact, self.multiples))
        else:
            yield from (Fraction(1, 10), Fraction(1, 1000))

    def _on_grid(self, step: Fraction, choices: Chooser) -> Number | None:
        window = self._window(step, choices.everyday)
        if window is None:
            return None
        first, size = window
        start = choices.below(size)
        second_best: Number | None = None
        for i in range(min(size, _TRIES)):
            value = _spelled(step * (first + (start + i) % size))
            if value is None or not self.holds(value):
                continue
            if all(_divides(value, step) for step in self.multiples):
                return value
            second_best = value if second_best is None else second_best
        return second_best

    def _window(self, step: Fraction, everyday: bool) -> tuple[int, int] | None:
        """Return the first of the multiples of `step` to choose from, and how many they are."""
        first = None if self.low is None else _first(self.low, step)
        last = None if self.high is None else -_first(_mirrored(self.high), step)
        if everyday:
            found = _overlap(first, last, math.ceil(1 / step), math.floor(_EVERYDAY / step))
            if found is not None:
                return found
        span = _EVERYDAY if everyday else _MANY
        if first is not None:
            return _overlap(first, last, first, first + span - 1)
        if last is not None:
            return _overlap(first, last, last - span + 1, last)
        return (1 if everyday else 0), span

    def _between(self) -> Iterator[float]:
        """Give the ends, and what a bisection finds where no grid is fine enough."""
        if self.low is None or self.high is None or self.multiples:
            return
        low, high = exact(self.low.value), exact(self.high.value)
        for value in (low, high, (low + high) / 2):
            spelled = _spelled(value)
            if spelled is not None:
                yield spelled


def intersection(ranges: tuple[Bound, ...], *, lows: bool) -> Bound | None:
    """Return the bound that includes all the others."""
    sign = 1 if lows else -1
    return max(ranges, key=lambda bound: (sign * bound.value, bound.open), default=None)


def _first(low: Bound, step: Fraction) -> int:
    quotient = exact(low.value) / step
    number = math.ceil(quotient)
    return number + 1 if low.open and number == quotient else number


def _mirrored(high: Bound) -> Bound:
    return Bound(-high.value, high.open)


def _overlap(first: int | None, last: int | None, low: int, high: int) -> tuple[int, int] | None:
    low = low if first is None else max(first, low)
    high = high if last is None else min(last, high)
    return (low, high - low + 1) if low <= high else None


def _common(one: Fraction | None, others: Iterator[Fraction]) -> Fraction:
    """Return the least common multiple."""
    steps = [*([] if one is None else [one]), *others]
    numerator = math.lcm(*(step.numerator for step in steps))
    return Fraction(numerator, math.gcd(*(step.denominator for step in steps)))


def _spelled(value: Fraction) -> Number | None:
    if value.denominator == 1 and -_INT64 <= value.numerator < _INT64:
        return value.numerator
    try:
        return float(value)
    except OverflowError:
        return None


def _divides(value: Number, step: Number) -> bool:
    """Say whether the quotient of the two doubles is whole."""
    try:
        quotient = value / step
        return quotient == int(quotient)
    except OverflowError:
        return False
