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

# What JSON without a schema looks like.
_ANY = {"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"]}


def valid_value(
    ids: Ids, digest: bytes, schema: Any, path: str, hints: Hints, limits: Limits
) -> Any:
    """Return a value; equal digests, schemas and hints give the same.

    Raises `InvalidInput` with the place in the schema, which stands at `path` in the body, where it
    is malformed, unsatisfiable, outside the subset of fake_gemini/schemas, or too complex.
    """
    try:
        return construct(read_schema(schema, limits), Choices(ids, digest), hints)
    except SchemaError as error:
        place = f"{path}.{error.path}" if error.path else path
        raise InvalidInput(excerpt(place), hint=excerpt(error.reason)) from None


def structured_text(
    ids: Ids, digest: bytes, structure: Structure, hints: Hints, limits: Limits
) -> str:
    """Return compact JSON that is structured as it was asked for."""
    schema = _ANY if structure.schema is None else structure.schema
    value = valid_value(ids, digest, schema, structure.path, hints, limits)
    # Not orjson: a schema may ask for whole numbers beyond 64 bits.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
