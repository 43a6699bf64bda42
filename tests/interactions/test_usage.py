"""Usage of every kind of request: what is in it, and that it adds up (9.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_gemini import create_app
from fake_gemini.testing import SyncTransport
from tests.api import KEY, MODEL, Json, created, events, post
from tests.effort import tried
from tests.functions.calling import MAIL, TOOLS, WEATHER, asked, calls_of, function, result

_IMAGE: Json = {"type": "image", "data": "aGk=", "mime_type": "image/png"}
_MADE: Json = {"type": "function_call", "id": "c1", "name": "get_weather", "arguments": {"n": 1}}
_RESULT: Json = {"type": "function_result", "call_id": "c1", "result": [_IMAGE, {**MAIL}]}
_INPUTS = st.sampled_from(
    [
        "Hello",
        "Weather in Paris, and a table for 4",
        [{"type": "text", "text": "Look:"}, _IMAGE, {"type": "audio", "data": "aGk="}],
        {"type": "video", "uri": "https://youtu.be/9hE5-98ZeCg"},
        [{"type": "user_input", "content": "Weather"}, _MADE, _RESULT],
        [_MADE, {**_RESULT, "result": {}}],
        [{"type": "thought", "signature": ""}, {"type": "user_input", "content": "Hello"}],
        [{"type": "model_output", "content": []}],
    ]
)
_SUBJECTS = st.sampled_from(
    [
        {"model": MODEL},
        {"model": "gemini-3.5-transcribe"},
        {"agent": "antigravity-preview-09-2026"},
        {
            "agent": "antigravity-preview-09-2026",
            "agent_config": {"type": "antigravity", "max_total_tokens": "60"},
        },
    ]
)
_CONFIGS = st.fixed_dictionaries(
    {},
    optional={
        "max_output_tokens": st.sampled_from([1, 20, 70, 500]),
        "stop_sequences": st.sampled_from([["e"], ["zzz"]]),
        "thinking_level": st.sampled_from(["minimal", "low", "high"]),
    },
)
_MORE = st.fixed_dictionaries(
    {},
    optional={
        "tools": st.sampled_from([[], TOOLS]),
        "system_instruction": st.just("Be brief."),
        "response_format": st.just({"type": "array", "items": {"type": "integer"}}),
        "store": st.booleans(),
        "stream": st.booleans(),
    },
)
_PARTS = ("input", "output", "tool_use", "thought")


@pytest.fixture(scope="module")
def fake() -> Iterator[httpx.Client]:
    """A fake that lives as long as the module, because hypothesis asks it often."""
    transport: Any = SyncTransport(create_app())
    headers = {"x-goog-api-key": KEY}
    with httpx.Client(transport=transport, base_url="http://fake", headers=headers) as client:
        yield client


@settings(max_examples=tried(150))
@given(_INPUTS, _SUBJECTS, _CONFIGS, _MORE)
def test_usage_adds_up(
    fake: httpx.Client, input: Any, subject: Json, config: Json, more: Json
) -> None:
    # I-9.1-1, I-9.1-6, I-9.1-13, I-9.1-15
    if "model" in subject:
        more = {**more, "generation_config": config}
    response = fake.post("/v1/interactions", json={"input": input, **subject, **more})
    assert response.status_code == 200, response.text
    made = events(response.text)[-1]["interaction"] if more.get("stream") else response.json()
    usage = made["usage"]
    assert usage["total_tokens"] == sum(usage[f"total_{part}_tokens"] for part in _PARTS)
    by_modality = [it["tokens"] for it in usage["input_tokens_by_modality"]]
    assert usage["total_input_tokens"] == sum(by_modality)
    assert all(type(usage[name]) is int for name in usage if name.startswith("total_"))
    if "model" in subject and (limit := config.get("max_output_tokens")):
        assert usage["total_output_tokens"] + usage["total_thought_tokens"] <= limit


def test_keys_are_those_that_were_recorded(client: httpx.Client) -> None:
    # I-9.1-3, I-9.1-4, I-9.1-7, I-9.1-8
    usage = asked(client, "Weather in Paris")["usage"]
    assert list(usage) == [
        "total_tokens",
        "total_input_tokens",
        "input_tokens_by_modality",
        "total_cached_tokens",
        "total_output_tokens",
        "total_tool_use_tokens",
        "total_thought_tokens",
    ]
    assert usage["total_cached_tokens"] == usage["total_tool_use_tokens"] == 0
    assert [it["modality"] for it in usage["input_tokens_by_modality"]] == ["text"]


def _input_tokens(client: httpx.Client, input: Any = "Hello", **body: Any) -> int:
    return int(created(client, input, **body)["usage"]["total_input_tokens"])


def test_declared_functions_are_input(client: httpx.Client) -> None:
    none, one, two = (_input_tokens(client, tools=tools) for tools in ([], [WEATHER], TOOLS[:2]))
    assert none < one < two


def test_arguments_are_output(client: httpx.Client) -> None:
    short, long = (
        asked(client, "ring", function("ring", **dict.fromkeys(names, {"type": "integer"})))
        for names in ("a", "abcdef")
    )
    outputs = [made["usage"]["total_output_tokens"] for made in (short, long)]
    assert 0 < outputs[0] < outputs[1]


def test_result_is_input_by_its_length(client: httpx.Client) -> None:
    before = asked(client, "Weather in Paris")
    call, parent = calls_of(before)[0], {"previous_interaction_id": before["id"]}
    tokens = [
        _input_tokens(client, [result(call, value)], **parent)
        for value in ({}, {"celsius": 18}, {"celsius": 18, "sky": "clear and blue"})
    ]
    assert tokens == sorted(set(tokens))


def test_ids_and_signatures_are_not_counted(client: httpx.Client) -> None:
    said = {"type": "user_input", "content": "Weather"}
    short = [said, _MADE, {**_RESULT, "result": "x"}]
    signed = {**_MADE, "id": "c" * 100, "signature": "c2ln" * 50}
    long = [said, signed, {**_RESULT, "result": "x", "call_id": "c" * 100}]
    assert _input_tokens(client, short) == _input_tokens(client, long)


def test_stateful_turn_counts_what_is_new(client: httpx.Client) -> None:
    # I-10-33, I-6-17
    first = asked(client, "Weather in Paris")
    found = [result(calls_of(first)[0], "clear")]
    stateful = _input_tokens(client, found, previous_interaction_id=first["id"])
    history = [{"type": "user_input", "content": "Weather in Paris"}, *first["steps"], *found]
    assert stateful < _input_tokens(client, history)


def test_stored_usage_is_that_of_the_answer(client: httpx.Client) -> None:
    made = asked(client, "Weather in Paris")
    assert client.get(f"/v1/interactions/{made['id']}").json()["usage"] == made["usage"]


def test_streamed_usage_is_in_the_last_event(client: httpx.Client) -> None:
    # I-9.1-16
    told = events(post(client, "Weather in Paris", tools=TOOLS, stream=True).text)
    assert [event for event in told if "usage" in event.get("interaction", {})] == [told[-1]]
    unary = asked(client, "Weather in Paris")
    assert told[-1]["interaction"]["usage"] == unary["usage"]
