"""The rows of the tables of what is uncertain, as docs/wire has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from contracts.facts import read_facts

SECTIONS = ("I-10-", "F-8-", "E-9-")
_END = re.compile(r"[\s.,;:(]|$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `candidates` and `fake` are its last two cells, without backticks."""

    id: str
    point: str
    candidates: tuple[str, ...]
    fake: str

    @property
    def settled(self) -> bool:
        return "(settled:" in self.fake


@cache
def rows() -> dict[str, Row]:
    """Return every row by its id."""
    return {
        fact.id: _row(fact.id, fact.text)
        for fact in read_facts().facts
        if fact.id.startswith(SECTIONS)
    }


def begins(cell: str, answers: Iterable[str]) -> str:
    """Return the longest answer that a cell begins with, or nothing."""
    found = [each for each in answers if cell.startswith(each) and _END.match(cell[len(each) :])]
    return max(found, key=len, default="")


def _row(id: str, text: str) -> Row:
    point, candidates, fake = (cell.strip().replace("`", "") for cell in text.split(" | "))
    return Row(id, point, tuple(part.strip() for part in candidates.split(";")), fake)
