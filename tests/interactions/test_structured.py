"""Structured output: text that is JSON, valid against the schema of `response_format`."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings

from fake_gemini import create_app
from fake_gemini.testing import SyncTransport
from tests.api import KEY, Connect, created, error_of, events, fold, post, text_of
from tests.effort import tried
from tests.schemas.making import assert_valid
from tests.schemas.strategies import possible_schemas

SCHEMA = {
    "type": "object",
    "properties": {
        "city": {"type": "string"},
        "people": {"type": "integer"},
        "date": {"type": "string", "format": "date"},
    },
    "required": ["city", "people"],
}
FORMAT = {"type": "text", "mime_type": "application/json", "schema": SCHEMA}
PROMPT = "Book a table for 4 people in Paris on 2026-03-04"


@pytest.mark.parametrize("form", [FORMAT, [FORMAT], SCHEMA], ids=["object", "list", "schema"])
def test_prompt_fills_the_schema_in_every_form(client: httpx.Client, form: Any) -> None:
    made = created(client, PROMPT, response_format=form)
    assert json.loads(text_of(made)) == {"city": "Paris", "people": 4, "date": "2026-03-04"}


def test_text_is_compact_json(client: httpx.Client) -> None:
    made = created(client, PROMPT, response_format=FORMAT)
    assert text_of(made) == '{"city":"Paris","people":4,"date":"2026-03-04"}'


def test_json_without_a_schema_is_some_json(client: httpx.Client) -> None:
    form = {"type": "text", "mime_type": "application/json"}
    assert isinstance(json.loads(text_of(created(client, response_format=form))), dict)


def test_null_as_a_schema_is_none(client: httpx.Client) -> None:
    form = {"type": "text", "mime_type": "application/json", "schema": None}
    assert isinstance(json.loads(text_of(created(client, response_format=form))), dict)


def test_structure_goes_before_a_plain_instruction(client: httpx.Client) -> None:
    made = created(client, "Reply with exactly: no", response_format={"type": "integer"})
    assert isinstance(json.loads(text_of(made)), int)


def test_streamed_pieces_join_to_the_same_text(connect_either: Connect) -> None:
    client = connect_either()
    streamed = fold(events(post(client, PROMPT, response_format=FORMAT, stream=True).text))
    assert text_of(streamed) == text_of(created(client, PROMPT, response_format=FORMAT))


def test_number_beyond_64_bits_is_written(client: httpx.Client) -> None:
    schema = {"type": "number", "minimum": 1e25, "maximum": 1e26}
    assert 1e25 <= json.loads(text_of(created(client, response_format=schema))) <= 1e26


def test_other_schema_says_other_words(client: httpx.Client) -> None:
    texts = {
        text_of(created(client, response_format={"type": "string", "maxLength": length}))
        for length in (40, 41, 42, 43, 44)
    }
    assert len(texts) > 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (
            {"type": "text", "schema": SCHEMA},
            "Invalid input at 'response_format.schema'. It needs 'mime_type': 'application/json'.",
        ),
        (
            {"type": "text", "mime_type": "text/html"},
            "The value 'text/html' is not supported for 'mime_type' at 'response_format'."
            " Supported values: 'application/json', 'text/plain'.",
        ),
        ([FORMAT, FORMAT], "Invalid input at 'response_format'. Only one format of text is"),
        ([{**FORMAT, "mimeType": "x"}], "Invalid input at 'response_format[0].mimeType'."),
        (
            [{**FORMAT, "schema": {"type": "object", "properties": {"a": {"type": "x"}}}}],
            "Invalid input at 'response_format[0].schema.properties.a.type'.",
        ),
        ({"type": "object", "not": {}}, "Invalid input at 'response_format.not'."),
        ({"type": "array", "minItems": 10**9}, "Invalid input at 'response_format.minItems'."),
    ],
    ids=["no mime type", "mime type", "two", "unknown key", "schema", "keyword", "size"],
)
def test_format_that_cannot_be_met_is_refused(client: httpx.Client, form: Any, said: str) -> None:
    status, code, message = error_of(post(client, response_format=form))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith(said)


def test_refused_format_leaves_nothing_behind(client: httpx.Client) -> None:
    before = created(client, "Hello")["id"]
    post(client, response_format={"type": "object", "not": {}})
    assert client.get(f"/v1/interactions/{before}").status_code == 200


@settings(max_examples=tried(60))
@given(schema=possible_schemas())
def test_text_is_valid_against_any_schema_of_the_subset(schema: Any) -> None:
    form = {"type": "text", "mime_type": "application/json", "schema": schema}
    transport: Any = SyncTransport(create_app())
    headers = {"x-goog-api-key": KEY}
    with httpx.Client(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
        value = json.loads(text_of(created(client, PROMPT, response_format=form)))
    assert_valid(schema, value)
