"""The keywords of one schema, each checked for its form."""

from __future__ import annotations

import math
from typing import Any, NoReturn

from fake_gemini.schemas.nodes import Bound, Number
from fake_gemini.schemas.refused import SchemaError, TooComplex

_TYPES = {
    "null": frozenset({"null"}),
    "boolean": frozenset({"boolean"}),
    "integer": frozenset({"whole"}),
    "number": frozenset({"whole", "fraction"}),
    "string": frozenset({"string"}),
    "array": frozenset({"array"}),
    "object": frozenset({"object"}),
}
_OUTSIDE = frozenset(
    "not if then else patternProperties propertyNames contains dependentSchemas dependentRequired"
    " dependencies unevaluatedItems unevaluatedProperties $dynamicRef $recursiveRef".split()
)


class Keywords:
    """Reads keywords of the schema at `path`, and refuses what is not of the right form.

    The `ignored` ones are as if they were not there.
    """

    def __init__(
        self, raw: dict[str, Any], path: str, ignored: frozenset[str] = frozenset()
    ) -> None:
        self.raw = {name: raw[name] for name in raw if name not in ignored} if ignored else raw
        self.path = path
        for name in sorted(_OUTSIDE & self.raw.keys()):
            self.refuse(name, f"The keyword '{name}' is not supported.")

    def at(self, name: str) -> str:
        """Return the path of a keyword."""
        return f"{self.path}.{name}" if self.path else name

    def refuse(self, name: str, reason: str) -> NoReturn:
        raise SchemaError(self.at(name), reason)

    def number(self, name: str) -> Number | None:
        value = self.raw.get(name)
        if value is None and name not in self.raw:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
            self.refuse(name, "A number is expected.")
        return value

    def multiples(self) -> tuple[Number, ...]:
        number = self.number("multipleOf")
        if number is None:
            return ()
        if number <= 0:
            self.refuse("multipleOf", "A number greater than 0 is expected.")
        return (number,)

    def bounds(self, closed: str, open_: str) -> tuple[Bound, ...]:
        """Return the ends of a range that an including and an excluding keyword name."""
        found = ((self.number(closed), False), (self.number(open_), True))
        return tuple(Bound(value, is_open) for value, is_open in found if value is not None)

    def count(self, name: str) -> int | None:
        value = self.number(name)
        if value is None:
            return None
        if value < 0 or int(value) != value:
            self.refuse(name, "A whole number from 0 is expected.")
        return int(value)

    def least(self, name: str, limit: int) -> int:
        """Return a least size, which must be one that can be made."""
        count = self.count(name) or 0
        if count > limit:
            raise TooComplex(self.at(name), f"At most {limit} is accepted.")
        return count

    def flag(self, name: str) -> bool:
        value = self.raw.get(name, False)
        if not isinstance(value, bool):
            self.refuse(name, "true or false is expected.")
        return value

    def text(self, name: str) -> str | None:
        value = self.raw.get(name)
        if value is None and name not in self.raw:
            return None
        if not isinstance(value, str):
            self.refuse(name, "A string is expected.")
        return value

    def names(self, name: str) -> tuple[str, ...]:
        value = self.raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.refuse(name, "A list of strings is expected.")
        return tuple(dict.fromkeys(value))

    def schemas(self, name: str) -> dict[str, Any]:
        """Return an object of schemas."""
        value = self.raw.get(name, {})
        if not isinstance(value, dict):
            self.refuse(name, "An object of schemas is expected.")
        return value

    def list(self, name: str) -> list[Any]:
        """Return a list of at least one thing, or nothing when the keyword is not there."""
        if name not in self.raw:
            return []
        value = self.raw[name]
        if not isinstance(value, list) or not value:
            self.refuse(name, "A list with at least one entry is expected.")
        return value

    def kinds(self) -> frozenset[str] | None:
        """Return the kinds that `type` allows, or None without it."""
        if "type" not in self.raw:
            return None
        given = self.raw["type"]
        found: frozenset[str] = frozenset()
        for name in self.list("type") if isinstance(given, list) else [given]:
            # OpenAPI's clients write STRING, with no other upper-case letters to fold.
            kinds = _TYPES.get(name.lower()) if isinstance(name, str) else None
            if kinds is None or name not in (name.lower(), name.upper()):
                self.refuse("type", f"One of {', '.join(_TYPES)} is expected, or a list of them.")
            found |= kinds
        return found | {"null"} if self.flag("nullable") else found


def _finite(value: Number) -> bool:
    return isinstance(value, int) or math.isfinite(value)
