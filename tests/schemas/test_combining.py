"""allOf, anyOf and oneOf."""

from __future__ import annotations

from typing import Any

import pytest

from fake_gemini.schemas import Unsatisfiable
from tests.schemas.making import INTEGER, STRING, assert_valid, make, make_several, record

CAT = record(kind={"const": "cat"}, name=STRING)
DOG = record(kind={"const": "dog"}, age=INTEGER)


def test_all_of_has_the_properties_of_each() -> None:
    schema = {"allOf": [record(a=STRING), record(b=INTEGER)], **record(c=STRING)}

    assert list(make(schema)) == ["c", "a", "b"]


def test_all_of_narrows_a_property() -> None:
    schema = {"allOf": [record(a={"minimum": 3}), record(a={"maximum": 3}), record(a=INTEGER)]}

    assert make(schema) == {"a": 3}


def test_any_of_varies_with_the_digest() -> None:
    assert {type(value) for value in make_several({"anyOf": [STRING, INTEGER]}, 30)} == {str, int}


def test_any_of_leaves_out_what_is_impossible() -> None:
    schema = {"anyOf": [record(a=False), {"type": "string", "enum": [1]}, INTEGER]}

    assert all(isinstance(value, int) for value in make_several(schema))


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": [CAT, DOG]},
        {"oneOf": [STRING, INTEGER, {"type": "null"}]},
        {"oneOf": [INTEGER, {"type": "number"}]},
        {"oneOf": [{"type": "number", "multipleOf": 5}, {"type": "number", "multipleOf": 3}]},
        {"oneOf": [{"type": "integer", "minimum": 0}, {"type": "integer", "maximum": 100}]},
        {"oneOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]},
        {"oneOf": [{"type": "string", "minLength": 2}, {"type": "string", "maxLength": 5}]},
        {**record([], a=STRING, b=STRING), "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"oneOf": [{"anyOf": [STRING, INTEGER]}, {"type": "string", "format": "date"}]},
        {"type": "array", "items": {"oneOf": [CAT, DOG]}, "minItems": 5},
    ],
    ids=str,
)
def test_one_of_holds_for_exactly_one(schema: dict[str, Any]) -> None:
    for value in make_several(schema):
        assert_valid(schema, value)


def test_one_of_whose_options_are_the_same_is_unsatisfiable() -> None:
    with pytest.raises(Unsatisfiable, match="exactly one schema of oneOf"):
        make({"oneOf": [STRING, {"type": "string", "minLength": 0}]})


def test_alternatives_that_exclude_each_other_find_together() -> None:
    letters = [{"enum": [letter, letter.upper()]} for letter in "abc"]
    schema = {"allOf": [{"anyOf": letters}, {"anyOf": letters[1:]}, {"anyOf": letters[::2]}]}

    assert make(schema) in ("c", "C")


def test_alternatives_beyond_the_limit_are_not_looked_at() -> None:
    choice = {"anyOf": [{"minLength": length} for length in range(10)]}
    schema = {"type": "string", "allOf": [{**choice, "title": str(i)} for i in range(8)]}

    assert_valid(schema, make(schema))
