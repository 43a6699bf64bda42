"""Structured output beside what else a create may ask for (docs/wire/interactions.md 2.5, 2.7)."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.api import Json, created, error_of, events, fold, post, text_of
from tests.functions.calling import TOOLS, asked, called, calls_of, results
from tests.schemas.making import assert_valid, cpu, record

_SCHEMA: Json = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
    "required": ["city", "people"],
}
_FORMAT: Json = {"type": "text", "mime_type": "application/json", "schema": _SCHEMA}
_PROMPT = "A table for 4 people in Paris"
_MINIMAL = {"thinking_level": "minimal"}


@pytest.mark.parametrize(
    "body",
    [
        {"response_format": _SCHEMA, "response_mime_type": "application/json"},
        {"response_format": _FORMAT, "response_mime_type": "application/json"},
        {"response_format": [_SCHEMA]},
        {"response_format": [_FORMAT], "response_modalities": ["text"]},
    ],
    ids=["older form", "both", "schema in a list", "modalities"],
)
def test_every_form_says_the_same(client: httpx.Client, body: Json) -> None:
    made = created(client, _PROMPT, **body)
    assert json.loads(text_of(made)) == {"city": "Paris", "people": 4}


@pytest.mark.parametrize("form", [None, []], ids=["none", "empty list"])
def test_mime_type_alone_asks_for_some_json(client: httpx.Client, form: Any) -> None:
    body = {"response_mime_type": "application/json", "response_format": form}
    assert isinstance(json.loads(text_of(created(client, **body))), dict)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            {"response_mime_type": "text/plain", "response_format": _SCHEMA},
            "Invalid input at 'response_mime_type'. A schema needs 'application/json'.",
        ),
        (
            {"response_mime_type": "application/xml"},
            "The value 'application/xml' is not supported for 'response_mime_type'. Supported"
            " values: 'application/json', 'text/plain'.",
        ),
        ({"response_mime_type": 1}, "Invalid input at 'response_mime_type'. A string is expected."),
        (
            {"response_format": "json"},
            "Invalid input at 'response_format'. An object is expected, its 'type' one of 'audio',",
        ),
        ({"response_format": {}}, "Invalid input at 'response_format.type'. Supported values:"),
        ({"response_format": [1]}, "Invalid input at 'response_format[0]'. An object is expected"),
        (
            {"response_format": {"type": "json"}},
            "The value 'json' is not supported for 'type' at 'response_format'. Supported values:"
            " 'audio', 'text', 'number', 'integer', 'object', 'image', 'array', 'video', 'string',"
            " 'boolean'.",
        ),
    ],
    ids=["plain", "xml", "number", "word", "no type", "list of numbers", "other type"],
)
def test_wrong_form_is_refused(client: httpx.Client, body: Json, said: str) -> None:
    # I-2.7-8
    status, code, message = error_of(post(client, **body))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith(said)


def test_function_is_called_before_the_text_is_structured(client: httpx.Client) -> None:
    first = asked(client, _PROMPT, response_format=_FORMAT)
    assert called(first) == {"book_table": {"city": "Paris", "people": 4}}
    second = asked(
        client,
        results(first, {"seats": 4}),
        response_format=_FORMAT,
        previous_interaction_id=first["id"],
    )
    assert second["status"] == "completed"
    assert json.loads(text_of(second)) == {"city": "Paris", "people": 4}


def test_structure_is_filled_from_results(client: httpx.Client) -> None:
    form = {"type": "object", "properties": {"order": {"type": "string"}}, "required": ["order"]}
    first = asked(client, "A table, please")
    answer = {"previous_interaction_id": first["id"], "response_format": form}
    second = asked(client, results(first, {"order": "ab-17"}), **answer)
    assert json.loads(text_of(second)) == {"order": "ab-17"}


def test_structure_is_not_inherited(client: httpx.Client) -> None:
    first = created(client, _PROMPT, response_format=_FORMAT)
    second = created(client, "And now?", previous_interaction_id=first["id"])
    assert "And now?" in text_of(second)


def test_limit_cuts_the_json(client: httpx.Client) -> None:
    config = {**_MINIMAL, "max_output_tokens": 5}
    body: Json = {"response_format": _FORMAT, "generation_config": config}
    made = created(client, _PROMPT, **body)
    assert made["status"] == "incomplete"
    assert text_of(made) == '{"city":"Paris","peo'
    assert made["usage"]["total_output_tokens"] == 5


def test_stop_sequence_ends_the_json_before_it(client: httpx.Client) -> None:
    config = {"stop_sequences": [',"people"']}
    body: Json = {"response_format": _FORMAT, "generation_config": config}
    made = created(client, _PROMPT, **body)
    assert (made["status"], text_of(made)) == ("completed", '{"city":"Paris"')


@pytest.mark.parametrize(
    ("limit", "status"), [(1, "incomplete"), (6, "incomplete"), (7, "requires_action")]
)
def test_call_is_made_whole_or_not_at_all(client: httpx.Client, limit: int, status: str) -> None:
    # I-3.1-8
    config = {**_MINIMAL, "max_output_tokens": limit}
    made = asked(client, "Weather in Paris", generation_config=config)
    assert made["status"] == status
    assert ("steps" in made) == bool(calls_of(made)) == (status == "requires_action")


def test_stop_sequence_does_not_stop_a_call(client: httpx.Client) -> None:
    config = {"stop_sequences": ["Paris", "{"]}
    made = asked(client, "Weather in Paris", generation_config=config)
    assert called(made) == {"get_weather": {"city": "Paris"}}


def test_seed_changes_what_is_made_up(client: httpx.Client) -> None:
    form = {"type": "string", "pattern": "^[a-z]{16}$"}

    def said(seed: int) -> str:
        return text_of(created(client, response_format=form, generation_config={"seed": seed}))

    assert len({said(seed) for seed in range(4)}) == 4
    assert said(1) == said(1)


@pytest.mark.parametrize("config", [{}, {"max_output_tokens": 200}, {"stop_sequences": ["4"]}])
def test_streamed_pieces_join_to_the_same_text(client: httpx.Client, config: Json) -> None:
    body: Json = {"response_format": _FORMAT, "generation_config": config, "tools": TOOLS}
    told = fold(events(post(client, "Hello, 4 of Paris", **body, stream=True).text))
    assert told["steps"] == created(client, "Hello, 4 of Paris", **body)["steps"]


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param({"type": "string", "pattern": "(a+)+$"}, id="pattern"),
        pytest.param(
            {"type": "object", "properties": {"n": {"$ref": "#"}}, "required": ["n"]}, id="ref"
        ),
        pytest.param({"type": "array", "minItems": 10**9}, id="items"),
        pytest.param(record(**{f"p{i}": {"title": str(i)} for i in range(10_000)}), id="many"),
    ],
)
def test_demanding_schema_is_answered_soon(client: httpx.Client, schema: Json) -> None:
    created(client, _PROMPT, response_format=_FORMAT)
    answers: list[httpx.Response] = []

    def ask() -> None:
        answers.append(post(client, _PROMPT, response_format=schema))

    assert min(cpu(ask), cpu(ask)) < 0.25
    if answers[0].status_code == 200:
        assert_valid(schema, json.loads(text_of(answers[0].json())))
    else:
        assert error_of(answers[0])[1] == "invalid_request"
