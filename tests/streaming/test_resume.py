"""Replay and resume of a stored interaction (docs/wire/interactions.md 5.4, 10 rows 18 to 21)."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette

from fake_gemini import Settings, create_app
from tests.api import Connect, Json, created, error_of, events, post
from tests.streaming.gate import Gate, arriving


@pytest.fixture
def client(connect_either: Connect) -> httpx.Client:
    return connect_either(chunk_size=20)


def _replay(client: httpx.Client, name: str, **query: str) -> httpx.Response:
    return client.get(f"/v1/interactions/{name}", params={"stream": "true", **query})


def _without_ids(stream: list[Json]) -> list[Json]:
    return [{key: event[key] for key in event if key != "event_id"} for event in stream]


def test_replay_has_the_events_of_the_first_stream(client: httpx.Client) -> None:
    # I-5.4-2
    first = events(post(client, stream=True).text)
    replay = events(_replay(client, first[0]["interaction"]["id"]).text)
    assert _without_ids(replay) == first


def test_replay_of_a_unary_create_tells_the_same_interaction(client: httpx.Client) -> None:
    made = created(client)
    replay = events(_replay(client, made["id"]).text)
    assert replay[-1]["interaction"] == {name: made[name] for name in made if name != "steps"}


def test_every_event_of_a_replay_has_an_id_of_its_own(client: httpx.Client) -> None:
    # 10 row 20
    replay = events(_replay(client, created(client)["id"]).text)
    ids = [event["event_id"] for event in replay]
    assert len(set(ids)) == len(ids)
    assert all(list(event)[-2:] == ["event_type", "event_id"] for event in replay)


def test_replay_is_the_same_each_time(client: httpx.Client) -> None:
    name = created(client)["id"]
    assert _replay(client, name).content == _replay(client, name).content


def test_resume_sends_only_what_comes_after(client: httpx.Client) -> None:
    # I-5.4-3
    name = created(client)["id"]
    whole = events(_replay(client, name).text)
    for at, event in enumerate(whole):
        rest = _replay(client, name, last_event_id=event["event_id"])
        assert events(rest.text) == whole[at + 1 :]


def test_resume_after_the_last_event_is_only_done(client: httpx.Client) -> None:
    name = created(client)["id"]
    last = events(_replay(client, name).text)[-1]["event_id"]
    assert _replay(client, name, last_event_id=last).text == "event: done\ndata: [DONE]\n\n"


@pytest.mark.parametrize("given", ["", "evt_123", "0", "\x00", "é"])
def test_unknown_last_event_id_is_refused(client: httpx.Client, given: str) -> None:
    response = _replay(client, created(client)["id"], last_event_id=given)
    assert error_of(response)[:2] == (400, "invalid_request")


def test_event_id_of_another_interaction_is_refused(client: httpx.Client) -> None:
    one, two = (created(client, text)["id"] for text in ("One.", "Two."))
    foreign = events(_replay(client, one).text)[0]["event_id"]
    assert error_of(_replay(client, two, last_event_id=foreign))[:2] == (400, "invalid_request")


@pytest.mark.parametrize("query", [{}, {"stream": "false"}], ids=["absent", "false"])
def test_last_event_id_needs_a_stream(client: httpx.Client, query: dict[str, str]) -> None:
    # 10 row 18
    path = f"/v1/interactions/{created(client)['id']}"
    response = client.get(path, params={"last_event_id": "evt_123", **query})
    assert error_of(response)[:2] == (400, "invalid_request")


def test_unknown_id_is_refused_as_json(client: httpx.Client) -> None:
    response = _replay(client, "v1_unknown")
    assert response.headers["content-type"].startswith("application/json")
    assert error_of(response)[:2] == (404, "not_found")


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def held(gate: Gate) -> Starlette:
    return create_app(Settings(pace=1), pause=gate)


def test_stream_cut_off_in_the_middle_is_put_together_again(
    connect_either: Connect, held: Starlette, gate: Gate
) -> None:
    client = connect_either(held)
    name = created(client)["id"]
    path = f"/v1/interactions/{name}"
    seen = ""
    with client.stream("GET", path, params={"stream": "true"}) as response:
        pieces = arriving(response)
        for _ in range(4):
            gate.open()
            seen += next(pieces) + "\n\n"
    gate.await_given_up()
    last = seen.rpartition('"event_id":"')[2].partition('"')[0]
    with client.stream("GET", path, params={"stream": "true", "last_event_id": last}) as response:
        pieces = arriving(response)
        while "[DONE]" not in seen:
            gate.open()
            seen += next(pieces) + "\n\n"
    whole = connect_either()
    assert seen == _replay(whole, created(whole)["id"]).text
