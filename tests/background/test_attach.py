"""Streams of background runs: of the create, attached, resumed (docs/wire/interactions.md 5.4)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import Connect, Json, created, error_of, events, fold, post
from tests.background.runs import (
    END,
    START,
    advance,
    attach,
    begun,
    cancelled,
    generated,
    polled,
    told,
)

_LONG = "Count from 1 to 30"


@pytest.fixture
def client(connect_either: Connect) -> httpx.Client:
    return connect_either(chunk_size=20)


def _streamed(client: httpx.Client, input: str = _LONG) -> list[Json]:
    return events(post(client, input, background=True, stream=True).text)


def test_create_streams_at_once_and_to_the_end(client: httpx.Client) -> None:
    # I-5.4-1, 10 row 32
    stream = _streamed(client)
    found = polled(client, stream[0]["interaction"]["id"])
    assert found["status"] == "completed"
    assert fold(stream) == {**found, "steps": generated(found)}


def test_attached_stream_needs_no_looks(connect_either: Connect) -> None:
    client = connect_either(run_polls=1000)
    name = begun(client, _LONG)
    stream = told(client, name)
    found = polled(client, name)
    assert fold(stream) == {**found, "steps": generated(found)}


def test_stream_is_the_same_during_and_after_the_run(client: httpx.Client) -> None:
    # I-5.4-2
    name = begun(client, _LONG)
    during = attach(client, name).content
    assert attach(client, name).content == during


def test_stream_says_when_the_run_began_and_ended(client: httpx.Client) -> None:
    last = told(client, begun(client))[-1]["interaction"]
    assert (last["created"], last["updated"]) == (START, END)


def test_every_event_of_the_create_has_an_id_of_its_own(client: httpx.Client) -> None:
    # I-5.4-5, 10 row 20
    ids = [event["event_id"] for event in _streamed(client)]
    assert len(set(ids)) == len(ids)


def test_create_and_attached_stream_number_a_run_alike(client: httpx.Client) -> None:
    # 10 row 20
    first = _streamed(client)
    assert told(client, first[0]["interaction"]["id"]) == first


def test_resume_from_any_event_sends_only_what_comes_after(client: httpx.Client) -> None:
    # I-5.4-3
    first = _streamed(client)
    name = first[0]["interaction"]["id"]
    rests = [told(client, name, event["event_id"]) for event in first[:-1]]
    assert rests == [first[at + 1 :] for at in range(len(first) - 1)]


def test_cancelled_stream_is_resumed_to_its_end(client: httpx.Client) -> None:
    # I-8.1-15
    name = begun(client, _LONG)
    reply = cancelled(client, name)
    opening, update, last = told(client, name)
    assert told(client, name, opening["event_id"]) == [update, last]
    assert told(client, name, update["event_id"]) == [last]
    assert last["interaction"] == reply


def test_nothing_comes_after_the_end_of_a_cancelled_stream(client: httpx.Client) -> None:
    name = begun(client, _LONG)
    cancelled(client, name)
    last = told(client, name)[-1]["event_id"]
    assert attach(client, name, last).text == "event: done\ndata: [DONE]\n\n"


def test_expired_run_cannot_be_attached_to(client: httpx.Client) -> None:
    name = begun(client)
    advance(client, "55d")
    assert error_of(attach(client, name))[:2] == (404, "not_found")


def test_run_of_an_agent_names_the_agent(client: httpx.Client) -> None:
    # I-5.3-11, I-8.1-6
    body = {"agent": "deep-research-preview-04-2026", "input": "Why?", "background": True}
    stream = events(client.post("/v1/interactions", json={**body, "stream": True}).text)
    assert stream[0]["interaction"]["agent"] == body["agent"]
    assert "model" not in stream[0]["interaction"]


def test_foreground_stream_has_no_ids(client: httpx.Client) -> None:
    # I-5.3-2
    assert not [event for event in events(post(client, stream=True).text) if "event_id" in event]


def test_attach_to_the_foreground_replays(client: httpx.Client) -> None:
    # I-5.4-4, 10 row 21
    reply = created(client, _LONG)
    assert fold(told(client, reply["id"])) == reply
