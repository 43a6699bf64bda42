"""Answers in several hops (docs/wire/interactions.md 8.2)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect, Json, created, events, post
from tests.continuation.hops import first, hops, text

_WAYS: dict[str, Json] = {
    "stored": {},
    "unstored": {"store": False},
    "streamed": {"stream": True},
    "streamed unstored": {"stream": True, "store": False},
}
WAYS = pytest.mark.parametrize("way", _WAYS.values(), ids=_WAYS)
_COUNTED = ", ".join(map(str, range(1, 21)))


@pytest.fixture
def client(connect: Connect) -> httpx.Client:
    return connect(decode_limit=5, chunk_size=4)


@WAYS
def test_hop_that_hits_the_limit_says_so(client: httpx.Client, way: Json) -> None:
    # I-8.2-1
    hop = first(client, **way)
    assert hop["status"] == "requires_continuation"
    assert hop["continuation_token"]
    assert hop["usage"]["total_output_tokens"] == 5


@WAYS
def test_hops_join_to_the_whole_text(client: httpx.Client, way: Json) -> None:
    made = hops(client, **way)
    assert len(made) == 4
    assert "".join(map(text, made)) == _COUNTED


@WAYS
def test_last_hop_is_completed_and_has_no_token(client: httpx.Client, way: Json) -> None:
    last = hops(client, **way)[-1]
    assert last["status"] == "completed"
    assert "continuation_token" not in last


def test_every_hop_is_an_interaction_of_its_own(client: httpx.Client) -> None:
    # I-8.2-6
    made = hops(client)
    assert len({hop["id"] for hop in made}) == len(made)
    for hop in made:
        found = client.get(f"/v1/interactions/{hop['id']}").json()
        said = [step for step in found["steps"] if step["type"] == "user_input"]
        assert [*said, *hop["steps"]] == found["steps"]
        assert found["usage"] == hop["usage"]
        assert found.get("continuation_token") == hop.get("continuation_token")


def test_hop_is_chained_to_the_hop_before(client: httpx.Client) -> None:
    # I-8.2-3
    made = hops(client)
    parents = [
        client.get(f"/v1/interactions/{hop['id']}").json().get("previous_interaction_id")
        for hop in made
    ]
    assert parents == [None, *(hop["id"] for hop in made[:-1])]


def test_hop_has_no_input_of_its_own(client: httpx.Client) -> None:
    second = hops(client)[1]
    found = client.get(f"/v1/interactions/{second['id']}", params={"include_input": "true"}).json()
    assert "input" not in found
    assert [step["type"] for step in found["steps"]] == ["thought", "model_output"]


@WAYS
def test_each_hop_bills_its_input_again_and_what_was_said(client: httpx.Client, way: Json) -> None:
    # I-8.2-11
    asked, said = created(client, store=False)["usage"]["total_input_tokens"], 0
    made = hops(client, "Hello", **way)
    for hop in made:
        assert hop["usage"]["total_input_tokens"] == asked + said
        said += hop["usage"]["total_output_tokens"]


@WAYS
def test_only_the_first_hop_thinks(client: httpx.Client, way: Json) -> None:
    whole = created(client, "Count from 1 to 20", store=False)
    thought = [hop["usage"]["total_thought_tokens"] for hop in hops(client, **way)]
    assert thought == [whole["usage"]["total_thought_tokens"], *[0] * (len(thought) - 1)]


def test_hop_of_a_model_that_does_not_think_is_text_only(client: httpx.Client) -> None:
    made = hops(client, model="gemini-2.5-flash-image")
    assert {step["type"] for hop in made for step in hop["steps"]} == {"model_output"}


@pytest.mark.parametrize("store", [True, False], ids=["stored", "unstored"])
def test_stream_and_unary_hop_alike(client: httpx.Client, store: bool) -> None:
    unary, streamed = (hops(client, store=store, stream=stream) for stream in (False, True))
    for one, other in zip(unary, streamed, strict=True):
        assert one["steps"] == other["steps"]
        assert one["usage"] == other["usage"]
        assert one["status"] == other["status"]


def test_streamed_hop_ends_with_its_token_and_begins_anew(client: httpx.Client) -> None:
    # I-8.2-7
    stream = events(post(client, "Count from 1 to 20", stream=True).text)
    last = stream[-1]
    assert last["event_type"] == "interaction.completed"
    assert last["interaction"]["status"] == "requires_continuation"
    body = {"previous_interaction_id": last["interaction"]["id"], "stream": True}
    token = last["interaction"]["continuation_token"]
    again = events(post(client, None, continuation_token=token, **body).text)
    assert again[0]["event_type"] == "interaction.created"
    assert again[0]["interaction"]["id"] != last["interaction"]["id"]


@pytest.mark.parametrize("limit", [0, 18, 1000], ids=["none", "just enough", "plenty"])
def test_answer_within_the_limit_is_whole(connect: Connect, limit: int) -> None:
    reply = created(connect(decode_limit=limit), "Count from 1 to 20")
    assert (reply["status"], text(reply)) == ("completed", _COUNTED)
    assert "continuation_token" not in reply


@WAYS
def test_cut_short_answer_ends_cut_short(client: httpx.Client, way: Json) -> None:
    config = {"max_output_tokens": 12, "thinking_level": "minimal"}
    made = hops(client, generation_config=config, **way)
    assert [hop["status"] for hop in made] == [*["requires_continuation"] * 2, "incomplete"]
    assert "".join(map(text, made)) == _COUNTED[: 12 * 4]


def test_calls_are_not_continued(client: httpx.Client) -> None:
    tools = [{"type": "function", "name": "a_function_with_a_long_name_of_many_words"}]
    config = {"tool_choice": "any"}
    assert created(client, tools=tools, generation_config=config)["status"] == "requires_action"


def test_agents_are_not_continued(client: httpx.Client) -> None:
    # I-8.1-11
    body = {"agent": "antigravity-preview-09-2026", "input": "Count from 1 to 20"}
    assert client.post("/v1/interactions", json=body).json()["status"] == "completed"


def test_next_turn_hears_every_hop(client: httpx.Client) -> None:
    made = hops(client)
    steps = [step for hop in made for step in hop["steps"]]
    asked = "And then?"
    stateful = first(client, asked, previous_interaction_id=made[-1]["id"])
    history = [{"type": "user_input", "content": it} for it in ("Count from 1 to 20", asked)]
    stateless = first(client, [history[0], *steps, history[1]], store=False)
    assert stateful["steps"] == stateless["steps"]


def test_turn_may_follow_a_hop_that_nobody_continued(client: httpx.Client) -> None:
    hop = first(client)
    child = first(client, "Stop.", previous_interaction_id=hop["id"])
    assert child["steps"][0]["type"] == "thought"


def test_token_may_be_used_twice(client: httpx.Client) -> None:
    hop = first(client)
    more: Any = {
        "continuation_token": hop["continuation_token"],
        "previous_interaction_id": hop["id"],
    }
    one, two = (created(client, None, **more) for _ in range(2))
    assert one["id"] != two["id"]
    assert one["steps"] == two["steps"]


def test_hop_is_on_the_tier_that_it_asks_for(client: httpx.Client) -> None:
    # I-2.1-17
    made = hops(client, service_tier="flex")
    assert {hop["service_tier"] for hop in made} == {"flex"}
    token = {"continuation_token": made[0]["continuation_token"]}
    other = created(client, None, previous_interaction_id=made[0]["id"], **token)
    assert other["service_tier"] == "standard"


@WAYS
def test_words_of_a_transcript_stand_in_their_own_hop(client: httpx.Client, way: Json) -> None:
    config = {"type": "verbatim", "timestamp_granularities": ["word"]}
    made = hops(
        client,
        {"type": "audio", "data": "UklGRg==", "mime_type": "audio/wav"},
        model="gemini-3.5-transcribe",
        generation_config={"transcription_config": {"mode": config}},
        **way,
    )
    assert len(made) > 2
    for hop in made:
        for word in hop["steps"][-1]["content"][0].get("annotations", ()):
            said = text(hop).encode()[word["start_index"] : word["end_index"]]
            assert said.decode() == word["text"]
