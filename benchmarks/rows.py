"""One row of the table: a measured value and the bound that it has to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """`bound` is the most, or with `at_least` the least, that `value` may be.

    Without a value the row was left out, and `note` says why.
    """

    name: str
    what: str
    value: float | None
    bound: float
    unit: str = "x"
    at_least: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "left out"
        holds = self.value >= self.bound if self.at_least else self.value <= self.bound
        return "holds" if holds else "MISSES"

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "what": self.what,
            "value": self.value,
            "bound": self.bound,
            "unit": self.unit,
            "at_least": self.at_least,
            "verdict": self.verdict,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: everything, or with `quick` only enough to see that it works."""

    quick: bool

    @property
    def rounds(self) -> int:
        return 3 if self.quick else 15

    def of(self, count: int) -> int:
        return max(10, count // 50) if self.quick else count


Measure = Callable[[Effort], Iterator[Row]]
