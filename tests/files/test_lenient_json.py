"""Google's reader of JSON (docs/wire/errors-auth-siblings.md 2)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fake_gemini.errors import InvalidRequest
from fake_gemini.wire.lenient_json import read_lenient

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
documents = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=15,
)


def single_quoted(text: str) -> str:
    inner = json.dumps(text)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{inner}'"


def leniently(value: Any) -> str:
    """Write a document with single quotes and trailing commas."""
    if isinstance(value, str):
        return single_quoted(value)
    if isinstance(value, list):
        return "[" + "".join(f"{leniently(item)} , " for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{single_quoted(name)}:{leniently(item)}," for name, item in value.items())
        return "{\n" + "".join(pairs) + "\t}"
    return json.dumps(value)


@given(documents)
def test_strict_documents_are_read(value: Any) -> None:
    assert read_lenient(json.dumps(value).encode()) == value
    assert read_lenient(json.dumps(value, ensure_ascii=False, indent=1).encode()) == value


@given(documents)
@example({"it's": 'a "quote"', "\\": "\\'"})
def test_lenient_documents_are_read(value: Any) -> None:
    assert read_lenient(leniently(value).encode()) == value


@given(st.binary(max_size=40) | st.text("{}[]:,'\"\\ 10-eEtrufalsn", max_size=30).map(str.encode))
def test_anything_else_is_refused(raw: bytes) -> None:
    try:
        read_lenient(raw)
    except InvalidRequest as error:
        assert error.message.startswith("Invalid JSON payload received. ")


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        ("", "Unexpected end of string."),
        ("{'a'}", "Expected : between key:value pair."),
        ("{'a': 1 'b': 2}", "Expected , or } after key:value pair."),
        ("{1: 2}", "Expected an object key or }."),
        ("{,}", "Expected an object key or }."),
        ("[1 2]", "Expected , or ] after array value."),
        ("[,]", "Expected a value."),
        ("1 2", "Parsing terminated before end of input."),
        ("{a: 1}", "Unexpected token."),
        ("nulls", "Unexpected token."),
        ("'a", "Unexpected token."),
        ("01", "Unexpected token"),
        ("'\\x41'", "Unexpected token"),
        ("'\\ud800'", "Unexpected token"),
        ("__import__('os')", "Unexpected token."),
        ("[" * 102, "Nested deeper than 100."),
        ("[" * 200_000, "Nested deeper than 100."),
    ],
)
def test_refusal_says_what_is_wrong(raw: str, complaint: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        read_lenient(raw.encode())

    assert refused.value.message.startswith(f"Invalid JSON payload received. {complaint}")


def test_refusal_points_at_the_place() -> None:
    with pytest.raises(InvalidRequest) as refused:
        read_lenient(b"{'file': {'display_name' 'X'}}")

    assert refused.value.message.split("\n")[1:] == [
        "e': {'display_name' 'X'}}",
        " " * 20 + "^",
    ]
