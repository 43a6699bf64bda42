"""What a change of a type is called, and how much it matters to whom."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.drift.compare import Comparison
from contracts.drift.difference import SEVERITIES, Differences, Sender
from contracts.schema.walk import ref

Schema = dict[str, Any]

STRING = {"type": "string"}
INTEGER = {"type": "integer"}
OPEN = {"anyOf": [{"type": "string", "enum": ["a", "b"]}, STRING], "x-open": True}
WIDER = {"anyOf": [{"type": "string", "enum": ["a", "b", "c"]}, STRING], "x-open": True}
CLOSED = {"type": "string", "enum": ["a", "b"]}


def record(*required: str, **fields: Any) -> Schema:
    return {"type": "object", "properties": fields, "required": list(required)}


def variant(tag: str, **fields: Any) -> Schema:
    return record("type", type={"const": tag}, **fields)


def union(*names: str) -> Schema:
    mapping = {name.lower(): ref(name)["$ref"] for name in names}
    return {
        "oneOf": [ref(name) for name in names],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }


def differences(
    before: dict[str, Schema],
    after: dict[str, Schema],
    *senders: Sender,
    exact: bool = True,
) -> dict[str, str]:
    """Severities by id, of what the first schema of each side holds."""
    into = Differences()
    comparison = Comparison(before, after, into, exact=exact)
    for sender in senders or (Sender.SERVER,):
        comparison.schemas(ref(next(iter(before))), ref(next(iter(after))), "root", sender)
    return {each.id: str(each.severity) for each in into.sorted()}


CHANGES: list[tuple[Schema, Schema, str, str, str]] = [
    (record(x=STRING), record(), "field-removed:A.x", "breaking", "breaking"),
    (record(), record(x=STRING), "field-added:A.x", "additive", "additive"),
    (record(), record("x", x=STRING), "required-field-added:A.x", "breaking", "additive"),
    (record(x=STRING), record("x", x=STRING), "field-required:A.x", "breaking", "additive"),
    (record("x", x=STRING), record(x=STRING), "field-optional:A.x", "additive", "breaking"),
    (record(x=STRING), record(x=INTEGER), "type-changed:A.x", "breaking", "breaking"),
    (record(x=STRING), record(x={}), "type-changed:A.x", "breaking", "breaking"),
    (record(x=OPEN), record(x=WIDER), "known-value-added:A.x=c", "additive", "additive"),
    (record(x=WIDER), record(x=OPEN), "known-value-removed:A.x=c", "behaviour", "behaviour"),
    (record(x=CLOSED), record(x=OPEN), "enum-opened:A.x", "additive", "behaviour"),
    (record(x=OPEN), record(x=CLOSED), "enum-closed:A.x", "breaking", "additive"),
    (record(x=CLOSED), record(x=STRING), "enum-opened:A.x", "additive", "behaviour"),
    (
        record(x={"enum": ["a", "b", "c"]}),
        record(x=CLOSED),
        "value-removed:A.x=c",
        "breaking",
        "behaviour",
    ),
    (
        record(x=CLOSED),
        record(x={"enum": ["a", "b", "c"]}),
        "value-added:A.x=c",
        "additive",
        "behaviour",
    ),
    (
        record(x=STRING),
        record(x={"anyOf": [STRING, INTEGER]}),
        "form-added:A.x(integer)",
        "additive",
        "breaking",
    ),
    (
        record(x={"anyOf": [STRING, INTEGER]}),
        record(x=STRING),
        "form-removed:A.x(integer)",
        "breaking",
        "behaviour",
    ),
    (
        record(x={**INTEGER, "format": "int32"}),
        record(x={**INTEGER, "format": "int64"}),
        "format-changed:A.x",
        "behaviour",
        "behaviour",
    ),
    (
        record(x=STRING),
        record(x={**STRING, "deprecated": True}),
        "deprecated:A.x",
        "cosmetic",
        "cosmetic",
    ),
    (
        record(x={**STRING, "deprecated": True}),
        record(x=STRING),
        "no-longer-deprecated:A.x",
        "cosmetic",
        "cosmetic",
    ),
    (
        record(x={"type": "array", "items": record(y=STRING)}),
        record(x={"type": "array", "items": record()}),
        "field-removed:A.x[].y",
        "breaking",
        "breaking",
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "found", "request_severity", "reply_severity"),
    CHANGES,
    ids=[found for _, _, found, _, _ in CHANGES],
)
def test_change_of_a_field(
    before: Schema, after: Schema, found: str, request_severity: str, reply_severity: str
) -> None:
    assert differences({"A": before}, {"A": after}, Sender.CLIENT) == {found: request_severity}
    assert differences({"A": before}, {"A": after}, Sender.SERVER) == {found: reply_severity}


def test_change_in_request_and_reply_counts_once_as_the_more_severe() -> None:
    before, after = {"A": record()}, {"A": record("x", x=STRING)}

    for senders in ((Sender.CLIENT, Sender.SERVER), (Sender.SERVER, Sender.CLIENT)):
        assert differences(before, after, *senders) == {"required-field-added:A.x": "breaking"}


def test_variants_are_matched_by_their_tag() -> None:
    before = {"Pet": union("Cat", "Dog"), "Cat": variant("cat"), "Dog": variant("dog", x=STRING)}
    after = {"Pet": union("Cow", "Dog"), "Cow": variant("cow"), "Dog": variant("dog")}

    assert differences(before, after) == {
        "variant-removed:Pet/cat": "breaking",
        "field-removed:Dog.x": "breaking",
        "variant-added:Pet/cow": "behaviour",
    }


def test_variant_of_a_union_in_a_list_belongs_to_the_union() -> None:
    lists = {"anyOf": [{"type": "array", "items": ref("Pet")}, {"type": "array", "items": STRING}]}
    before = {"A": lists, "Pet": union("Cat", "Dog"), "Cat": variant("cat"), "Dog": variant("dog")}
    after = before | {"Pet": union("Cat", "Cow", "Dog"), "Cow": variant("cow")}

    assert differences(before, after) == {"variant-added:Pet/cow": "behaviour"}


def test_tags_may_come_from_the_mapping_alone() -> None:
    plain = record(type=STRING)
    before = {"Pet": union("Cat", "Dog"), "Cat": plain, "Dog": plain}
    after = {"Pet": union("Cat"), "Cat": plain}

    assert differences(before, after) == {"variant-removed:Pet/dog": "breaking"}


def test_constant_of_openapi_3_0_is_an_enum_of_one() -> None:
    before = {
        "Pet": {"oneOf": [ref("Cat"), ref("Dog")]},
        "Cat": variant("cat"),
        "Dog": variant("dog"),
    }
    cat = record("type", type={"type": "string", "enum": ["cat"]})
    after = before | {"Cat": cat}

    assert differences(before, after) == {}


def test_objects_without_a_tag_are_matched_by_their_fields() -> None:
    before = {"A": {"anyOf": [record(x=STRING, y=STRING), record(z=STRING)]}}
    after = {"A": {"anyOf": [record(z=STRING), record(x=STRING)]}}

    assert differences(before, after) == {"field-removed:A.y": "breaking"}


def test_type_behind_another_name_is_the_same_type() -> None:
    before = {"A": record(x=ref("B")), "B": record(y=STRING)}
    after = {"A": record(x=ref("C")), "C": record(y=STRING)}

    assert differences(before, after) == {"name-changed:B": "cosmetic"}
    assert differences(before, after, exact=False) == {}


def test_recursive_types_end() -> None:
    before = {"A": record(x=ref("A"), y=STRING)}
    after = {"A": record(x=ref("A"))}

    assert differences(before, after) == {"field-removed:A.y": "breaking"}


def test_all_of_is_one_object() -> None:
    before = {"A": record("y", x=STRING, y=STRING)}
    after = {"A": {"allOf": [ref("B"), record("y", y=STRING)]}, "B": record(x=STRING)}

    assert differences(before, after) == {}


def test_every_kind_has_its_severities_and_is_used() -> None:
    used = {found.partition(":")[0] for _, _, found, _, _ in CHANGES}

    others = {"variant-removed", "variant-added", "name-changed"}
    of_operations = {kind for kind in SEVERITIES if kind.startswith(("operation", "parameter"))}
    assert used | others | of_operations == SEVERITIES.keys()
