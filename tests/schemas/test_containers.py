"""Arrays and objects."""

from __future__ import annotations

from typing import Any

import pytest

from fake_gemini.schemas import Unsatisfiable
from tests.schemas.making import INTEGER, STRING, assert_valid, make, make_several, record


def test_object_fills_what_is_optional() -> None:
    assert list(make(record([], a=STRING, b=INTEGER, c=record([], d=STRING)))) == ["a", "b", "c"]


def test_object_keeps_the_order_of_its_properties() -> None:
    assert list(make({**record(b=STRING, a=STRING), "required": ["z", "a"]})) == ["b", "a", "z"]


def test_object_follows_property_ordering() -> None:
    schema = {**record(a=STRING, b=STRING, c=STRING), "propertyOrdering": ["c", "x", "a"]}

    assert list(make(schema)) == ["c", "a", "b"]


def test_object_leaves_out_what_has_no_value() -> None:
    schema = record(["b"], a={"type": "integer", "minimum": 2, "maximum": 1}, b=STRING, c=False)

    assert list(make(schema)) == ["b"]


@pytest.mark.parametrize(
    "bounds",
    [
        {"minProperties": 4},
        {"maxProperties": 1},
        {"minProperties": 2, "maxProperties": 2},
        {"minProperties": 3, "additionalProperties": INTEGER},
        {"additionalProperties": False, "minProperties": 2},
    ],
    ids=str,
)
def test_object_has_as_many_properties_as_it_must(bounds: dict[str, Any]) -> None:
    schema = {**record(["b"], a=STRING, b=INTEGER), **bounds}

    for value in make_several(schema):
        assert_valid(schema, value)


def test_map_gets_an_entry() -> None:
    value = make({"type": "object", "additionalProperties": INTEGER})

    assert value and all(isinstance(number, int) for number in value.values())


def test_untyped_schema_gets_the_type_its_keywords_speak_of() -> None:
    assert isinstance(make({"properties": {"a": STRING}}), dict)
    assert isinstance(make({"items": STRING}), list)
    assert isinstance(make({"minLength": 2}), str)
    assert isinstance(make({}), str)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "items": INTEGER, "minItems": 7},
        {"type": "array", "items": INTEGER, "maxItems": 0},
        {"type": "array", "prefixItems": [STRING, INTEGER], "items": False},
        {"type": "array", "prefixItems": [STRING, INTEGER], "minItems": 4},
        {"type": "array", "prefixItems": [STRING, False]},
        {"type": "array", "items": {"type": "boolean"}, "uniqueItems": True},
        {"type": "array", "items": {"enum": [1, 1.0, 2]}, "uniqueItems": True, "minItems": 2},
        {"type": "array", "items": INTEGER, "uniqueItems": True, "minItems": 300},
        {"type": "array", "items": STRING, "uniqueItems": True, "minItems": 300},
        {
            "type": "array",
            "items": record(a={"type": "boolean"}, b={"enum": ["x", "y"]}),
            "uniqueItems": True,
            "minItems": 4,
        },
        {
            "type": "array",
            "items": {"type": "string", "pattern": "^[ab]{2}$"},
            "uniqueItems": True,
            "minItems": 4,
        },
    ],
    ids=str,
)
def test_array_is_valid(schema: dict[str, Any]) -> None:
    for value in make_several(schema, 6):
        assert_valid(schema, value)


def test_array_has_an_item_where_it_may() -> None:
    assert all(1 <= len(value) <= 3 for value in make_several({"type": "array", "items": STRING}))


@pytest.mark.parametrize(
    "schema, path, reason",
    [
        (record(a=False), "", "The property 'a' is required, but nothing is allowed"),
        ({"required": ["a"], "additionalProperties": False, "type": "object"}, "", "'a'"),
        (record(a=record(b={"enum": [1], "type": "string"})), "properties.a.properties.b", "enum"),
        ({"type": "array", "items": False, "minItems": 1}, "", "Item 0 is required"),
        ({"type": "array", "minItems": 2, "maxItems": 1}, "", "minItems is greater"),
        ({"type": "object", "required": ["a", "b"], "maxProperties": 1}, "", "maxProperties"),
        (
            {**record([], a=STRING), "additionalProperties": False, "minProperties": 2},
            "",
            "At most 1 properties are possible",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_impossible_container_is_unsatisfiable(schema: Any, path: str, reason: str) -> None:
    with pytest.raises(Unsatisfiable, match=reason) as caught:
        make(schema)

    assert caught.value.path == path


def test_too_few_different_items_are_unsatisfiable() -> None:
    with pytest.raises(Unsatisfiable, match="Not enough different items"):
        make({"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": True, "minItems": 3})
