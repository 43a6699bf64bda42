"""The bounds, and what they cost before they refuse."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import orjson
import pytest

from fake_gemini.schemas import Limits, SchemaError, TooComplex
from tests.schemas.making import INTEGER, STRING, cpu, make, record

RECURSIVE = {"type": "object", "properties": {"next": {"$ref": "#"}}, "required": ["next"]}
MANY = record(**{f"property_{i}": {"type": "string", "title": str(i)} for i in range(10_000)})


def answer(schema: Any) -> None:
    """Ask for a value; a refusal is an answer too."""
    with suppress(SchemaError):
        make(schema, "Four people in Paris")


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param({"type": "string", "pattern": "(a+)+$"}, id="catastrophic-pattern"),
        pytest.param(RECURSIVE, id="required-recursion"),
        pytest.param({"type": "array", "minItems": 10**9}, id="billion-items"),
        pytest.param(MANY, id="10000-properties"),
    ],
)
def test_demanding_schema_is_answered_soon(schema: dict[str, Any]) -> None:
    sent = orjson.loads(orjson.dumps(schema))

    assert min(cpu(lambda: answer(sent)), cpu(lambda: answer(sent))) < 0.25


@pytest.mark.parametrize(
    "schema, path",
    [
        ({"type": "array", "minItems": 10**9}, "minItems"),
        ({"type": "string", "minLength": 10**9}, "minLength"),
        ({"type": "object", "minProperties": 10**9}, "minProperties"),
        (record([], a={"minItems": 1_001}), "properties.a.minItems"),
        (MANY, ""),
        ({"type": "array", "minItems": 900, "items": {"type": "array", "minItems": 900}}, ""),
    ],
    ids=["items", "text", "properties", "optional", "schemas", "product"],
)
def test_demand_beyond_a_limit_is_refused(schema: dict[str, Any], path: str) -> None:
    with pytest.raises(TooComplex) as caught:
        make(schema)

    assert caught.value.path == path


@pytest.mark.parametrize(
    "limits, schema",
    [
        ({"nodes": 3}, record(a=STRING, b=STRING, c=STRING)),
        ({"items": 2}, {"minItems": 3}),
        ({"text": 2}, {"minLength": 3}),
        ({"positions": 5}, {"pattern": "a{6}"}),
        ({"values": 3}, record(a=STRING, b=STRING, c=STRING)),
        ({"effort": 10}, record(a=STRING)),
        ({"branches": 1}, {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 0}, STRING]}),
    ],
    ids=["nodes", "items", "text", "positions", "values", "effort", "branches"],
)
def test_limit_is_a_setting(limits: dict[str, int], schema: dict[str, Any]) -> None:
    answer(schema)
    with pytest.raises(TooComplex):
        make(schema, limits=Limits(**limits))


@pytest.mark.parametrize("depth", [0, 101])
def test_depth_that_the_stack_cannot_hold_is_no_setting(depth: int) -> None:
    with pytest.raises(ValueError, match="depth is from 1 to 100"):
        Limits(depth=depth)


def test_schema_nested_too_deep_is_refused() -> None:
    schema: dict[str, Any] = STRING
    for _ in range(150):
        schema = {"items": schema}

    with pytest.raises(TooComplex, match="nested deeper than 100"):
        make(schema)


def test_deepest_value_fits_the_stack() -> None:
    schema: dict[str, Any] = STRING
    for _ in range(49):
        schema = record(a=schema)

    assert make(schema, limits=Limits(depth=100))


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param({"enum": [f"v{i}" for i in range(20_000)]}, id="long-enum"),
        pytest.param({"anyOf": [record(**{f"k{i}": INTEGER}) for i in range(900)]}, id="wide"),
        pytest.param(
            {"allOf": [{"anyOf": [record(**{f"k{i}{j}": INTEGER}) for i in range(20)]}
                       for j in range(6)]},
            id="product-of-any-of",
        ),
        pytest.param(
            record(**{f"p{i}": {"pattern": f"^[a-z]{{3,{20 + i % 60}}}$"} for i in range(3_000)}),
            id="many-patterns",
        ),
        pytest.param({"type": "string", "pattern": "(a|b|c)*" * 900, "minLength": 900}, id="dense"),
        pytest.param(
            {"type": "array", "minItems": 1_000, "items": {"pattern": "^(a|b)*.{700}$"}}, id="texts"
        ),
    ],
)  # fmt: skip
def test_effort_is_bounded(schema: dict[str, Any]) -> None:
    assert cpu(lambda: answer(schema)) < 2
