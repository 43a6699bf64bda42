"""What a create refuses, and in which words (docs/wire/interactions.md 7, 10, 12)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import MODEL, created, error_of, post

_TOO_DEEP = "[" * 300 + "]" * 300
_NO_JSON = {
    "nothing": b"",
    "a word": b"hello",
    "a NUL byte": b"\x00",
    "a NUL byte in a string": b'{"model": "m", "input": "a\x00b"}',
    "single quotes": b"{'model': 'm'}",
    "a trailing comma": b'{"model": "m",}',
    "two values": b"{} {}",
    "no UTF-8": b'{"model": "\xff"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"model": "m"}'.encode("utf-16"),
    "a lone surrogate": b'{"model": "m", "input": "\\ud800"}',
    "NaN": b'{"model": "m", "input": NaN}',
    "a number beyond doubles": b'{"model": "m", "input": 1e999}',
    "an integer of 400 digits": b'{"model": "m", "input": ' + b"9" * 400 + b"}",
    "300-deep nesting": f'{{"model": "{MODEL}", "input": {_TOO_DEEP}}}'.encode(),
    "30,000-deep nesting": b"[" * 30_000,
}
_NO_OBJECT = [b"null", b"true", b"1", b'"text"', b"[]", b'[{"model": "m"}]']
_WRONG_TYPE: dict[str, Any] = {
    "model": {},
    "agent": [],
    "previous_interaction_id": {},
    "system_instruction": ["Be brief."],
    "tools": {},
    "generation_config": "low",
    "agent_config": 1,
    "response_format": "json",
    "response_mime_type": 1,
    "response_modalities": "text",
    "cached_content": 1,
    "safety_settings": {},
    "service_tier": 1,
    "stream": "true",
    "store": 0,
    "background": "yes",
    "webhook_config": [],
    "continuation_token": 1,
}
_WRONG_VALUE = {
    "service_tier": (
        "gold",
        "The value 'gold' is not supported for 'service_tier'."
        " Supported values: 'standard', 'flex', 'priority', 'deferred'.",
    ),
    "response_modalities": (
        ["smell"],
        "The value 'smell' is not supported for 'response_modalities[0]'."
        " Supported values: 'text', 'image', 'audio', 'video', 'document'.",
    ),
    "safety_settings": (
        [{"type": "harassment", "threshold": "some"}],
        "The value 'some' is not supported for 'threshold' at 'safety_settings[0]'. Supported"
        " values: 'block_low_and_above', 'block_medium_and_above', 'block_only_high',"
        " 'block_none', 'off'.",
    ),
    "tools": (
        [{"type": "hammer"}],
        "The value 'hammer' is not supported for 'type' at 'tools[0]'. Supported values:"
        " 'function', 'code_execution', 'mcp_server', 'filesystem', 'google_maps',"
        " 'google_search', 'bash', 'computer_use', 'file_search', 'url_context', 'tool_search',"
        " 'retrieval'.",
    ),
    "response_format": (
        {"type": "json"},
        "The value 'json' is not supported for 'type' at 'response_format'. Supported values:"
        " 'audio', 'text', 'number', 'integer', 'object', 'image', 'array', 'video', 'string',"
        " 'boolean'.",
    ),
}
_NESTED: dict[str, tuple[dict[str, Any], str]] = {
    "setting with a type as object": ({"safety_settings": [{"type": {}}]}, "safety_settings[0]"),
    "setting without threshold": (
        {"safety_settings": [{"type": "harassment"}]},
        "safety_settings[0].threshold",
    ),
    "tool with a type as object": ({"tools": [{"type": {}}]}, "tools[0].type"),
    "tool without a type": ({"tools": [{}]}, "tools[0].type"),
    "format with a type as object": ({"response_format": {"type": {}}}, "response_format.type"),
    "format in a list": ({"response_format": [{"type": []}]}, "response_format[0].type"),
}


def _send(client: httpx.Client, body: bytes) -> tuple[int, str, str]:
    return error_of(client.post("/v1/interactions", content=body))


@pytest.mark.parametrize("body", _NO_JSON.values(), ids=_NO_JSON)
def test_body_that_is_no_json_is_refused(client: httpx.Client, body: bytes) -> None:
    status, code, message = _send(client, body)
    assert (status, code) == (400, "invalid_request")
    assert message.startswith("Invalid JSON payload received. ")


@pytest.mark.parametrize("body", _NO_OBJECT, ids=bytes.decode)
def test_body_that_is_no_object_is_refused(client: httpx.Client, body: bytes) -> None:
    assert _send(client, body)[:2] == (400, "invalid_request")


@pytest.mark.parametrize("field", _WRONG_TYPE)
def test_field_of_the_wrong_type_is_refused_by_name(client: httpx.Client, field: str) -> None:
    status, code, message = error_of(post(client, **{field: _WRONG_TYPE[field]}))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith(f"Invalid input at '{field}'.")


@pytest.mark.parametrize("field", _WRONG_VALUE)
def test_value_outside_its_list_is_refused_with_the_list(client: httpx.Client, field: str) -> None:
    value, message = _WRONG_VALUE[field]
    assert error_of(post(client, **{field: value})) == (400, "invalid_request", message)


@pytest.mark.parametrize(("body", "place"), _NESTED.values(), ids=_NESTED)
def test_wrong_part_is_refused_by_its_place(
    client: httpx.Client, body: dict[str, Any], place: str
) -> None:
    status, code, message = error_of(post(client, **body))
    assert (status, code) == (400, "invalid_request")
    assert f"'{place}" in message


@pytest.mark.parametrize("name", ["nonsense_field", "", "\x00", "ä" * 200, "top_k"])
def test_unknown_field_is_refused_by_name(client: httpx.Client, name: str) -> None:
    # I-2.1-25, I-7.3-6
    response = post(client, **{name: 1})
    assert error_of(response) == (400, "invalid_request", f"Unknown parameter '{name}'.")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("previousInteractionId", "previous_interaction_id"),
        ("systemInstruction", "system_instruction"),
        ("system_instructions", "system_instruction"),
    ],
)
def test_misspelt_field_is_refused_with_the_right_name(
    client: httpx.Client, name: str, meant: str
) -> None:
    message = error_of(post(client, **{name: "x"}))[2]
    assert message == f"Unknown parameter '{name}'. Did you mean '{meant}'?"


@pytest.mark.parametrize(
    "name", ["x", "gpt-4", "", "models/x", "gemini", "gemini-\x00", "Gemini-3"]
)
def test_unknown_model_is_not_found(client: httpx.Client, name: str) -> None:
    shown = name.removeprefix("models/")
    expected = (404, "model_not_found", f"Model '{shown}' not found.")
    assert error_of(post(client, model=name)) == expected


def test_unknown_agent_is_not_found(client: httpx.Client) -> None:
    response = client.post("/v1/interactions", json={"agent": "x", "input": "Hello"})
    assert error_of(response) == (404, "not_found", "Agent 'x' not found.")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"model": MODEL, "agent": "antigravity-preview-09-2026"},
        {"model": MODEL, "agent_config": {"type": "dynamic"}},
        {"agent": "antigravity-preview-09-2026", "generation_config": {}},
        {"agent": "antigravity-preview-09-2026", "cached_content": "cachedContents/x"},
    ],
    ids=[
        "neither",
        "both",
        "model+agent_config",
        "agent+generation_config",
        "agent+cached_content",
    ],
)
def test_wrong_pair_is_refused(client: httpx.Client, body: dict[str, Any]) -> None:
    response = client.post("/v1/interactions", json={"input": "Hello", **body})
    assert error_of(response)[:2] == (400, "invalid_request")


def test_legacy_revision_is_refused(client: httpx.Client) -> None:
    body = {"model": MODEL, "input": "Hello"}
    response = client.post("/v1/interactions", json=body, headers={"Api-Revision": "2026-05-07"})
    status, code, message = error_of(response)
    assert (status, code) == (400, "invalid_request")
    assert message.startswith("The legacy Interactions API schema is no longer supported.")


def test_last_of_equal_keys_counts(client: httpx.Client) -> None:
    body = f'{{"model": "x", "model": "{MODEL}", "input": "", "input": "Hello"}}'
    response = client.post("/v1/interactions", content=body)
    assert response.json()["steps"] == created(client)["steps"]


def test_escaped_nul_is_text_like_any_other(client: httpx.Client) -> None:
    assert 'You said: "a\x00b"' in created(client, "a\x00b")["steps"][-1]["content"][0]["text"]


def test_refusal_of_a_stream_is_plain_json(client: httpx.Client) -> None:
    # I-5.1-8
    response = post(client, "", stream=True)
    assert response.headers["content-type"] == "application/json; charset=UTF-8"
    assert error_of(response)[:2] == (400, "invalid_request")
