"""Our reader and an independent validator refuse the same, over the whole document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from contracts.schema.document import Document
from contracts.schema.reader import Reader
from contracts.schema.walk import Schema, ref, referred
from tests.contracts.schema.mutations import mutants
from tests.contracts.schema.samples import LEGACY, exchanges, others

DOCUMENT = Document.load()
SCHEMAS: dict[str, Any] = DOCUMENT.openapi["components"]["schemas"]
READER = Reader(SCHEMAS)
# A validator of JSON Schema does not look into text that holds JSON; the events are compared alone.
COMPARED = sorted(name for name in SCHEMAS if not name.endswith("Frame"))
DEEPEST = 4
TEXTS = ("a", "QUJD", "5", "1s", "files/abc", "models/m", "2026-01-01T00:00:00Z", "[DONE]")


def example(schema: Any, depth: int = 0) -> Any:
    """A value with every field that the schema knows, as deep as DEEPEST."""
    if schema is True or not schema:
        return "anything"
    if name := referred(schema):
        return example(SCHEMAS[name], depth)
    for key in ("oneOf", "anyOf"):
        if key in schema and "properties" not in schema:
            return example(schema[key][0], depth)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    return _of_type(schema, depth)


def _of_type(schema: Schema, depth: int) -> Any:
    match schema.get("type"):
        case "object":
            fields = schema.get("properties", {})
            shown = fields if depth < DEEPEST else schema.get("required", ())
            return {
                name: example(fields[name], depth + 1)
                for name in shown
                if fields[name] is not False
            }
        case "array":
            return [example(schema.get("items", True), depth + 1)] if depth < DEEPEST else []
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
    fits = READER.compiled(schema)
    return next((text for text in TEXTS if not fits(text)), "a")


def validator(schema: Any) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({**schema, "components": {"schemas": SCHEMAS}})


def disagreements(schema: Schema, value: Any) -> Iterator[Any]:
    ours, theirs = READER.compiled(schema), validator(schema)
    for each in (value, *(mutant.value for mutant in mutants(value))):
        refused = any(finding.is_violation for finding in ours(each))
        if refused is theirs.is_valid(each):
            yield each


@pytest.mark.parametrize("name", COMPARED)
def test_both_refuse_the_same_mutants_of_a_schema(name: str) -> None:
    assert list(disagreements(ref(name), example(SCHEMAS[name]))) == []


@pytest.mark.parametrize(
    "exchange", [each for each in (*exchanges(), *others()) if LEGACY not in each.place], ids=str
)
def test_both_refuse_the_same_mutants_of_an_answer(exchange: Any) -> None:
    operation = DOCUMENT.operations.find(exchange.method, exchange.path)
    if operation is None or exchange.response is None:
        return
    answer = operation.definition["responses"][str(exchange.status)]
    answer = DOCUMENT.openapi["components"]["responses"].get(referred(answer), answer)

    schema = answer["content"]["application/json"]["schema"]

    assert list(disagreements(schema, exchange.response)) == []


def test_most_examples_are_good_ones() -> None:
    good = [name for name in COMPARED if validator(ref(name)).is_valid(example(SCHEMAS[name]))]

    assert len(good) > 0.9 * len(COMPARED)
