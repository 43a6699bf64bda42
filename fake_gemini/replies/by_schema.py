"""Values that are valid against a client's JSON Schema, filled from the prompt where they can be.

Imported when the first schema comes, because launching is quick without all that knows of schemas.
"""

from __future__ import annotations

import json
from typing import Any

from fake_gemini.errors import InvalidInput, excerpt
from fake_gemini.ids import Ids
from fake_gemini.schemas import Choices, Hints, Limits, SchemaError, construct, read_schema
from fake_gemini.wire.formats import Structure
from fake_gemini.wire.json import compact

# What JSON without a schema looks like.
_ANY = {"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"]}


def valid_value(
    ids: Ids,
    digest: bytes,
    schema: Any,
    path: str,
    hints: Hints,
    limits: Limits,
    *,
    dispensable: frozenset[str] = frozenset(),
) -> Any:
    """Return a value; equal digests, schemas and hints give the same.

    Where no value can be made, the `dispensable` keywords are ignored. Raises `InvalidInput` with
    the place in the schema, which stands at `path` in the body, where it is malformed,
    unsatisfiable, outside the subset of fake_gemini/schemas, or too complex all the same.
    """

    def made(ignored: frozenset[str] = frozenset()) -> Any:
        plan = read_schema(schema, limits, ignored=ignored)
        return construct(plan, Choices(ids, digest), hints)

    try:
        try:
            return made()
        except SchemaError:
            if not _mentions(schema, dispensable):
                raise
            return made(dispensable)
    except SchemaError as error:
        place = f"{path}.{error.path}" if error.path else path
        raise InvalidInput(excerpt(place), hint=excerpt(error.reason)) from None


def _mentions(schema: Any, names: frozenset[str]) -> bool:
    spelled = compact(schema)
    return any(compact(name) in spelled for name in names)


def structured_text(
    ids: Ids, digest: bytes, structure: Structure, hints: Hints, limits: Limits
) -> str:
    """Return compact JSON that is structured as it was asked for."""
    schema = _ANY if structure.schema is None else structure.schema
    value = valid_value(ids, digest, schema, structure.path, hints, limits)
    # Not orjson: a schema may ask for whole numbers beyond 64 bits.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
