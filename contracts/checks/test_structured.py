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
CREW = {
    "type": "object",
    "properties": {
        "ship": {"type": "string"},
        "crew": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "age": {"type": "integer"},
                    "role": {"type": "string", "enum": ["pilot", "cook"]},
                },
                "required": ["name", "age", "role"],
            },
        },
    },
    "required": ["ship", "crew"],
}


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
    "interactions.structured.nested",
    facts=("I-2.7-1", "I-2.7-9"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1400,
    lies=("ignores-schemas", "leaves-out-what-is-required", "goes-beyond-an-enum"),
)
def test_nested(api: Api) -> None:
    """A schema holds at every depth: objects in lists, enums, what is required."""
    ask = "On the ship Aurora, Ada, who is 41 years old, is the pilot, and Bo, 29, is the cook."
    form = {"type": "text", "mime_type": "application/json", "schema": CREW}
    told = _read(text_of(api.create(ask, response_format=form, store=False).ok))
    assert told["ship"].text
    assert len(told["crew"]) > 0, f"nobody is aboard: {told!r}"
    for member in told["crew"]:
        assert sorted(member.fields) == ["age", "name", "role"]
        assert member["name"].text
        assert member["age"].whole > 0
        assert member["role"].text in ("pilot", "cook")


@clause(
    "interactions.structured.bare-types",
    facts=("I-2.7-6", "I-2.7-8"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=1200,
    cases={
        "array": Case({"type": "array", "items": {"type": "string"}},
                      lies=("answers-in-prose", "wraps-json")),
        "number": Case({"type": "number"}, lies=("answers-in-prose", "wraps-json")),
        "integer": Case({"type": "integer"}, lies=("answers-in-prose", "wraps-json")),
        "boolean": Case({"type": "boolean"}, lies=("answers-in-prose", "wraps-json")),
        "string": Case({"type": "string"}, lies=("refuses-response-format",)),
    },
)  # fmt: skip
def test_bare_types(api: Api, case: Any) -> None:
    """A schema that stands alone may be of each type; but for a string, the text is such JSON."""
    reply = api.create("Does a spider have 8 legs?", response_format=case, store=False).ok
    assert reply["status"] == "completed"
    told = text_of(reply)
    kinds: dict[str, tuple[type, ...]] = {
        "array": (list,), "number": (int, float), "integer": (int,), "boolean": (bool,),
    }  # fmt: skip
    expected = kinds.get(case["type"])
    assert told
    if expected is not None:
        assert type(_read(told).raw) in expected, told


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
