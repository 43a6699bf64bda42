"""However an answer is cut into hops, they join to what one hop would have said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_gemini import Settings, create_app
from fake_gemini.replies.tokens import text_tokens
from fake_gemini.testing import SyncTransport
from tests.api import KEY, Json, created, events, fold, post
from tests.continuation.hops import first, hops, next_body, text
from tests.effort import tried

_LIMITS = (0, 1, 2, 3, 7, 20)
_TEXTS = st.one_of(
    st.sampled_from(
        ["Count from 1 to 30", "Reply with exactly: yes", "My name is Ada.", "word " * 40]
    ),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
    st.text(st.sampled_from("ab 1.\n\u00e9\U0001f600"), min_size=1, max_size=60).map(
        "Reply with exactly: |{}|".format
    ),
)
_SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}, "minItems": 2},
        "size": {"type": "number"},
    },
    "required": ["name", "tags", "size"],
}
_JSON = {"type": "text", "mime_type": "application/json", "schema": _SCHEMA}
_CONFIGS = st.fixed_dictionaries(
    {"thinking_level": st.sampled_from(["minimal", "low"])},
    optional={
        "max_output_tokens": st.integers(1, 90),
        "stop_sequences": st.sampled_from([["e"], [", 1"], ["said", "."]]),
    },
)
_BODIES = st.fixed_dictionaries(
    {"input": _TEXTS, "store": st.booleans(), "generation_config": _CONFIGS},
    optional={
        "response_format": st.just(_JSON),
        "system_instruction": st.just('End every reply with "Meow".'),
        "model": st.just("gemini-2.5-flash-image"),
    },
)

Clients = dict[int, httpx.Client]


@pytest.fixture(scope="module")
def clients() -> Iterator[Clients]:
    """A fake for each limit."""
    with ExitStack() as stack:
        yield {limit: stack.enter_context(_client(limit)) for limit in _LIMITS}


def _client(limit: int) -> httpx.Client:
    transport: Any = SyncTransport(create_app(Settings(decode_limit=limit, chunk_size=9)))
    headers = {"x-goog-api-key": KEY}
    return httpx.Client(transport=transport, base_url="http://localhost", headers=headers)


LIMITS = st.sampled_from(_LIMITS[1:])


@settings(max_examples=tried(200))
@given(limit=LIMITS, body=_BODIES, stream=st.booleans())
def test_hops_join_to_one(clients: Clients, limit: int, body: Json, stream: bool) -> None:
    whole = created(clients[0], **body)
    made = hops(clients[limit], stream=stream, **body)
    assert "".join(map(text, made)) == text(whole)
    assert made[-1]["status"] == whole["status"]


@settings(max_examples=tried(100))
@given(limit=LIMITS, body=_BODIES)
def test_usage_of_hops_adds_up(clients: Clients, limit: int, body: Json) -> None:
    # I-9.1-15
    whole = created(clients[0], **body)["usage"]
    asked, said = whole["total_input_tokens"], 0
    for hop in hops(clients[limit], **body):
        usage = hop["usage"]
        parts = [usage[f"total_{part}_tokens"] for part in ("input", "output", "thought")]
        assert usage["total_tokens"] == sum(parts)
        assert sum(it["tokens"] for it in usage["input_tokens_by_modality"]) == parts[0]
        assert parts[0] == asked + said
        assert parts[1] <= limit
        said += parts[1]
    assert said == whole["total_output_tokens"]


@settings(max_examples=tried(100))
@given(limit=LIMITS, body=_BODIES)
def test_stored_hop_folds_to_its_stream(clients: Clients, limit: int, body: Json) -> None:
    client = clients[limit]
    for hop in hops(client, stream=True, **{**body, "store": True}):
        found = client.get(f"/v1/interactions/{hop['id']}").json()
        found.pop("previous_interaction_id", None)
        said = [step for step in found.get("steps", ()) if step["type"] == "user_input"]
        assert {**hop, "steps": [*said, *hop.get("steps", ())]} == {"steps": [], **found}


@settings(max_examples=tried(150))
@given(limit=LIMITS, body=_BODIES, losses=st.lists(st.booleans(), max_size=12))
def test_hops_lost_behind_their_checkpoints_join_to_one(
    clients: Clients, limit: int, body: Json, losses: list[bool]
) -> None:
    client, said, more = clients[limit], "", dict(body)
    for lost in [*losses, *[False] * 200]:
        stream = events(post(client, **{"input": None, **more}, stream=True).text)
        reached = [at for at, event in enumerate(stream) if "continuation_token" in event]
        token = stream[-1]["interaction"].get("continuation_token")
        if lost and reached:
            token, stream = stream[reached[0]]["continuation_token"], stream[: reached[0]]
        said += _said(stream)
        if token is None:
            break
        more = next_body(body, token, stream[0]["interaction"]["id"] or None)
    assert said == text(created(clients[0], **body))


def _said(stream: list[Json]) -> str:
    deltas = [event["delta"] for event in stream if event["event_type"] == "step.delta"]
    return "".join(delta["text"] for delta in deltas if delta["type"] == "text")


@settings(max_examples=tried(30))
@given(limit=LIMITS)
def test_hops_of_json_join_to_json(clients: Clients, limit: int) -> None:
    made = hops(
        clients[limit], "Two tags, and a name: Ada Lovelace, of London.", response_format=_JSON
    )
    said = "".join(map(text, made))
    assert len(json.loads(said)["tags"]) >= 2
    assert (len(made) > 1) == (text_tokens(said) > limit)


@given(limit=LIMITS, body=_BODIES)
def test_equal_requests_get_equal_hops(clients: Clients, limit: int, body: Json) -> None:
    one, two = (hops(clients[limit], **body) for _ in range(2))
    assert [hop.get("steps") for hop in one] == [hop.get("steps") for hop in two]
    assert [hop["usage"] for hop in one] == [hop["usage"] for hop in two]


def test_stream_and_unary_hop_have_one_form(clients: Clients) -> None:
    hop = first(clients[3], "Count from 1 to 9")
    replay = clients[3].get(f"/v1/interactions/{hop['id']}", params={"stream": "true"})
    assert fold(events(replay.text)) == hop
