"""Whatever is sent to create, the answer is JSON in the right shape, and never a fault of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport
from fake_gemini.wire.create import FIELDS
from fake_gemini.wire.kinds import STEP_KINDS
from tests.api import KEY, MODEL, Json, events
from tests.effort import tried

_NAMES = [
    *FIELDS,
    *("type", "text", "data", "uri", "mime_type", "content", "summary", "signature", "processing"),
    *("resolution", "thinking_level", "max_output_tokens", "temperature", "tool_choice", "seed"),
    *("stop_sequences", "threshold", "name", "schema", "start_offset", "page_options", "channels"),
    *("parameters", "properties", "required", "enum", "anyOf", "allowed_tools", "mode", "result"),
    *("arguments", "call_id", "id", "is_error", "max_total_tokens"),
]
_WORDS = [
    *("text", "image", "audio", "video", "document", "user_input", "model_output", "thought"),
    *(MODEL, "gemini-3.8-flash", "antigravity-preview-09-2026", "static", "low", "auto", "aGk="),
    *("https://example.com/x", "files/x", "harassment", "off", "function", "1.5s", "", "\x00"),
    *STEP_KINDS[3:8],
    "any",
    "[[fake: incomplete]]",
    "[[fake: x]]",
    "c1",
    "integer",
    "$ref",
]
_NAME = st.one_of(st.sampled_from(_NAMES), st.text(max_size=4))
_LEAF = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.sampled_from([0, 1, 1.0, -0.0, 2.5, 1e300, -1e-300, 2**63, 2**64]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(_WORDS),
    st.text(max_size=6),
)
_JSON = st.recursive(
    _LEAF,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(_NAME, inner, max_size=4),
        st.fixed_dictionaries({"type": st.one_of(st.sampled_from(_WORDS), inner)}),
    ),
    max_leaves=12,
)
_VALID: list[Json] = [
    {"model": MODEL, "input": "Hello"},
    {"model": MODEL, "input": [{"type": "text", "text": "a"}, {"type": "image", "data": "aGk="}]},
    {
        "model": MODEL,
        "input": [
            {"type": "user_input", "content": "Hello"},
            {"type": "thought", "signature": "", "summary": [{"type": "text", "text": "Hm."}]},
            {"type": "model_output", "content": [{"type": "text", "text": "Hi."}]},
            {
                "type": "user_input",
                "content": [
                    {
                        "type": "video",
                        "uri": "https://example.com/x",
                        "processing": {"type": "static", "start_offset": "1s", "fps": 1},
                    },
                    {
                        "type": "document",
                        "data": "aGk=",
                        "processing": {"type": "static", "page_options": {"start_page": 1}},
                    },
                ],
            },
        ],
        "system_instruction": "Be brief.",
        "generation_config": {
            "temperature": 1,
            "max_output_tokens": 100,
            "stop_sequences": ["x"],
            "thinking_level": "low",
            "thinking_summaries": "auto",
        },
        "safety_settings": [{"type": "harassment", "threshold": "off"}],
        "service_tier": "flex",
        "store": False,
    },
    {"agent": "antigravity-preview-09-2026", "input": {"type": "audio", "data": "aGk="}},
    {
        "model": MODEL,
        "input": [
            {"type": "user_input", "content": "Weather in Paris, then book a table for 4"},
            {"type": "function_call", "id": "c1", "name": "weather", "arguments": {"city": "Rome"}},
            {"type": "function_result", "call_id": "c1", "result": {"celsius": 18}},
        ],
        "tools": [
            {
                "type": "function",
                "name": "weather",
                "parameters": {
                    "type": "object",
                    "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
                    "required": ["city"],
                },
            },
            {"type": "function", "name": "book", "description": "Books a table"},
        ],
        "generation_config": {"tool_choice": {"allowed_tools": {"mode": "any", "tools": ["book"]}}},
    },
    {
        "agent": "deep-research-preview-04-2026",
        "agent_config": {"type": "deep-research", "thinking_summaries": "auto"},
        "background": True,
        "stream": True,
        "input": "[[fake: incomplete]]",
    },
    {"model": MODEL, "input": "[[fake: error api_error, 1 time]]", "background": True},
    {
        "model": MODEL,
        "input": {"type": "audio", "data": "aGk="},
        "generation_config": {
            "transcription_config": {
                "custom_vocabulary": ["Ada"],
                "language_codes": ["de"],
                "mode": {"type": "verbatim", "timestamp_granularities": ["word"]},
            }
        },
    },
]


@pytest.fixture(scope="module", params=[False, True], ids=["strict", "lenient"])
def client(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    transport: Any = SyncTransport(create_app(Settings(lenient=request.param)))
    headers = {"x-goog-api-key": KEY}
    with httpx.Client(transport=transport, base_url="http://fake", headers=headers) as client:
        yield client


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path into a JSON value, that of the whole first."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield from _places(inner, (*path, key))
    for at, inner in enumerate(value) if isinstance(value, list) else ():
        yield from _places(inner, (*path, at))


def _changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy of a JSON value with something else at a path."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _changed(copy[path[0]], path[1:], new)
    return copy


@st.composite
def _near_misses(draw: st.DrawFn) -> Any:
    """A valid body with up to three places replaced, or keys added."""
    body: Any = draw(st.sampled_from(_VALID))
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()) and isinstance(body, dict):
            body = {**body, draw(_NAME): draw(_JSON)}
        else:
            body = _changed(body, draw(st.sampled_from(list(_places(body)))), draw(_JSON))
    return body


def _check(response: httpx.Response) -> None:
    if response.status_code == 500:  # as rehearsed
        assert response.json()["error"]["message"] == "Internal error encountered."
        assert b"[[fake: error api_error" in response.request.content
        return
    assert response.status_code in (200, 400, 403, 404), response.text
    if response.headers["content-type"] == "text/event-stream":
        assert events(response.text)[-1]["event_type"] == "interaction.completed"
        return
    assert response.headers["content-type"] == "application/json; charset=UTF-8"
    reply = response.json()
    if response.status_code == 200:
        assert reply["object"] == "interaction"
        return
    assert list(reply) == ["error"]
    assert list(reply["error"]) == ["message", "code"]
    assert reply["error"]["message"] and isinstance(reply["error"]["code"], str)


@settings(max_examples=tried(800))
@given(_near_misses())
def test_body_near_a_valid_one_is_answered(client: httpx.Client, body: Any) -> None:
    _check(client.post("/v1/interactions", content=json.dumps(body)))


@settings(max_examples=tried(300))
@given(st.dictionaries(_NAME, _JSON, max_size=5))
def test_any_object_is_answered(client: httpx.Client, body: Json) -> None:
    _check(client.post("/v1/interactions", content=json.dumps(body)))


@settings(max_examples=tried(300))
@given(_JSON)
def test_any_input_is_answered(client: httpx.Client, value: Any) -> None:
    body = {"model": MODEL, "input": value}
    _check(client.post("/v1/interactions", content=json.dumps(body)))


@settings(max_examples=tried(300))
@given(st.sampled_from(_VALID), st.data())
def test_damaged_bytes_are_answered(client: httpx.Client, body: Json, data: Any) -> None:
    raw = json.dumps(body).encode()
    at = data.draw(st.integers(0, len(raw)))
    middle = data.draw(st.binary(max_size=4))
    _check(client.post("/v1/interactions", content=raw[:at] + middle + raw[at + len(middle) :]))


@settings(max_examples=tried(200))
@given(st.binary(max_size=60))
def test_any_bytes_are_answered(client: httpx.Client, body: bytes) -> None:
    _check(client.post("/v1/interactions", content=body))


@settings(max_examples=tried(300))
@given(st.text(max_size=80), st.dictionaries(st.text(max_size=20), st.text(max_size=5), max_size=3))
def test_any_id_and_query_is_answered(client: httpx.Client, name: str, query: Any) -> None:
    path = f"/v1/interactions/{quote(name, safe='')}"
    for method in ("GET", "DELETE"):
        response = client.request(method, path, params=query)
        assert response.status_code in (400, 404)
        assert "error" in response.text
