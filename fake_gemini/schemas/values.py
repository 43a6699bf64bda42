"""JSON values as JSON Schema sees them: their kinds, and when they are equal."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

# "number" is whole and fraction together, so that kinds intersect like sets.
KINDS = frozenset({"null", "boolean", "whole", "fraction", "string", "array", "object"})


def kind(value: Any) -> str:
    """Return which of `KINDS` a value is."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "whole"
        case float():
            return "whole" if value.is_integer() else "fraction"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"
    raise TypeError(f"{type(value).__name__} is not a JSON value")


def identity(value: Any) -> Hashable:
    """Return a key that equal JSON values share: 1 is 1.0, and neither is true."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, list):
        return ("array", tuple(map(identity, value)))
    if isinstance(value, dict):
        return ("object", frozenset((name, identity(item)) for name, item in value.items()))
    scalar: Hashable = value
    return scalar


def too_deep(value: Any, limit: int) -> bool:
    """Say whether objects and arrays are nested deeper than `limit`."""
    level = [value]
    for _ in range(limit):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: Any) -> list[Any]:
    found = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in found if isinstance(child, dict | list)]
