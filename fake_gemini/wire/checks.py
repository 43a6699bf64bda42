"""Checks that need no model: the keys and the type of an object, in the API's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fake_gemini.errors import InvalidInput, UnsupportedValue
from fake_gemini.wire.names import meant


def refuse_unknown_keys(value: Mapping[str, Any], known: Iterable[str], path: str) -> None:
    """Raise when an object has a key it should not (docs/wire/interactions.md 10, row 25)."""
    for key in value:
        if key not in known:
            raise InvalidInput(f"{path}.{key}" if path else key, meant=meant(key, known))


def discriminated(value: Any, kinds: Iterable[str], path: str) -> str:
    """Return the `type` of an object when it is one of `kinds`, else raise the refusal."""
    if not isinstance(value, dict):
        raise InvalidInput(path, hint=f"An object is expected, its 'type' one of {quoted(kinds)}.")
    kind = value.get("type")
    if not isinstance(kind, str):
        raise InvalidInput(f"{path}.type", hint=f"Supported values: {quoted(kinds)}.")
    if kind not in kinds:
        raise UnsupportedValue(kind, "type", path, kinds)
    return kind


def one_of(value: Any, supported: Iterable[str], field: str, at: str) -> str:
    """Return a text when it is one of `supported`, else raise the refusal of `field` at a path."""
    if not isinstance(value, str):
        raise InvalidInput(f"{at}.{field}" if at else field, hint="A string is expected.")
    if value not in supported:
        raise UnsupportedValue(value, field, at, supported)
    return value


def quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
