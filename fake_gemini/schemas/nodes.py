"""A schema as it is written, checked and typed: one node for each schema inside it.

Nodes name one another by number, because `$ref` makes circles.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from fake_gemini.schemas.automata import Language
from fake_gemini.schemas.limits import Limits
from fake_gemini.schemas.values import KINDS

# The numbers of the schemas `true` and `false`.
TRUE, FALSE = 0, 1

Number = int | float


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of a range of numbers; an open one is not in the range itself."""

    value: Number
    open: bool


@dataclass(frozen=True, slots=True)
class NumberRules:
    lows: tuple[Bound, ...]
    highs: tuple[Bound, ...]
    multiples: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class TextRules:
    least: int
    most: int | None
    pattern: Language | None
    format: str | None


@dataclass(frozen=True, slots=True)
class ArrayRules:
    prefix: tuple[int, ...]
    items: int
    least: int
    most: int | None
    unique: bool


@dataclass(frozen=True, slots=True)
class ObjectRules:
    properties: Mapping[str, int]
    required: tuple[str, ...]
    additional: int
    least: int
    most: int | None
    ordering: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enumeration:
    values: tuple[Any, ...]
    identities: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Group:
    """Schemas of which at least one, or with `exclusive` exactly one, must hold."""

    path: str
    options: tuple[int, ...]
    exclusive: bool


@dataclass(frozen=True, slots=True)
class Node:
    """What one schema says. `parts` are the schemas that must hold as well: $ref and allOf."""

    path: str
    never: bool = False
    kinds: frozenset[str] = KINDS
    # Which kinds its keywords speak of, where no type is given.
    implied: frozenset[str] = frozenset()
    about: str = ""
    enumeration: Enumeration | None = None
    numbers: NumberRules | None = None
    text: TextRules | None = None
    array: ArrayRules | None = None
    object: ObjectRules | None = None
    parts: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole schema. The number of its root is `root`."""

    nodes: tuple[Node, ...]
    root: int
    limits: Limits
