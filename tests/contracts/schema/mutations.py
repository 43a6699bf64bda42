"""Every small spoiling of a JSON value: at each path another type, no field, another constant."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

Path = tuple[str | int, ...]

CONSTANTS = ("type", "object", "event_type", "@type")
CLOSED_ENUMS = ("status", "state")
OTHER = "bananas"
_OF_EACH_TYPE: tuple[Any, ...] = (None, True, OTHER, 12.5, {"x": 1}, [7])


class Kind(Enum):
    RETYPED = "another type"
    DROPPED = "no such field"
    CONSTANT = "another constant"
    ENUM = "another value of a closed enum"


@dataclass(frozen=True, slots=True)
class Mutant:
    """`place` is the path with `#` for every position of a list."""

    kind: Kind
    place: str
    value: Any


def mutants(value: Any) -> Iterator[Mutant]:
    for path, each in _paths(value):
        place = ".".join("#" if isinstance(step, int) else step for step in path) or "-"
        for other in _OF_EACH_TYPE:
            if _type(other) is not _type(each):
                yield Mutant(Kind.RETYPED, place, _with(value, path, other))
        name = path[-1] if path else None
        if isinstance(name, str):
            yield Mutant(Kind.DROPPED, place, _without(value, path))
        if isinstance(each, str) and name in CONSTANTS:
            yield Mutant(Kind.CONSTANT, place, _with(value, path, OTHER))
        if isinstance(each, str) and name in CLOSED_ENUMS:
            yield Mutant(Kind.ENUM, place, _with(value, path, OTHER))


def _paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _paths(each, (*path, name))
    elif isinstance(value, list):
        for position, each in enumerate(value):
            yield from _paths(each, (*path, position))


def _type(value: Any) -> type:
    return float if type(value) is int else type(value)


def _with(value: Any, path: Path, other: Any) -> Any:
    if not path:
        return other
    made = copy.deepcopy(value)
    _holder(made, path)[path[-1]] = other
    return made


def _without(value: Any, path: Path) -> Any:
    made = copy.deepcopy(value)
    del _holder(made, path)[path[-1]]
    return made


def _holder(value: Any, path: Path) -> Any:
    for step in path[:-1]:
        value = value[step]
    return value
