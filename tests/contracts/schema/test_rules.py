"""Each rule that turns the SDK's raw schema into what travels, alone."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.schema import rules
from contracts.schema.rules import RULES, SDK_ONLY, applied
from contracts.schema.walk import ref

Schema = dict[str, Any]

STRING = {"type": "string"}
NULL = {"type": "null"}


def record(**fields: Any) -> Schema:
    return {"type": "object", "properties": fields}


def variant(tag: str, key: str = "type") -> Schema:
    return record(**{key: {"type": "string", "const": tag}})


def test_words_go() -> None:
    schema = {**record(description={**STRING, "title": "T", "default": "x"}), "description": "d"}

    assert rules.without_words({"A": schema}) == {"A": record(description=STRING)}


@pytest.mark.parametrize(
    ("branches", "left"),
    [
        ([STRING, NULL], STRING),
        ([STRING, {"type": "integer"}, NULL], {"anyOf": [STRING, {"type": "integer"}]}),
        ([{}, NULL], {}),
        ([STRING, {"type": "integer"}], {"anyOf": [STRING, {"type": "integer"}]}),
    ],
    ids=["one-left", "two-left", "anything-left", "none-there"],
)
def test_null_goes(branches: list[Schema], left: Schema) -> None:
    schema = record(a={"anyOf": branches})

    assert rules.without_null({"A": schema}) == {"A": record(a=left)}


def test_null_goes_and_what_stands_beside_it_stays() -> None:
    schema = record(a={"anyOf": [STRING, NULL], "deprecated": True})

    assert rules.without_null({"A": schema}) == {"A": record(a={**STRING, "deprecated": True})}


def test_union_gets_the_name_of_its_unknown_variant() -> None:
    schemas = {
        "Cat": variant("cat"),
        "Dog": variant("dog"),
        "UnknownPet": variant("UNKNOWN"),
        "House": record(pet={"anyOf": [ref("Cat"), ref("Dog"), ref("UnknownPet")]}),
    }

    made = rules.with_named_unions(schemas)

    assert made["Pet"] == {"anyOf": [ref("Cat"), ref("Dog")]}
    assert made["House"] == record(pet=ref("Pet"))
    assert "UnknownPet" not in made


def test_what_stands_beside_a_named_union_stays_beside_it() -> None:
    schemas = {
        "Cat": variant("cat"),
        "UnknownPet": variant("UNKNOWN"),
        "Free": {"type": "object"},
        "House": record(pet={"anyOf": [ref("Cat"), ref("UnknownPet"), ref("Free"), STRING]}),
    }

    made = rules.with_named_unions(schemas)

    assert made["House"] == record(pet={"anyOf": [ref("Pet"), ref("Free"), STRING]})


def test_union_of_one_name_with_other_variants_is_an_error() -> None:
    schemas = {
        "Cat": variant("cat"),
        "Dog": variant("dog"),
        "UnknownPet": variant("UNKNOWN"),
        "House": record(
            one={"anyOf": [ref("Cat"), ref("UnknownPet")]},
            other={"anyOf": [ref("Dog"), ref("UnknownPet")]},
        ),
    }

    with pytest.raises(ValueError, match="Pet has different variants"):
        rules.with_named_unions(schemas)


@pytest.mark.parametrize("key", ["type", "event_type"])
def test_union_tells_its_variants_apart(key: str) -> None:
    schemas = {
        "Dog": variant("dog", key),
        "Cat": variant("cat", key),
        "Pet": {"anyOf": [ref("Dog"), ref("Cat")]},
    }

    assert rules.with_discriminators(schemas)["Pet"] == {
        "oneOf": [ref("Cat"), ref("Dog")],
        "discriminator": {
            "propertyName": key,
            "mapping": {"cat": ref("Cat")["$ref"], "dog": ref("Dog")["$ref"]},
        },
    }


@pytest.mark.parametrize(
    "members",
    [[ref("Cat"), STRING], [ref("Cat"), ref("Bare")], [ref("Cat")]],
    ids=["no-object", "no-constant", "one"],
)
def test_other_union_is_left_alone(members: list[Schema]) -> None:
    schemas = {"Cat": variant("cat"), "Bare": record(a=STRING), "Pet": {"anyOf": members}}

    assert rules.with_discriminators(schemas)["Pet"] == {"anyOf": members}


@pytest.mark.parametrize("listed", [{"enum": ["a", "b"]}, {"const": "a"}], ids=["enum", "const"])
def test_enum_beside_any_string_is_open(listed: Schema) -> None:
    schema = {"anyOf": [{**listed, "type": "string"}, STRING]}
    values = listed.get("enum", ["a"])

    assert rules.with_open_enums({"A": schema}) == {
        "A": {"anyOf": [{"type": "string", "enum": values}, STRING], "x-open": True}
    }


def test_open_enum_among_others_is_one_of_them() -> None:
    schema = {"anyOf": [ref("B"), {"type": "string", "enum": ["a"]}, STRING]}

    made = rules.with_open_enums({"A": schema})["A"]

    open_enum = {"anyOf": [{"type": "string", "enum": ["a"]}, STRING], "x-open": True}
    assert made == {"anyOf": [ref("B"), open_enum]}


def test_enum_alone_stays_closed() -> None:
    schema = {"type": "string", "enum": ["a"]}

    assert rules.with_open_enums({"A": schema}) == {"A": schema}


def test_constants_are_required() -> None:
    schema = {**variant("cat"), "required": ["name"]}

    assert rules.with_constants_required({"A": schema})["A"]["required"] == ["name", "type"]


def test_object_without_constants_requires_no_more() -> None:
    assert "required" not in rules.with_constants_required({"A": record(a=STRING)})["A"]


def test_known_fields_say_nothing_of_others() -> None:
    schema = {**record(a=STRING), "additionalProperties": True}

    assert rules.with_free_maps_only({"A": schema}) == {"A": record(a=STRING)}


@pytest.mark.parametrize("values", [True, STRING], ids=["anything", "strings"])
def test_free_map_says_what_it_holds(values: Any) -> None:
    schema = {"type": "object", "properties": {}, "additionalProperties": values}
    free = {"type": "object", "additionalProperties": values}

    assert rules.with_free_maps_only({"A": schema, "B": free}) == {"A": free, "B": free}


def test_what_only_the_sdk_adds_goes() -> None:
    ((name, gone),) = SDK_ONLY.items()
    schema = record(id=STRING, **dict.fromkeys(gone, STRING))

    assert rules.without_sdk_only({name: schema}) == {name: record(id=STRING)}


def test_rules_are_few_and_documented_in_their_order() -> None:
    assert rules.__doc__
    assert [rule for rule in vars(rules).values() if rule in RULES] == list(RULES)
    assert rules.__doc__.count("\n1. ") == 1
    assert f"\n{len(RULES)}. " in rules.__doc__
    assert f"\n{len(RULES) + 1}. " not in rules.__doc__


def test_roots_without_a_name_of_their_own_get_theirs() -> None:
    raw = {
        "roots": {"Pet": {"anyOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/UnknownPet"}]}},
        "schemas": {"Cat": variant("cat"), "UnknownPet": variant("UNKNOWN")},
    }

    assert applied(raw)["Pet"] == {"anyOf": [ref("Cat")]}
