"""What is wrong with a value, or new in it, and where."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

LONGEST = 60


class Kind(StrEnum):
    VIOLATION = "violation"  # the document refuses it
    ADDITIVE = "additive"  # an unknown field, or a new value of an open enum


@dataclass(frozen=True, slots=True)
class Finding:
    """`path` is a JSON path from `$`, or from `events[n]`, `headers`, `query` or `status`."""

    path: str
    message: str
    kind: Kind = Kind.VIOLATION
    of_tag: bool = field(default=False, compare=False, repr=False)  # no variant has this tag

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"

    @property
    def is_violation(self) -> bool:
        return self.kind is Kind.VIOLATION

    def below(self, step: str) -> Finding:
        """The same, seen from the value that has this one at `step` (`.name` or `[3]`)."""
        return replace(self, path=step + self.path)


Findings = tuple[Finding, ...]
NONE: Findings = ()


def violation(message: str, path: str = "") -> tuple[Finding]:
    return (Finding(path, message),)


def refused(value: Any, accepted: str) -> tuple[Finding]:
    return violation(f"found {shown(value)}; accepted: {accepted}")


def shown(value: Any) -> str:
    """A value as JSON, short enough for one line, and what it is."""
    text = json.dumps(value, ensure_ascii=False, default=repr)
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "..."
    return f"{cut} ({type_name(value)})"


def type_name(value: Any) -> str:
    """The type that JSON Schema gives a value; 1.0 is an integer there."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float):
        return "integer" if value.is_integer() else "number"
    return _NAMES.get(type(value), type(value).__name__)


_NAMES = {
    dict: "object",
    list: "array",
    str: "string",
    int: "integer",
    type(None): "null",
}


def step_to(name: str) -> str:
    """`.name`, or `["odd name"]`."""
    return f".{name}" if name.isidentifier() else f"[{json.dumps(name, ensure_ascii=False)}]"
