"""google-genai 2.16.0 and 3.4.0 compared, and what any edit of an extract is called."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.drift.commands import compared
from contracts.schema import extract
from contracts.schema.extract import Extract

OLD = extract.read(extract.kept("2.16.0"))
NEW = extract.read(extract.kept("3.4.0"))
MIRRORED = {
    "field-added": "field-removed",
    "variant-added": "variant-removed",
    "known-value-added": "known-value-removed",
    "field-optional": "field-required",
    "enum-opened": "enum-closed",
    "deprecated": "no-longer-deprecated",
}


def ids(before: Extract, after: Extract) -> dict[str, str]:
    return {each.id: str(each.severity) for each in compared(before, after)}


def edited(**schemas: Any) -> Extract:
    return Extract("edited", NEW.roots, NEW.schemas | schemas)


@pytest.mark.parametrize("release", [OLD, NEW], ids=lambda it: it.release)
def test_release_does_not_differ_from_itself(release: Extract) -> None:
    assert ids(release, release) == {}


@pytest.mark.parametrize(
    ("found", "severity"),
    [
        ("field-removed:StepStart.metadata", "breaking"),
        ("field-removed:FunctionResultDelta.call_id", "breaking"),
        ("variant-removed:InteractionsInput[]/Turn", "breaking"),
        ("form-added:CodeExecutionResultStep.result(array)", "breaking"),
        ("variant-added:Step/tool_search_call", "behaviour"),
        ("variant-added:StepDeltaData/processing_result", "behaviour"),
        ("variant-added:Tool/tool_search", "behaviour"),
        ("variant-added:Annotation/speech_metadata", "behaviour"),
        ("variant-added:FunctionResultSubcontent/audio", "behaviour"),
        ("field-added:CreateModelInteraction.continuation_token", "additive"),
        ("field-optional:CreateModelInteraction.input", "additive"),
        ("known-value-added:Interaction.status=requires_continuation", "additive"),
        ("known-value-added:GenerationConfig.thinking_level=xhigh", "additive"),
        ("deprecated:Interaction.response_modalities", "cosmetic"),
    ],
)
def test_what_3_4_0_brought(found: str, severity: str) -> None:
    assert ids(OLD, NEW)[found] == severity


def test_what_3_4_0_brought_in_numbers() -> None:
    assert Counter(ids(OLD, NEW).values()) == {
        "breaking": 13,
        "behaviour": 20,
        "additive": 98,
        "cosmetic": 6,
    }


def test_the_way_back_mirrors_the_way_there() -> None:
    there = Counter(each.kind for each in compared(OLD, NEW))
    back = Counter(each.kind for each in compared(NEW, OLD))

    for kind, mirrored in MIRRORED.items():
        assert there[kind] == back[mirrored], kind


def fields() -> list[tuple[str, str]]:
    return [
        (name, field)
        for name, schema in NEW.schemas.items()
        for field in schema.get("properties", {})
        if field not in ("type", "event_type")
    ]


@settings(max_examples=25)
@given(st.sampled_from(fields()))
def test_removed_field_is_the_only_difference(place: tuple[str, str]) -> None:
    name, field = place
    schema = copy.deepcopy(NEW.schemas[name])
    del schema["properties"][field]

    assert list(ids(NEW, edited(**{name: schema}))) == [f"field-removed:{name}.{field}"]


@settings(max_examples=25)
@given(st.sampled_from(fields()))
def test_added_field_is_the_only_difference(place: tuple[str, str]) -> None:
    name, _ = place
    schema = copy.deepcopy(NEW.schemas[name])
    schema["properties"]["brand_new"] = {"type": "string"}

    assert ids(NEW, edited(**{name: schema})) == {f"field-added:{name}.brand_new": "additive"}


@settings(max_examples=25)
@given(st.sampled_from(fields()))
def test_retyped_field_is_the_only_difference(place: tuple[str, str]) -> None:
    name, field = place
    schema = copy.deepcopy(NEW.schemas[name])
    schema["properties"][field] = {**schema["properties"][field], "type": "null"}
    for key in ("$ref", "anyOf", "oneOf", "const", "x-open"):
        schema["properties"][field].pop(key, None)

    (found,) = ids(NEW, edited(**{name: schema})).items()

    assert found[0].startswith("type-changed:")
    assert found[1] == "breaking"


@pytest.mark.parametrize(
    "union", [name for name, it in NEW.schemas.items() if "discriminator" in it]
)
def test_variant_that_goes_is_the_only_difference(union: str) -> None:
    schema = copy.deepcopy(NEW.schemas[union])
    tag, target = next(iter(schema["discriminator"]["mapping"].items()))
    schema["oneOf"].remove({"$ref": target})
    del schema["discriminator"]["mapping"][tag]

    assert list(ids(NEW, edited(**{union: schema}))) == [f"variant-removed:{union}/{tag}"]
