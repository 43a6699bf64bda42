"""An answer that is valid against a JSON Schema, filled from the prompt where it can be."""

from __future__ import annotations

import json

from fake_gemini.errors import InvalidInput, excerpt
from fake_gemini.ids import Ids
from fake_gemini.schemas import Choices, Hints, SchemaError, construct, read_schema
from fake_gemini.wire.formats import Structure

# What JSON without a schema looks like.
_ANY = {"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"]}


def structured_text(ids: Ids, digest: bytes, structure: Structure, prompt: str) -> str:
    """Return compact JSON; equal digests, schemas and prompts give the same.

    Raises `InvalidInput` with the place in the schema where it is malformed, unsatisfiable, outside
    the subset of fake_gemini/schemas, or too complex.
    """
    schema = _ANY if structure.schema is None else structure.schema
    try:
        value = construct(read_schema(schema), Choices(ids, digest), Hints.of(prompt))
    except SchemaError as error:
        path = f"{structure.path}.{error.path}" if error.path else structure.path
        raise InvalidInput(excerpt(path), hint=excerpt(error.reason)) from None
    # Not orjson: a schema may ask for whole numbers beyond 64 bits.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
