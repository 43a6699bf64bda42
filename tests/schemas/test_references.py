"""$ref, recursive or not."""

from __future__ import annotations

from typing import Any

import pytest

from fake_gemini.schemas import Limits, SchemaError, TooComplex, Unsatisfiable
from tests.schemas.making import INTEGER, STRING, assert_valid, make, make_several, record

EXPRESSION = {
    "$ref": "#/$defs/expression",
    "$defs": {
        "expression": {
            "anyOf": [
                record(left={"$ref": "#/$defs/expression"}, right={"$ref": "#/$defs/expression"}),
                {"type": "number"},
            ]
        }
    },
}
TREE = record(["value"], value=INTEGER, children={"type": "array", "items": {"$ref": "#"}})


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((depth(item) for item in inner), default=0)


@pytest.mark.parametrize(
    "reference, definitions",
    [
        ("#/$defs/a", {"$defs": {"a": INTEGER}}),
        ("#/definitions/a", {"definitions": {"a": INTEGER}}),
        ("#/$defs/a~1b~0c%20d", {"$defs": {"a/b~c d": INTEGER}}),
        ("#/$defs/a/anyOf/1", {"$defs": {"a": {"anyOf": [STRING, INTEGER]}}}),
        ("#/$defs/a", {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": INTEGER}}),
    ],
    ids=["defs", "definitions", "escapes", "index", "chain"],
)
def test_reference_is_followed(reference: str, definitions: dict[str, Any]) -> None:
    value = make({**record(x={"$ref": reference}), **definitions})

    assert isinstance(value["x"], int)


def test_keywords_beside_a_reference_hold_too() -> None:
    schema = {"$ref": "#/$defs/a", "minimum": 7, "$defs": {"a": {"type": "integer", "maximum": 7}}}

    assert make(schema) == 7


@pytest.mark.parametrize("schema", [EXPRESSION, TREE], ids=["any-of", "array"])
def test_recursion_ends(schema: dict[str, Any]) -> None:
    for value in make_several(schema):
        assert_valid(schema, value)
        assert depth(value) < 10


def test_recursion_comes_back_where_it_may() -> None:
    assert make(TREE)["children"][0]["children"]


def test_recursion_setting_says_how_often() -> None:
    assert depth(make(TREE, limits=Limits(refs=4))) > depth(make(TREE, limits=Limits(refs=1)))


def test_optional_depth_is_cut() -> None:
    schema: dict[str, Any] = {}
    for _ in range(20):
        schema = record([], a=schema)

    assert depth(make(schema, limits=Limits(depth=5))) <= 6


def test_required_depth_beyond_the_limit_is_unsatisfiable() -> None:
    schema: dict[str, Any] = INTEGER
    for _ in range(6):
        schema = record(a=schema)

    assert make(schema, limits=Limits(depth=6))
    with pytest.raises(Unsatisfiable, match="nested deeper than 5"):
        make(schema, limits=Limits(depth=5))


def test_mutual_recursion_stays_small() -> None:
    kinds = {f"t{i}": {"$ref": f"#/$defs/t{i}"} for i in range(10)}
    definitions = {name: record([], value=INTEGER, **kinds) for name in kinds}

    value = make({"$ref": "#/$defs/t0", "$defs": definitions})

    assert len(str(value)) < 20_000


def test_required_recursion_is_unsatisfiable() -> None:
    with pytest.raises(Unsatisfiable, match="'next' is required and comes back") as caught:
        make(record(node=record(next={"$ref": "#/properties/node"})))

    assert caught.value.path.startswith("properties.node")


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}]},
        {"anyOf": [STRING, {"$ref": "#"}]},
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}},
    ],
    ids=str,
)
def test_schema_defined_by_itself_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(Unsatisfiable, match="refers to itself without end"):
        make(schema)


@pytest.mark.parametrize(
    "reference, reason",
    [
        ("https://example.com/schema", "A reference inside the schema"),
        ("other.json#/a", "A reference inside the schema"),
        ("#anchor", "A reference inside the schema"),
        ("#/$defs/missing", "Nothing is at"),
        ("#/required/0", "A schema is expected"),
    ],
)
def test_reference_that_leads_nowhere_is_refused(reference: str, reason: str) -> None:
    with pytest.raises(SchemaError, match=reason):
        make({"items": {"$ref": reference}, "required": ["a"]})


def test_long_way_of_references_is_refused() -> None:
    chain = {f"a{i}": {"$ref": f"#/$defs/a{i + 1}"} for i in range(60)}

    with pytest.raises(TooComplex, match="More than 50 references"):
        make({"$ref": "#/$defs/a0", "$defs": {**chain, "a60": STRING}})
