"""Shapes compared: what a client would notice of a reply that is built otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.evidence.comparison import compare
from contracts.evidence.shapes import Shape

_TEXT = {"type": "text", "text": "a"}
_THOUGHT = {"type": "thought", "signature": "s"}
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "event_type", "a", "arguments"]), inner)
    ),
    max_leaves=8,
)


def shape(*values: Any) -> Shape:
    made = Shape()
    for value in values:
        made.add(value)
    return made


def told(before: Any, after: Any) -> dict[str, str]:
    """The severity of each difference; a list is several replies."""
    one, other = (side if isinstance(side, list) else [side] for side in (before, after))
    found = compare(shape(*one), shape(*other), "It")
    return {difference.id: difference.severity.value for difference in found}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1}, {}, {"field-removed:It.a": "breaking"}),
        ({}, {"a": 1}, {"required-field-added:It.a": "additive"}),
        ([{}, {}], [{"a": 1}, {}], {"field-added:It.a": "additive"}),
        ([{"a": 1}, {"a": 1}], [{"a": 1}, {}], {"field-optional:It.a": "breaking"}),
        ([{"a": 1}, {}], [{"a": 1}, {"a": 1}], {"field-required:It.a": "additive"}),
        ({"a": 1}, {"a": "1"}, {"type-changed:It.a": "breaking"}),
        ({"a": 1}, {"a": 1.5}, {"type-changed:It.a": "breaking"}),
        ({"a": True}, {"a": 1}, {"type-changed:It.a": "breaking"}),
        ([{"a": 1}], [{"a": 1}, {"a": None}], {"form-added:It.a(null)": "breaking"}),
        ([{"a": 1}, {"a": "1"}], [{"a": 1}], {"form-removed:It.a(string)": "behaviour"}),
        ({"a": {"b": 1}}, {"a": {}}, {"field-removed:It.a.b": "breaking"}),
        ({"a": {"b": 1}}, {}, {"field-removed:It.a": "breaking"}),
        ({"a": [1]}, {"a": ["1"]}, {"type-changed:It.a[]": "breaking"}),
        ({"a": [_TEXT, _THOUGHT]}, {"a": [_TEXT]}, {"variant-removed:It.a[]/thought": "breaking"}),
        ({"a": [_TEXT]}, {"a": [_TEXT, _THOUGHT]}, {"variant-added:It.a[]/thought": "behaviour"}),
        ({"a": [_TEXT]}, {"a": [{"type": "text"}]}, {"field-removed:It.a[]/text.text": "breaking"}),
        ({"a": "2026-01-01T00:00:00Z"}, {"a": "2026-01-01T00:00:00.5Z"},
         {"format-changed:It.a": "behaviour"}),
    ],
    ids=lambda value: next(iter(value), "") if isinstance(value, dict) else "",
)  # fmt: skip
def test_difference_has_an_id_and_a_severity(
    before: Any, after: Any, expected: dict[str, str]
) -> None:
    assert told(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": []}, {"a": [1]}),
        ({"a": [_TEXT]}, {"a": []}),
        ({"arguments": {"city": "Paris"}}, {"arguments": {"place": 1}}),
        ({"result": {"a": 1}}, {"result": {}}),
        ({"a": "words"}, {"a": "other words"}),
        ({"a": "2026-01-01T00:00:00Z"}, {"a": "words"}),
    ],
    ids=["empty-before", "empty-after", "arguments", "result", "words", "no-time"],
)
def test_what_is_free_to_differ_does_not(before: Any, after: Any) -> None:
    assert told(before, after) == {}


def test_structure_that_took_the_place_of_another_is_one_difference() -> None:
    before = {"outputs": [_TEXT, _THOUGHT], "role": "model"}
    after = {"steps": [{"type": "model_output", "content": [_TEXT]}, _THOUGHT], "tier": "standard"}

    assert told(before, after) == {
        "field-replaced:It.outputs": "breaking",
        "field-removed:It.role": "breaking",
        "required-field-added:It.tier": "additive",
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": {"x": 1}}, {"b": 1}),
        ({"a": {"x": 1, "y": 2}}, {"b": {"z": 1, "w": 2}}),
        ({"a": {"x": 1}, "c": {"x": 1}}, {"b": {"x": 1}}),
    ],
    ids=["no-structure", "nothing-in-common", "two-gone"],
)
def test_what_only_came_at_the_same_time_replaces_nothing(before: Any, after: Any) -> None:
    assert not [id for id in told(before, after) if id.startswith("field-replaced")]


@given(_JSON)
def test_nothing_differs_from_itself(value: Any) -> None:
    assert told([value], [value]) == {}


@given(_JSON, _JSON)
def test_any_two_values_can_be_compared(before: Any, after: Any) -> None:
    """And each side tells as much as the other, with other words."""
    there, back = told([before], [after]), told([after], [before])

    assert bool(there) is bool(back)
