"""Every schema inside a schema, visited or rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]  # JSON: what a key holds depends on the key
Change = Callable[[Schema], Schema]

REF = "#/components/schemas/"
_ONE = ("items", "additionalProperties", "not", "if", "then", "else", "contentSchema")
_LIST = ("anyOf", "oneOf", "allOf", "prefixItems")
_NAMED = ("properties", "patternProperties")


def rewritten(schema: Schema, change: Change) -> Schema:
    """A copy in which `change` was applied to every schema, the innermost first."""
    inner = dict(schema)
    for key in _ONE:
        if isinstance(inner.get(key), dict):
            inner[key] = rewritten(inner[key], change)
    for key in _LIST:
        if key in inner:
            inner[key] = [_or_as_is(each, change) for each in inner[key]]
    for key in _NAMED:
        if key in inner:
            inner[key] = {name: _or_as_is(each, change) for name, each in inner[key].items()}
    return change(inner)


def _or_as_is(schema: Any, change: Change) -> Any:
    return rewritten(schema, change) if isinstance(schema, dict) else schema


def visited(schema: Schema) -> Iterator[Schema]:
    """The schema and every schema inside it; references are not followed."""
    yield schema
    inner = [schema.get(key) for key in _ONE]
    inner += [each for key in _LIST for each in schema.get(key, ())]
    inner += [each for key in _NAMED for each in schema.get(key, {}).values()]
    for each in inner:
        if isinstance(each, dict):
            yield from visited(each)


def ref(name: str) -> Schema:
    return {"$ref": REF + name}


def referred(schema: Schema) -> str | None:
    """The name that a reference names, or None."""
    target: str | None = schema.get("$ref")
    return target.rpartition("/")[2] if target else None
