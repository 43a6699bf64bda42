"""Checkpoints in the stream of an answer that may be continued (docs/wire/interactions.md 8.2)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import Connect, Json, created, events, fold, post
from tests.continuation.hops import first, next_body, text

_INPUT = "Count from 1 to 20"
_WHOLE = ", ".join(map(str, range(1, 21)))
STORES = pytest.mark.parametrize("store", [True, False], ids=["stored", "unstored"])


def _stream(client: httpx.Client, input: str | None = _INPUT, **body: object) -> list[Json]:
    response = post(client, input, stream=True, **body)
    assert response.status_code == 200, response.text
    return events(response.text)


def _checkpoints(stream: list[Json]) -> list[int]:
    return [at for at, event in enumerate(stream) if "continuation_token" in event]


def _said(stream: list[Json]) -> str:
    deltas = [event["delta"] for event in stream if event["event_type"] == "step.delta"]
    return "".join(delta["text"] for delta in deltas if delta["type"] == "text")


@STORES
def test_checkpoint_is_half_way_through_the_text(connect: Connect, store: bool) -> None:
    # I-8.2-8
    stream = _stream(connect(decode_limit=30, chunk_size=5), store=store)
    (at,) = _checkpoints(stream)
    assert stream[at]["event_type"] == "interaction.status_update"
    assert stream[at]["status"] == "in_progress"
    assert stream[at]["interaction_id"] == stream[0]["interaction"]["id"]
    before, after = _said(stream[:at]), _said(stream[at:])
    assert abs(len(before) - len(after)) <= 5


def test_checkpoint_changes_nothing_else(connect: Connect) -> None:
    stream = _stream(connect(decode_limit=1000))
    (at,) = _checkpoints(stream)
    assert stream[:at] + stream[at + 1 :] == _stream(connect())


def _resumed(client: httpx.Client, stream: list[Json], body: Json) -> str:
    """Lose a stream behind its checkpoint, go on from there, and return all that was said."""
    (at,) = _checkpoints(stream)
    owner = stream[0]["interaction"]["id"] or None
    more = next_body({"input": _INPUT, **body}, stream[at]["continuation_token"], owner)
    last = first(client, **more)
    said = _said(stream[:at]) + text(last)
    while last["status"] == "requires_continuation":
        again = {"input": _INPUT, **body}
        last = first(client, **next_body(again, last["continuation_token"], last.get("id")))
        said += text(last)
    return said


@STORES
@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "unary"])
@pytest.mark.parametrize("chunk_size", [1, 7, 400])
@pytest.mark.parametrize("limit", [1, 2, 5, 60])
def test_lost_stream_goes_on_from_its_checkpoint(
    connect: Connect, limit: int, chunk_size: int, stream: bool, store: bool
) -> None:
    client = connect(decode_limit=limit, chunk_size=chunk_size)
    lost = _stream(client, store=store)
    assert _resumed(client, lost, {"store": store, "stream": stream}) == _WHOLE


@STORES
def test_lost_hop_goes_on_from_its_checkpoint(connect: Connect, store: bool) -> None:
    """Every hop is lost behind its checkpoint, until nothing is left."""
    client = connect(decode_limit=8, chunk_size=3)
    body: Json = {"input": _INPUT, "store": store}
    stream, said = _stream(client, **body), ""
    while stream[-1]["interaction"]["status"] == "requires_continuation":
        (at,) = _checkpoints(stream)
        said += _said(stream[:at])
        owner = stream[0]["interaction"]["id"] or None
        more = next_body(body, stream[at]["continuation_token"], owner)
        stream = _stream(client, **more)
    assert said + _said(stream) == _WHOLE


@STORES
def test_short_text_has_its_checkpoint_before_it(connect: Connect, store: bool) -> None:
    client = connect(decode_limit=5)
    stream = _stream(client, "Reply with exactly: yes", store=store)
    (at,) = _checkpoints(stream)
    assert stream[at - 1]["event_type"] == "step.start"
    body = {"input": "Reply with exactly: yes", "store": store}
    owner = stream[0]["interaction"]["id"] or None
    hop = first(client, **next_body(body, stream[at]["continuation_token"], owner))
    assert (text(hop), hop["status"]) == ("yes", "completed")


def test_resumed_hop_bills_what_was_said_as_input(connect: Connect) -> None:
    # I-8.2-11
    client = connect(decode_limit=60)
    stream = _stream(client)
    (at,) = _checkpoints(stream)
    owner = stream[0]["interaction"]["id"]
    hop = first(client, **next_body({}, stream[at]["continuation_token"], owner))
    usage, whole = hop["usage"], stream[-1]["interaction"]["usage"]
    assert usage["total_output_tokens"] < whole["total_output_tokens"]
    assert usage["total_input_tokens"] > whole["total_input_tokens"]
    assert usage["total_tokens"] == usage["total_input_tokens"] + usage["total_output_tokens"]


def test_next_turn_hears_both_halves(connect: Connect) -> None:
    client = connect(decode_limit=60)
    stream = _stream(client)
    (at,) = _checkpoints(stream)
    owner = stream[0]["interaction"]["id"]
    hop = first(client, **next_body({}, stream[at]["continuation_token"], owner))
    steps = [
        {"type": "user_input", "content": _INPUT},
        {"type": "model_output", "content": [{"type": "text", "text": _said(stream[:at])}]},
        *hop["steps"],
        {"type": "user_input", "content": "And then?"},
    ]
    stateful = first(client, "And then?", previous_interaction_id=hop["id"])
    assert stateful["steps"] == first(client, steps, store=False)["steps"]


_WITHOUT: dict[str, Json] = {
    "background": {"background": True},
    "nothing said": {"generation_config": {"max_output_tokens": 1}},
    "calls": {
        "tools": [{"type": "function", "name": "f"}],
        "generation_config": {"tool_choice": "any"},
    },
}


@pytest.mark.parametrize("body", _WITHOUT.values(), ids=_WITHOUT)
def test_what_is_not_continued_has_no_checkpoint(connect: Connect, body: Json) -> None:
    assert _checkpoints(_stream(connect(decode_limit=5), **body)) == []


def test_stream_without_a_limit_has_no_checkpoint(connect: Connect) -> None:
    assert _checkpoints(_stream(connect())) == []


def test_replay_has_no_checkpoint(connect: Connect) -> None:
    client = connect(decode_limit=5)
    hop = created(client, _INPUT)
    replay = client.get(f"/v1/interactions/{hop['id']}", params={"stream": "true"})
    assert _checkpoints(events(replay.text)) == []
    assert fold(events(replay.text)) == hop


def test_agent_has_no_checkpoint(connect: Connect) -> None:
    body = {"agent": "antigravity-preview-09-2026", "input": _INPUT, "stream": True}
    response = connect(decode_limit=5).post("/v1/interactions", json=body)
    assert _checkpoints(events(response.text)) == []
