"""The shape of what was seen: which fields there are, of which type, and whether always.

Objects are told apart by their `type` or `event_type`, as in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..schema.rules import TAGS

# What is inside is the caller's, or a model's to choose.
FREE = ("arguments", "result", "metadata")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.(?P<fraction>\d+))?Z", re.A)
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null"}


@dataclass(slots=True)
class Fields:
    """Objects of one kind: how many were seen, and what they hold."""

    seen: int = 0
    shapes: dict[str, Shape] = field(default_factory=dict)

    def always(self, name: str) -> bool:
        return name in self.shapes and self.shapes[name].seen == self.seen


@dataclass(slots=True)
class Shape:
    """Everything that was seen at one place. `objects` are by tag, "" for those without one."""

    seen: int = 0
    types: set[str] = field(default_factory=set)
    formats: set[str] = field(default_factory=set)
    items: Shape | None = None
    objects: dict[str, Fields] = field(default_factory=dict)

    def add(self, value: Any, name: str = "") -> None:
        """Count a value in; `name` is that of the field which holds it."""
        self.seen += 1
        self.types.add(type_of(value))
        if isinstance(value, str):
            self.formats.update(_format(value))
        elif isinstance(value, list):
            self.items = self.items or Shape()
            for item in value:
                self.items.add(item)
        elif isinstance(value, dict) and name not in FREE:
            fields = self.objects.setdefault(tag_of(value), Fields())
            fields.seen += 1
            for key, item in value.items():
                fields.shapes.setdefault(key, Shape()).add(item, key)

    @property
    def is_structure(self) -> bool:
        return bool(self.objects) or (self.items is not None and self.items.is_structure)

    def names(self) -> Iterator[str]:
        """Yield the name of every field at any depth."""
        for fields in self.objects.values():
            for name, shape in fields.shapes.items():
                yield name
                yield from shape.names()
        if self.items is not None:
            yield from self.items.names()


def type_of(value: Any) -> str:
    """Return the JSON type of a value."""
    if isinstance(value, dict | list):
        return "object" if isinstance(value, dict) else "array"
    return _TYPES[type(value)]


def tag_of(value: dict[str, Any]) -> str:
    """Return what an object says that it is, "" where it does not."""
    found = [value[key] for key in TAGS if isinstance(value.get(key), str)]
    return str(found[0]) if found else ""


def _format(text: str) -> list[str]:
    match = _TIME.fullmatch(text)
    if match is None:
        return []
    digits = len(match["fraction"] or "")
    return [f"time with {digits} digits of a second" if digits else "time in whole seconds"]
