"""Texts, numbers, booleans, null, enum and const."""

from __future__ import annotations

from typing import Any

import pytest

from fake_gemini.schemas import Unsatisfiable
from fake_gemini.schemas.formats import FORMATS
from tests.schemas.making import assert_valid, make, make_several


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 5, "maximum": 5},
        {"type": "integer", "exclusiveMinimum": -3, "exclusiveMaximum": -1},
        {"type": "integer", "minimum": 1e20},
        {"type": "integer", "minimum": 9223372036854775000, "maximum": 9223372036854775807},
        {"type": "integer", "minimum": -0.5, "maximum": 0.5},
        {"type": "integer", "multipleOf": 7, "minimum": 1000},
        {"type": "integer", "multipleOf": 1.5},
        {"type": "number", "exclusiveMinimum": 0.15, "exclusiveMaximum": 0.16},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1e-323},
        {"type": "number", "minimum": 1e300},
        {"type": "number", "multipleOf": 0.1, "minimum": 0.6, "maximum": 0.8},
        {"type": "number", "multipleOf": 0.01, "exclusiveMaximum": 0},
        {"type": "number", "allOf": [{"multipleOf": 0.1}, {"multipleOf": 0.25}]},
        {"minimum": 3},
    ],
    ids=str,
)
def test_number_keeps_its_bounds(schema: dict[str, Any]) -> None:
    for value in make_several(schema):
        assert_valid(schema, value)
        assert isinstance(value, int | float) and not isinstance(value, bool)


def test_number_without_bounds_is_an_everyday_one() -> None:
    assert all(1 <= value <= 100 for value in make_several({"type": "number"}))


def test_whole_number_has_no_fraction() -> None:
    assert all(isinstance(value, int) for value in make_several({"type": "integer"}))


def test_multiple_that_no_double_divides_is_given_as_written() -> None:
    schema = {"type": "number", "multipleOf": 0.1, "minimum": 0.25, "maximum": 0.35}

    assert make(schema) == 0.3


@pytest.mark.parametrize("least, most", [(0, 0), (1, 1), (7, 7), (30, 33), (5_000, None)])
def test_text_has_its_length(least: int, most: int | None) -> None:
    bounds = {"minLength": least} | ({} if most is None else {"maxLength": most})

    for text in make_several({"type": "string", **bounds}):
        assert_valid({"type": "string", **bounds}, text)
        assert text == text.strip()


def test_text_reads_like_its_property() -> None:
    value = make({"properties": {"headline": {"type": "string"}}})

    assert value["headline"].startswith("headline ")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_text_has_its_format(name: str) -> None:
    for text in make_several({"type": "string", "format": name}):
        assert_valid({"type": "string", "format": name}, text)
        assert FORMATS[name].check(text)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"ipv6", "uuid", "color"}))
def test_text_has_its_format_and_its_length(name: str) -> None:
    schema = {"type": "string", "format": name, "minLength": 5, "maxLength": 25}

    for text in make_several(schema):
        assert_valid(schema, text)


def test_text_has_its_format_and_its_pattern() -> None:
    schema = {"type": "string", "format": "email", "pattern": "@corp\\.example$"}

    assert_valid(schema, make(schema))
    assert make(schema).endswith("@corp.example")


def test_unknown_format_says_nothing() -> None:
    assert isinstance(make({"type": "string", "format": "int32"}), str)


@pytest.mark.parametrize("kind", ["boolean", "null", "BOOLEAN", "NULL"])
def test_boolean_and_null_are_themselves(kind: str) -> None:
    assert make({"type": kind}) in ((True, False) if kind.lower() == "boolean" else (None,))


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["null", "string"]},
        {"type": "STRING", "nullable": True},
        {"anyOf": [{"type": "null"}, {"type": "string"}]},
        {"enum": [None, "a"]},
    ],
    ids=str,
)
def test_null_is_a_last_resort(schema: dict[str, Any]) -> None:
    assert all(isinstance(value, str) for value in make_several(schema))


def test_enum_gives_different_members_for_different_digests() -> None:
    assert set(make_several({"enum": ["a", "b", "c"]}, 30)) == {"a", "b", "c"}


def test_enum_members_that_are_not_valid_are_left_out() -> None:
    schema = {"type": "integer", "enum": ["3", 3.5, True, 8, 12], "maximum": 10}

    assert set(make_several(schema)) == {8}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 5, "maximum": 3},
        {"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 4},
        {"type": "integer", "multipleOf": 5, "minimum": 1, "maximum": 4},
        {"type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 1},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 5e-324},
        {"type": "string", "minLength": 3, "maxLength": 2},
        {"type": "string", "format": "uuid", "maxLength": 10},
        {"type": "integer", "enum": ["a", 1.5]},
        {"const": "a", "minLength": 2},
        {"type": "integer", "allOf": [{"type": "string"}]},
        False,
    ],
    ids=str,
)
def test_impossible_scalar_is_unsatisfiable(schema: Any) -> None:
    with pytest.raises(Unsatisfiable):
        make(schema)
