"""A request held to the document: its query and its body."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.schema.document import Document

DOCUMENT = Document.load()
TEXT = {"type": "text", "text": "hi"}


def create(**fields: Any) -> list[str]:
    body = {"model": "gemini-3-flash-preview", "input": "hi", **fields}
    sent = {key: value for key, value in body.items() if value is not ...}
    return request("POST", "/v1/interactions", sent)


def request(method: str, path: str, body: Any = None) -> list[str]:
    found = DOCUMENT.check_request(method, path, body)
    return [each.path for each in found if each.is_violation]


@pytest.mark.parametrize(
    "value",
    [
        "hi",
        TEXT,
        [TEXT, {"type": "image", "uri": "u", "mime_type": "image/jpeg"}],
        [{"type": "user_input", "content": [TEXT]}],
        [{"type": "user_input", "content": "hi"}],
        [{"type": "function_result", "call_id": "a", "result": {"celsius": 18}}],
        [{"type": "function_result", "call_id": "a", "result": "18"}],
        [{"type": "function_result", "call_id": "a", "result": [TEXT]}],
    ],
    ids=["string", "content", "contents", "steps", "bare", "object", "text", "contents-result"],
)
def test_every_form_of_input_passes(value: Any) -> None:
    assert create(input=value) == []


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"input": 5}, "$.input"),
        ({"input": [TEXT, {"type": "user_input", "content": [TEXT]}]}, "$.input[1].type"),
        ({"input": [{"type": "text"}]}, "$.input[0].text"),
        ({"input": [{"type": "image", "data": "not base64!"}]}, "$.input[0].data"),
        ({"input": [{"type": "function_result", "result": "18"}]}, "$.input[0].call_id"),
        ({"input": ...}, "$.input"),
        ({"model": ...}, "$.model"),
        ({"agent": "deep-research-preview-04-2026"}, "$.agent"),
        ({"previousInteractionId": "v1_x"}, "$.previousInteractionId"),
        ({"system_instruction": ["x"]}, "$.system_instruction"),
        ({"stream": "true"}, "$.stream"),
        ({"tools": [{"type": "hammer"}]}, "$.tools[0].type"),
        ({"tools": {"type": "function"}}, "$.tools"),
        (
            {"generation_config": {"max_output_tokens": "5"}},
            "$.generation_config.max_output_tokens",
        ),
        (
            {"generation_config": {"tool_choice": {}}},
            "$.generation_config.tool_choice.allowed_tools",
        ),
        ({"response_format": {"type": "json"}}, "$.response_format.type"),
        ({"response_format": [{"type": "json"}]}, "$.response_format[0].type"),
        ({"safety_settings": [{"type": "harassment"}]}, "$.safety_settings[0].threshold"),
        ({"labels": {"a": 1}}, "$.labels.a"),
        ({"environment": {"type": "local"}}, "$.environment.type"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_bad_create_is_refused(fields: dict[str, Any], place: str) -> None:
    assert create(**fields) == [place]


@pytest.mark.parametrize(
    "fields",
    [
        {"input": ..., "continuation_token": "t", "previous_interaction_id": "v1_x"},
        {"model": ..., "agent": "deep-research-preview-04-2026", "background": True},
        {"generation_config": {"top_k": 5, "tool_choice": {"allowed_tools": {"mode": "any"}}}},
        {"response_format": {"type": "object", "properties": {"a": {"type": "string"}}}},
        {"response_format": [{"type": "text"}, {"type": "image", "aspect_ratio": "1:1"}]},
        {
            "model": ...,
            "agent": "a",
            "agent_config": {"type": "antigravity", "max_total_tokens": "9"},
        },
        {"model": ..., "agent": "a", "agent_config": {"type": "dynamic", "anything": {"x": 1}}},
        {"environment": "remote"},
    ],
    ids=[
        "continuation",
        "agent",
        "choice",
        "raw-schema",
        "formats",
        "int64",
        "dynamic",
        "environment",
    ],
)
def test_good_create_passes(fields: dict[str, Any]) -> None:
    assert create(**fields) == []


def test_what_is_only_new_to_the_document_is_additive() -> None:
    body = {
        "model": "gemini-9",
        "input": "hi",
        "generation_config": {"mood": 1, "thinking_level": "x"},
    }

    found = DOCUMENT.check_request("POST", "/v1/interactions?pretty=1", body)

    assert not [each for each in found if each.is_violation]
    assert [each.path for each in found] == [
        "query.pretty",
        "$.model",
        "$.generation_config.mood",
        "$.generation_config.thinking_level",
    ]


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("/v1/interactions/x?include_input=true&stream=false&key=k", []),
        ("/v1/interactions/x?stream=maybe", ["query.stream"]),
        ("/v1/interactions/x?stream=1", ["query.stream"]),
        ("/v1/files?pageSize=10&pageToken=a", []),
        ("/v1/files?page_size=ten", ["query.page_size"]),
        ("/v1/files/x:download?alt=sse", ["query.alt"]),
    ],
)
def test_query_is_held_to_its_parameters(path: str, places: list[str]) -> None:
    assert request("GET", path) == places


@pytest.mark.parametrize("body", [None, b""], ids=["none", "empty"])
def test_body_that_is_needed_is_missed(body: Any) -> None:
    assert request("POST", "/v1/interactions", body) == ["$"]
    assert request("POST", "/v1/interactions/x/cancel", body) == []


@pytest.mark.parametrize("body", [b"{", b"\xff", b"{'model': 'x'}"], ids=["cut", "bytes", "quotes"])
def test_bytes_that_are_no_json_are_refused(body: bytes) -> None:
    assert request("POST", "/v1/interactions", body) == ["$"]


def test_schema_that_is_nested_too_deeply_is_refused() -> None:
    schema: dict[str, Any] = {"type": "object"}
    for _ in range(900):
        schema = {"type": "object", "properties": {"a": schema}}

    assert create(tools=[{"type": "function", "name": "f", "parameters": schema}]) == ["$"]


def test_value_that_is_no_json_is_refused() -> None:
    assert create(input=(1, 2)) == ["$.input"]
    assert create(input={b"bytes"}) == ["$.input"]


def test_bytes_are_read_as_json() -> None:
    assert request("POST", "/v1/interactions", b'{"model": "m", "input": 5}') == ["$.input"]


def test_bytes_of_an_upload_are_not_looked_into() -> None:
    assert request("POST", "/upload/v1/files?upload_id=x", b"\x00{") == []


@pytest.mark.parametrize(
    ("file", "places"),
    [
        ({"mime_type": "image/png", "size_bytes": 5}, []),
        ({"mimeType": "image/png", "sizeBytes": "5", "name": "files/a"}, []),
        ({"display_name": "x" * 513}, ["$.file.display_name"]),
        ({"name": "files/-a"}, ["$.file.name"]),
        ({"name": "files/" + "a" * 41}, ["$.file.name"]),
        ({"sizeBytes": 1.5}, ["$.file.sizeBytes"]),
    ],
    ids=["snake", "camel", "display-name", "dash", "long", "size"],
)
def test_metadata_of_an_upload(file: dict[str, Any], places: list[str]) -> None:
    assert request("POST", "/upload/v1/files", {"file": file}) == places
    assert request("POST", "/v1/files", {"file": file}) == places


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"contents": [{"parts": [{"text": "a"}]}]}, []),
        ({"contents": [{"parts": "a"}]}, ["$.contents[0].parts"]),
        ({"contents": [], "nonsense": 1}, ["$.nonsense"]),
    ],
    ids=["good", "parts", "unknown"],
)
def test_count_tokens(body: dict[str, Any], places: list[str]) -> None:
    assert request("POST", "/v1/models/m:countTokens", body) == places


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/v1/files/x"), ("GET", "/v1/interactions"), ("GET", "/v2/files")]
)
def test_request_of_no_operation_is_refused(method: str, path: str) -> None:
    (found,) = DOCUMENT.check_request(method, path)

    assert found.path == "path"
    assert found.message.startswith(f"found {method} {path}; accepted: POST /upload/")
