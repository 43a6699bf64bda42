"""Classic request bodies: JSON read against a description of protobuf messages.

Names may be camelCase or snake_case, null is absent, and one value may stand for a list of one
(docs/wire/errors-auth-siblings.md 2, 8.3). All that is wrong is refused at once, up to a number of
violations that nobody reads to its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fake_gemini.turn import Json
from fake_gemini.wire.base64 import decoded
from fake_gemini.wire.classic_refusals import (
    MOST,
    Violation,
    invalid_value,
    refused,
    unknown_field,
)
from fake_gemini.wire.names import snake

_PACKAGE = "type.googleapis.com/google.ai.generativelanguage.v1beta"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `fields` are those of its message; without them the value is not looked into."""

    kind: str = ""
    fields: Mapping[str, Field] | None = None
    repeated: bool = False


ANY = Field()
STRING = Field("TYPE_STRING")
BYTES = Field("TYPE_BYTES")

Fields = Mapping[str, Field]


def message(name: str, fields: Fields, *, repeated: bool = False) -> Field:
    """Describe a field that holds a message, or a list of them."""
    return Field(f"{_PACKAGE}.{name}", fields, repeated)


def read_message(document: Any, fields: Fields) -> Json:
    """Return the body with snake_case names, or raise the refusal of everything wrong in it."""
    if not isinstance(document, dict):
        root = 'Invalid JSON payload received. Unknown name "": Root element must be a message.'
        raise refused([Violation(root)])
    reader = _Reader([])
    body = reader.members(document, fields, "")
    if reader.violations:
        raise refused(reader.violations)
    return body


@dataclass(frozen=True, slots=True)
class _Reader:
    violations: list[Violation]

    def members(self, value: Json, fields: Fields, path: str) -> Json:
        read: Json = {}
        for key, item in value.items():
            name = snake(key)
            if name not in fields:
                self._refuse(unknown_field(key, path))
            elif item is not None:
                field, place = fields[name], f"{path}.{name}" if path else name
                if isinstance(item, list) and field.kind and not field.repeated:
                    self._refuse(_not_repeating(key, path))
                else:
                    read[name] = self._items(item, field, place)
        return read

    def _items(self, value: Any, field: Field, path: str) -> Any:
        if not field.repeated:
            return self._item(value, field, path)
        if not isinstance(value, list):
            return [self._item(value, field, path)]
        return [self._item(item, field, f"{path}[{at}]") for at, item in enumerate(value)]

    def _item(self, value: Any, field: Field, path: str) -> Any:
        if field.fields is not None:
            if isinstance(value, dict):
                return self.members(value, field.fields, path)
            self._refuse(invalid_value(path, field.kind, value))
        elif field.kind and not isinstance(value, str):
            self._refuse(invalid_value(path, field.kind, value))
        elif field is BYTES and decoded(value) is None:
            self._refuse(_not_base64(path))
        return value

    def _refuse(self, violation: Violation) -> None:
        self.violations.append(violation)
        if len(self.violations) == MOST:
            raise refused(self.violations)


def _not_repeating(name: str, path: str) -> Violation:
    place = f" at '{path}'" if path else ""
    return Violation(
        f'Invalid JSON payload received. Unknown name "{name}"{place}: Proto field is not'
        " repeating, cannot start list.",
        path,
    )


def _not_base64(path: str) -> Violation:
    return Violation(f"Invalid value at '{path}' (TYPE_BYTES), Base64 decoding failed", path)
