"""Every end of an interaction on demand (docs/wire/interactions.md 3.2)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect, Json, created, error_of, events, fold, text_of
from tests.continuation.hops import next_body
from tests.rehearsals.asking import rehearse, rehearsed, text, trigger

_ENDS = {"incomplete": "incomplete", "budget_exceeded": "budget_exceeded", "failed": "failed"}
ENDS = pytest.mark.parametrize(("said", "status"), _ENDS.items(), ids=_ENDS)
_WHOLE = ", ".join(map(str, range(1, 21)))
_CALLS: Json = {
    "tools": [{"type": "function", "name": "f"}],
    "generation_config": {"tool_choice": "any"},
}


@ENDS
def test_end_is_the_rehearsed_one(client: httpx.Client, said: str, status: str) -> None:
    # I-3.2-5, I-3.2-7, I-3.2-8
    assert rehearsed(client, said)["status"] == status


@ENDS
def test_get_tells_the_same(client: httpx.Client, said: str, status: str) -> None:
    reply = rehearsed(client, said)
    found = client.get(f"/v1/interactions/{reply['id']}").json()
    said_first = [step for step in found.get("steps", ()) if step["type"] == "user_input"]
    assert found.pop("steps", []) == [*said_first, *reply.pop("steps", [])]
    assert found == reply


@ENDS
def test_stream_tells_the_same(client: httpx.Client, said: str, status: str) -> None:
    # I-5.2-10
    reply = rehearsed(client, said)
    stream = events(rehearse(client, said, stream=True).text)
    assert stream[-1]["interaction"]["status"] == status
    assert {**fold(stream), "id": reply["id"]} == reply


@ENDS
def test_run_in_the_background_ends_so(client: httpx.Client, said: str, status: str) -> None:
    name = rehearsed(client, said, background=True)["id"]
    found = [client.get(f"/v1/interactions/{name}").json()["status"] for _ in range(2)]
    assert found == ["in_progress", status]


@ENDS
def test_usage_adds_up(client: httpx.Client, said: str, status: str) -> None:
    # I-9.1-15
    usage = rehearsed(client, said)["usage"]
    parts = ("input", "output", "thought")
    assert usage["total_tokens"] == sum(usage[f"total_{part}_tokens"] for part in parts)


@ENDS
def test_chain_goes_on(client: httpx.Client, said: str, status: str) -> None:
    reply = rehearsed(client, said)
    child = created(client, "Go on.", previous_interaction_id=reply["id"])
    history = [
        {"type": "user_input", "content": [text("Count from 1 to 20"), text(trigger(said))]},
        *reply.get("steps", ()),
        {"type": "user_input", "content": "Go on."},
    ]
    assert child["steps"] == created(client, history, store=False)["steps"]


@pytest.mark.parametrize("said", ["incomplete", "budget_exceeded"])
def test_half_of_the_text_is_said(client: httpx.Client, said: str) -> None:
    reply = rehearsed(client, said)
    assert text_of(reply) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1"
    assert reply["usage"]["total_output_tokens"] == 9


@pytest.mark.parametrize("said", ["incomplete", "budget_exceeded"])
def test_calls_are_not_made(client: httpx.Client, said: str) -> None:
    reply = rehearsed(client, said, **_CALLS)
    assert "steps" not in reply
    assert reply["usage"]["total_output_tokens"] == 0


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("failed", "api_error"),
        ("blocked", "content_blocked"),
        ("failed deadline_exceeded", "deadline_exceeded"),
        ("failed malformed_function_call", "malformed_function_call"),
        ("blocked safety", "safety"),
    ],
)
def test_failure_is_told_in_errors(client: httpx.Client, said: str, code: str) -> None:
    reply = rehearsed(client, said)
    assert reply["status"] == "failed"
    (error,) = reply["errors"]
    assert list(error) == ["code", "message"]
    assert error["code"] == code and error["message"]
    assert "steps" not in reply
    assert reply["usage"]["total_output_tokens"] == 0


def test_usual_answer_has_no_errors(client: httpx.Client) -> None:
    assert "errors" not in created(client)


def test_continuation_is_asked_for_once(client: httpx.Client) -> None:
    # I-8.2-1, I-8.2-3
    reply = rehearsed(client, "requires_continuation")
    assert reply["status"] == "requires_continuation"
    more = next_body({}, reply["continuation_token"], reply["id"])
    rest = created(client, **more)
    assert rest["status"] == "completed"
    assert text_of(reply) + text_of(rest) == _WHOLE


def test_continuation_of_what_is_not_stored_is_asked_for_once(client: httpx.Client) -> None:
    # I-8.2-4
    body: Json = {"store": False}
    body["input"] = [text("Count from 1 to 20"), text(trigger("requires_continuation"))]
    reply = created(client, **body)
    rest = created(client, **next_body(body, reply["continuation_token"], None))
    assert rest["status"] == "completed"
    assert text_of(reply) + text_of(rest) == _WHOLE


def test_continuation_of_one_word_says_it_later(client: httpx.Client) -> None:
    reply = rehearsed(client, "requires_continuation", input="Reply with exactly: yes")
    assert reply["status"] == "requires_continuation"
    assert "steps" not in reply
    rest = created(client, **next_body({}, reply["continuation_token"], reply["id"]))
    assert text_of(rest) == "yes"


def test_checkpoint_can_be_had_without_a_limit(connect: Connect) -> None:
    client = connect(chunk_size=5)
    response = rehearse(client, "requires_continuation", stream=True)
    assert sum("continuation_token" in event for event in events(response.text)) == 1


_IMPOSSIBLE: dict[str, tuple[str, Any, str]] = {
    "continuation in the background": (
        "requires_continuation",
        {"background": True},
        "in the foreground",
    ),
    "continuation of an agent": (
        "requires_continuation",
        {"agent": "antigravity-preview-09-2026", "model": None},
        "a model",
    ),
    "continuation of calls": ("requires_continuation", _CALLS, "no text"),
    "checkpoint in the background": (
        "cut stream at checkpoint",
        {"background": True, "stream": True},
        "in the foreground",
    ),
    "checkpoint of calls": ("cut stream at checkpoint", {**_CALLS, "stream": True}, "no text"),
    "cut": ("cut stream", {}, "'stream': true"),
    "slow": ("slow stream", {}, "'stream': true"),
    "error": ("stream error", {}, "'stream': true"),
    "checkpoint": ("cut stream at checkpoint", {}, "'stream': true"),
}


@pytest.mark.parametrize(("said", "body", "why"), _IMPOSSIBLE.values(), ids=_IMPOSSIBLE)
def test_what_cannot_be_rehearsed_says_why(
    client: httpx.Client, said: str, body: Json, why: str
) -> None:
    status, code, message = error_of(rehearse(client, said, **body))
    assert (status, code) == (400, "invalid_request")
    assert f"'{said}'" in message and why in message


@ENDS
def test_end_is_not_told_in_hops(connect: Connect, said: str, status: str) -> None:
    limited = rehearsed(connect(decode_limit=4), said)
    assert limited == rehearsed(connect(), said)
    assert "continuation_token" not in limited


def test_half_of_a_transcript_has_its_words(client: httpx.Client) -> None:
    mode = {"type": "verbatim", "timestamp_granularities": ["word"]}
    parts = [
        {"type": "audio", "data": "UklGRg==", "mime_type": "audio/wav"},
        text(trigger("incomplete")),
    ]
    config = {"transcription_config": {"mode": mode}}
    reply = created(client, parts, model="gemini-3.5-transcribe", generation_config=config)
    assert reply["status"] == "incomplete"
    assert reply["steps"][-1]["content"][0]["annotations"]
