"""What a value of one kind has to be, everything merged that speaks of it.

A key is the schemas that must hold together at one place, by their numbers; the parts of arrays
and objects are keys again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fake_gemini.schemas.automata import Language
from fake_gemini.schemas.nodes import Group
from fake_gemini.schemas.numbers import Range
from fake_gemini.schemas.walks import Walk

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """One of the values listed."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Numeric:
    range: Range


@dataclass(frozen=True, slots=True)
class Text:
    """A text; `walk` makes one where a pattern, or a format of bounded length, has to hold."""

    least: int
    most: int | None
    patterns: tuple[Language, ...]
    formats: tuple[str, ...]
    walk: Walk | None


@dataclass(frozen=True, slots=True)
class Items:
    """An array: `prefix`, then as many of `rest` as wanted."""

    prefix: tuple[Key, ...]
    rest: Key
    least: int
    most: int | None
    unique: bool

    def key(self, index: int) -> Key:
        return self.prefix[index] if index < len(self.prefix) else self.rest


@dataclass(frozen=True, slots=True)
class Members:
    """An object: `names` in the order they are written, others under `rest`."""

    properties: Mapping[str, Key]
    rest: Key
    required: frozenset[str]
    names: tuple[str, ...]
    least: int
    most: int | None

    def key(self, name: str) -> Key:
        return self.properties.get(name, self.rest)


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to be valid. Of several, those of the lowest rank are taken first.

    Of the options of each group in `exclusive`, the value must be valid against this one only.
    """

    body: Fixed | Numeric | Text | Items | Members
    rank: int
    exclusive: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class State:
    """All the ways to be valid at a place. Where there is none, `problem` says why.

    `cut` says that there were too many alternatives to look at all of them.
    """

    path: str
    about: str
    shapes: tuple[Shape, ...]
    problem: str
    cut: bool
