"""How a value is held to a schema: what is refused, with which words, and what is only new."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.schema.findings import Kind
from contracts.schema.keywords.compiling import SchemaError
from contracts.schema.reader import Reader
from contracts.schema.walk import ref

Schema = dict[str, Any]

STRING = {"type": "string"}
OPEN = {"anyOf": [{"type": "string", "enum": ["x", "y"]}, STRING], "x-open": True}
CAT = {
    "type": "object",
    "required": ["type", "name"],
    "properties": {"type": {"const": "cat"}, "name": STRING},
}
DOG = {
    "type": "object",
    "required": ["type"],
    "properties": {"type": {"const": "dog"}, "age": {"type": "integer"}},
}
PET = {
    "oneOf": [ref("Cat"), ref("Dog")],
    "discriminator": {
        "propertyName": "type",
        "mapping": {"cat": ref("Cat")["$ref"], "dog": ref("Dog")["$ref"]},
    },
}
SCHEMAS: dict[str, Schema | bool] = {"Cat": CAT, "Dog": DOG, "Pet": PET}


def found(schema: Schema, value: Any) -> list[str]:
    findings = Reader(SCHEMAS).compiled(schema)(value)
    return [f"{each.path or '-'} {each.message}" for each in findings if each.is_violation]


def new(schema: Schema, value: Any) -> list[str]:
    findings = Reader(SCHEMAS).compiled(schema)(value)
    return [each.path for each in findings if each.kind is Kind.ADDITIVE]


@pytest.mark.parametrize(
    ("schema", "good", "bad", "words"),
    [
        (STRING, "a", 1, "- found 1 (integer); accepted: string"),
        ({"type": "integer"}, 1.0, 1.5, "- found 1.5 (number); accepted: integer"),
        ({"type": "number"}, 1, True, "- found true (boolean); accepted: number"),
        ({"type": "boolean"}, True, 1, "- found 1 (integer); accepted: boolean"),
        ({"type": "array"}, [], {}, "- found {} (object); accepted: array"),
        ({"const": "a"}, "a", "b", '- found "b" (string); accepted: "a" (string)'),
        ({"const": 1}, 1, True, "- found true (boolean); accepted: 1 (integer)"),
        ({"enum": ["a", "b"]}, "b", "c", '- found "c" (string); accepted: one of "a", "b"'),
        (
            {"pattern": "^a$"},
            "a",
            "a\n",
            '- found "a\\n" (string); accepted: a string that matches ^a$',
        ),
        ({"minimum": 1}, 1, 0, "- found 0 (integer); accepted: minimum 1"),
        ({"minLength": 1}, "a", "", '- found "" (string); accepted: minLength 1'),
        ({"maxLength": 1}, "a", "ab", '- found "ab" (string); accepted: maxLength 1'),
        ({"minItems": 1}, [1], [], "- found [] (array); accepted: minItems 1"),
        ({"maxItems": 1}, [1], [1, 2], "- found [1, 2] (array); accepted: maxItems 1"),
        (
            {"maxProperties": 0},
            {},
            {"a": 1},
            '- found {"a": 1} (object); accepted: maxProperties 0',
        ),
        ({"required": ["a"]}, {"a": 1}, {}, ".a is missing, and required"),
        ({"items": STRING}, ["a"], ["a", 1], "[1] found 1 (integer); accepted: string"),
        (
            {"properties": {"a": STRING}},
            {"a": ""},
            {"a": 1},
            ".a found 1 (integer); accepted: string",
        ),
        (
            {"properties": {"a b": False}},
            {},
            {"a b": 1},
            '["a b"] found 1 (integer); accepted: no such field',
        ),
        (
            {"additionalProperties": STRING},
            {"z": ""},
            {"z": 1},
            ".z found 1 (integer); accepted: string",
        ),
        ({"not": {"const": 1}}, 2, 1, '- found 1 (integer); accepted: anything but {"const": 1}'),
        (
            {"allOf": [STRING, {"minLength": 1}]},
            "a",
            "",
            '- found "" (string); accepted: minLength 1',
        ),
        (
            {"oneOf": [{"minimum": 1}, {"minimum": 2}]},
            1,
            2,
            "- found 2 (integer), which 2 alternatives accept",
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) and value else None,
)
def test_keyword(schema: Schema, good: Any, bad: Any, words: str) -> None:
    assert found(schema, good) == []
    assert found(schema, bad) == [words]


@pytest.mark.parametrize("schema", [{"required": ["a"]}, {"minLength": 9}, {"items": False}])
def test_keyword_about_another_type_says_nothing(schema: Schema) -> None:
    assert found(schema, 5) == []


def test_every_violation_is_found_with_its_path() -> None:
    schema = {"type": "array", "items": ref("Cat")}

    assert found(schema, [{"type": "cat", "name": 1}, {"type": "dog"}]) == [
        "[0].name found 1 (integer); accepted: string",
        "[1].name is missing, and required",
        '[1].type found "dog" (string); accepted: "cat" (string)',
    ]


def test_union_is_entered_by_its_discriminator() -> None:
    assert found(ref("Pet"), {"type": "dog", "age": "x"}) == [
        '.age found "x" (string); accepted: integer'
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"type": "cow"}, '.type found "cow" (string); accepted: one of "cat", "dog"'),
        ({"type": {}}, '.type found {} (object); accepted: one of "cat", "dog"'),
        ({}, '.type is missing; accepted: one of "cat", "dog"'),
        (5, '- found 5 (integer); accepted: object with type one of "cat", "dog"'),
    ],
    ids=["unknown", "no-string", "missing", "no-object"],
)
def test_union_refuses_another_variant(value: Any, words: str) -> None:
    assert found(ref("Pet"), value) == [words]


def test_unknown_field_is_new_and_not_refused() -> None:
    value = {"type": "cat", "name": "a", "tail": {"b": 1}}

    assert found(ref("Cat"), value) == []
    assert new(ref("Cat"), value) == [".tail"]


def test_new_value_of_an_open_enum_is_new_and_not_refused() -> None:
    assert found(OPEN, "z") == []
    assert new(OPEN, "z") == [""]
    assert new(OPEN, "x") == []


def test_open_enum_refuses_another_type() -> None:
    assert found(OPEN, 1) == ['- found 1 (integer); accepted: one of "x", "y", or another string']


def test_free_map_has_no_new_fields() -> None:
    assert new({"type": "object", "additionalProperties": True}, {"a": 1}) == []


def test_shut_object_refuses_other_fields() -> None:
    schema = {**CAT, "additionalProperties": False}

    assert found(schema, {"type": "cat", "name": "a", "tail": 1}) == [
        ".tail found 1 (integer); accepted fields: type, name"
    ]


def test_keywords_beside_a_reference_refuse_more_and_know_no_less() -> None:
    schema = {**ref("Dog"), "required": ["age"], "properties": {"age": {"minimum": 1}}}

    assert found(schema, {"type": "dog", "age": 0}) == [
        ".age found 0 (integer); accepted: minimum 1"
    ]
    assert new(schema, {"type": "dog", "age": 1, "tail": 1}) == [".tail"]


def test_alternative_that_comes_closest_is_the_one_that_speaks() -> None:
    lists = [{"type": "array", "items": ref("Dog")}, {"type": "array", "items": ref("Pet")}]
    schema = {"anyOf": [STRING, *lists]}

    assert found(schema, [{"type": "cat"}]) == ["[0].name is missing, and required"]


def test_alternative_that_knows_more_is_preferred() -> None:
    schema = {"anyOf": [{"type": "object", "properties": {}}, ref("Cat")]}

    assert new(schema, {"type": "cat", "name": "a"}) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"a": 1}, [".b is missing, and required"]),
        ({"a": 2}, [".c is missing, and required"]),
        ({}, []),
    ],
    ids=["then", "else", "neither"],
)
def test_condition(value: Any, words: list[str]) -> None:
    schema = {
        "if": {"required": ["a"]},
        "then": {
            "if": {"properties": {"a": {"const": 1}}},
            "then": {"required": ["b"]},
            "else": {"required": ["c"]},
        },
    }

    assert found(schema, value) == words


def test_condition_names_no_new_fields() -> None:
    schema = {**DOG, "if": {"properties": {"type": {"const": "dog"}}}, "then": {"properties": {}}}

    assert new(schema, {"type": "dog", "age": 1}) == []


def test_text_that_holds_json_is_looked_into() -> None:
    schema = {"contentMediaType": "application/json", "contentSchema": ref("Cat")}

    assert found(schema, '{"type": "cat"}') == [".name is missing, and required"]
    assert "accepted: JSON" in found(schema, "{")[0]


@pytest.mark.parametrize("schema", [True, {}], ids=["true", "empty"])
def test_anything_passes_where_nothing_is_said(schema: Any) -> None:
    assert Reader({}).compiled(schema)(None) == ()


def test_keyword_that_is_not_read_is_an_error() -> None:
    with pytest.raises(SchemaError, match="no reader for dependentRequired"):
        Reader({}).compiled({"dependentRequired": {}})


def test_reference_to_nothing_is_an_error() -> None:
    with pytest.raises(SchemaError, match="schemas/Cow leads nowhere"):
        Reader(SCHEMAS).compiled(ref("Cow"))


def test_long_value_is_cut() -> None:
    (words,) = found(STRING, ["x" * 200])

    assert len(words) < 110
    assert "..." in words
