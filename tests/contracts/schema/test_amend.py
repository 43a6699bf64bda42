"""What the overlay does to a type: each action, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.schema.amend import AmendmentError, amended

Schema = dict[str, Any]

STRING = {"type": "string"}
TYPE: Schema = {"type": "object", "required": ["b"], "properties": {"a": STRING, "b": STRING}}
OPEN = {"anyOf": [{"type": "string", "enum": ["x", "y"]}, STRING], "x-open": True}


def amend(schema: Schema, **amendment: Any) -> Schema:
    made = amended(schema, [{**amendment, "facts": ["I-1-1"]}])
    assert made.pop("x-facts") == ["I-1-1"]
    return made


def test_add_adds_a_field() -> None:
    assert amend(TYPE, add={"c": {}})["properties"] == {"a": STRING, "b": STRING, "c": {}}


def test_widen_allows_another_form() -> None:
    assert amend(TYPE, widen={"a": {"type": "integer"}})["properties"]["a"] == {
        "anyOf": [STRING, {"type": "integer"}]
    }


def test_narrow_adds_keywords() -> None:
    assert amend(TYPE, narrow={"a": {"minLength": 1}})["properties"]["a"] == {
        **STRING,
        "minLength": 1,
    }


def test_set_replaces_a_field() -> None:
    assert amend(TYPE, set={"a": {"const": 1}})["properties"]["a"] == {"const": 1}


def test_require_is_added_to_what_is_required() -> None:
    assert amend(TYPE, require=["a"])["required"] == ["a", "b"]


def test_require_when_another_field_has_a_value() -> None:
    condition = {"required": ["b"], "properties": {"b": {"enum": ["x"]}}}

    made = amend(TYPE, when={"b": ["x"]}, require=["a"])

    assert made["allOf"] == [{"if": condition, "then": {"required": ["a"]}}]


def test_forbid_lets_no_value_pass() -> None:
    assert amend(TYPE, forbid=["z"])["properties"]["z"] is False


def test_forbid_when_another_field_has_a_value() -> None:
    (condition,) = amend(TYPE, when={"b": ["x"]}, forbid=["a"])["allOf"]

    assert condition["then"] == {"properties": {"a": False}}


def test_either_wants_one_of_the_fields() -> None:
    assert amend(TYPE, either=["a", "b"])["allOf"] == [
        {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
    ]


def test_close_leaves_the_known_values() -> None:
    schema = {"type": "object", "properties": {"a": OPEN}}

    made = amend(schema, close=["a"])

    assert made["properties"]["a"] == {"type": "string", "enum": ["x", "y"]}


def test_shut_allows_no_other_field() -> None:
    assert amend(TYPE, shut=True)["additionalProperties"] is False


def test_free_allows_any_other_field() -> None:
    assert amend(TYPE, free=True)["additionalProperties"] is True


def test_facts_of_all_amendments_are_kept_together() -> None:
    amendments: list[Schema] = [
        {"free": True, "facts": ["I-2"]},
        {"require": ["a"], "facts": ["I-1"]},
    ]

    made = amended(TYPE, amendments)

    assert made["x-facts"] == ["I-1", "I-2"]


def test_without_narrowing_only_what_lets_more_pass_is_done() -> None:
    amendments: list[Schema] = [
        {"add": {"c": {}}, "facts": ["I-1"]},
        {"require": ["a"], "facts": ["I-2"]},
    ]

    made = amended(TYPE, amendments, narrowing=False)

    assert made["properties"].keys() == {"a", "b", "c"}
    assert made["required"] == ["b"]
    assert made["x-facts"] == ["I-1"]


def test_original_is_not_touched() -> None:
    before = repr(TYPE)
    amend(TYPE, require=["a"], when={"b": ["x"]})

    assert repr(TYPE) == before


@pytest.mark.parametrize(
    ("amendment", "words"),
    [
        ({"add": {"a": {}}}, "the type has a already"),
        ({"widen": {"z": {}}}, "the type has no z; it has a, b"),
        ({"narrow": {"z": {}}}, "the type has no z"),
        ({"set": {"z": {}}}, "the type has no z"),
        ({"require": ["z"]}, "the type has no z"),
        ({"either": ["a", "z"]}, "the type has no z"),
        ({"close": ["a"]}, "a is not an open enum"),
        ({"melt": ["a"]}, "melt is not an action; there are add, "),
        ({"add": {}, "set": {}}, "has to have one action, not 2"),
        ({}, "has to have one action, not 0"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_amendment_that_does_not_fit_is_refused(amendment: Schema, words: str) -> None:
    with pytest.raises(AmendmentError, match=words):
        amend(TYPE, **amendment)
