"""Mutations that nobody can see from outside, each with the statement that makes it invisible."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).with_name("equivalents.toml")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """The mutations whose ids match `ids`, where `*` is anything; `fact` is of docs/wire."""

    ids: str
    fact: str
    why: str

    def covers(self, id: str) -> bool:
        pattern = ".*".join(map(re.escape, self.ids.split("*")))
        return re.fullmatch(pattern.replace(r"\[.*\]", r"\[\*\]"), id) is not None


def read_equivalents() -> list[Equivalent]:
    """Return the committed ones."""
    table = tomllib.loads(PATH.read_text())
    return [Equivalent(**entry) for entry in table["equivalent"]]


def equivalent_of(id: str, equivalents: Iterable[Equivalent]) -> Equivalent | None:
    return next((each for each in equivalents if each.covers(id)), None)
