"""A JSON value that knows where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.values import Value, differences

REPLY = Value({"steps": [{"type": "text"}, {"n": 1}], "odd name": None, "ok": True})

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda: REPLY["id"], r"^\$ has no 'id'; it has steps, odd name, ok$"),
        (lambda: REPLY["steps"][2], r"^\$.steps has 2 items, not \[2\]$"),
        (lambda: REPLY["steps"]["type"], r"^\$.steps is no object but \[\{"),
        (lambda: REPLY["steps"][0][0], r"^\$.steps\[0\] is no array but "),
        (lambda: REPLY["odd name"].text, r'^\$\["odd name"\] is no string but null$'),
        (lambda: REPLY["ok"].whole, r"^\$.ok is no whole number but true$"),
        (lambda: REPLY["steps"].only, r"^\$.steps has 2 items, expected one$"),
        (lambda: REPLY["steps"][0]["type"].matches("a+"), r'type is "text", not of the form a\+$'),
    ],
    ids=["field", "index", "no-object", "no-array", "no-string", "no-number", "not-one", "form"],
)
def test_what_is_not_there_names_its_path(read: Callable[[], Any], message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        read()


@pytest.mark.parametrize(
    ("value", "other", "same"),
    [(1, 1, True), (1, True, False), (0, False, False), (1, "1", False), (1, 1.0, True),
     ([1], [1], True), ([1], [1, 2], False), ({"a": 1}, {"a": 1, "b": 2}, False)],
    ids=repr,
)  # fmt: skip
def test_comparison_is_as_strict_as_json(value: Any, other: Any, same: bool) -> None:
    assert (Value(value) == other) is same
    assert (Value(value) != other) is not same


def test_differences_name_each_path() -> None:
    actual = {"a": 1, "b": {"c": [1, 2]}, "extra": 0}
    expected = {"a": 2, "b": {"c": [1, 3]}, "missing": 0}

    with pytest.raises(AssertionError) as caught:
        Value(actual).equals(expected)

    assert str(caught.value).splitlines() == [
        "$.a is 1, expected 2",
        "$.b.c[1] is 2, expected 3",
        "$.missing is missing, expected 0",
        "$.extra is 0, expected no such field",
    ]


@given(_json)
def test_a_value_does_not_differ_from_itself(value: Any) -> None:
    assert not differences(value, value)


@given(_json, _json)
def test_values_differ_on_both_sides_or_on_none(one: Any, other: Any) -> None:
    assert bool(differences(one, other)) == bool(differences(other, one))


def test_long_value_is_shown_in_part() -> None:
    assert len(repr(Value("x" * 1000))) < 250
