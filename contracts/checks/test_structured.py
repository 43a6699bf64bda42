"""Text that is JSON of a given form (docs/wire/interactions.md 2.7)."""

from __future__ import annotations

import json
from typing import Any

from ..answers import text_of
from ..api import Api
from ..clauses import Case, clause
from ..severity import Severity
from ..values import Value

PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
}
ASK = "John Doe is 30 years old. Give his name and his age."


@clause(
    "interactions.structured.valid",
    facts=("I-2.1-12", "I-2.7-9"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1300,
    lies=("ignores-schemas", "fences-json", "wraps-json"),
    cases={
        "format": Case(
            {"type": "text", "mime_type": "application/json", "schema": PERSON}, ("I-2.7-1",)
        ),
        "list-of-one": Case(
            [{"type": "text", "mime_type": "application/json", "schema": PERSON}],
            ("I-2.7-7",),
            ("refuses-lists-of-formats",),
        ),
        "bare-schema": Case(PERSON, ("I-2.7-6",), ("refuses-bare-schemas",)),
    },
)
def test_valid(api: Api, case: Any) -> None:
    """The text is JSON that has what the schema requires, and nothing around it."""
    person = _read(text_of(api.create(ASK, response_format=case, store=False).ok))
    assert sorted(person.fields) == ["age", "name"]
    assert person["name"].text
    assert person["age"].whole >= 0


@clause(
    "interactions.structured.streamed",
    facts=("I-2.7-9", "I-4.3-1", "I-2.7-1"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1300,
    lies=("ignores-schemas", "fences-json-in-streams", "drops-a-delta"),
)
def test_streamed(api: Api) -> None:
    """Streamed, the pieces put together are such a text."""
    form = {"type": "text", "mime_type": "application/json", "schema": PERSON}
    person = _read(api.stream(ASK, response_format=form, store=False).text)
    assert sorted(person.fields) == ["age", "name"]


def _read(text: str) -> Value:
    try:
        return Value(json.loads(text), "text")
    except ValueError:
        raise AssertionError(f"the text is no JSON: {text!r}") from None
