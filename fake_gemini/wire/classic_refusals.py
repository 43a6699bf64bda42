"""Refusals of the reader of classic requests (docs/wire/errors-auth-siblings.md 2).

Paths are in snake_case, with indices; what stands at the top level has no path.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from fake_gemini.errors import InvalidRequest, excerpt
from fake_gemini.wire.json import compact

# More is no help to anybody, and a small request must not cause a large answer.
MOST = 50


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong, and where; `path` is "" at the top level."""

    description: str
    path: str = ""

    def shown(self) -> dict[str, str]:
        place = {"field": self.path} if self.path else {}
        return {**place, "description": self.description}


def refused(violations: Iterable[Violation]) -> InvalidRequest:
    """Return the refusal of the first violations: the messages a line each, and as details."""
    found = tuple(islice(violations, MOST))
    detail = {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [violation.shown() for violation in found],
    }
    return InvalidRequest(
        "\n".join(violation.description for violation in found), details=(detail,)
    )


def unknown_field(name: str, path: str) -> Violation:
    """A name that the object at `path` does not have."""
    place = f" at '{path}'" if path else ""
    return Violation(
        f'Invalid JSON payload received. Unknown name "{excerpt(name)}"{place}: Cannot find field.',
        path,
    )


def unknown_query(name: str) -> Violation:
    """A query parameter that the method does not have."""
    name = excerpt(name)
    return Violation(
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
        f" Field '{name}' could not be found in request message."
    )


def invalid_value(path: str, expected: str, value: Any) -> Violation:
    """A value of another type than `expected`, which is a type as protobuf names it."""
    shown = excerpt(compact(value).decode())
    return Violation(f"Invalid value at '{path}' ({expected}), {shown}", path)
