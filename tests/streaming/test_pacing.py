"""When events arrive: one by one when paced, joined when not; and what a client that left stops."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from fake_gemini import Settings, create_app
from fake_gemini.routes.streaming import Pacing, StreamAnswer
from tests.api import MODEL, Connect, events, frames, post
from tests.streaming.gate import Gate, arriving

_BODY = {"model": MODEL, "input": "Hello", "stream": True}
_LONG = {**_BODY, "input": "Count from 1 to 10000"}


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def app(gate: Gate) -> Starlette:
    return create_app(Settings(pace=0.5), pause=gate)


def test_piece_arrives_while_the_next_is_held(
    connect_either: Connect, app: Starlette, gate: Gate
) -> None:
    with connect_either(app).stream("POST", "/v1/interactions", json=_BODY) as response:
        pieces = arriving(response)
        for expected in ("interaction.created", "interaction.status_update", "step.start"):
            gate.open()
            assert next(pieces).startswith(f"event: {expected}\n")


def test_head_arrives_before_the_first_event(connect_either: Connect, app: Starlette) -> None:
    with connect_either(app).stream("POST", "/v1/interactions", json=_BODY) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream"


def test_paced_stream_has_the_bytes_of_an_unpaced_one(
    connect_either: Connect, app: Starlette, gate: Gate
) -> None:
    expected = connect_either().post("/v1/interactions", json=_BODY).text
    with connect_either(app).stream("POST", "/v1/interactions", json=_BODY) as response:
        pieces = arriving(response)
        arrived = []
        for _ in frames(expected):
            gate.open()
            arrived.append(next(pieces))
        assert next(pieces, None) is None
    assert "".join(piece + "\n\n" for piece in arrived) == expected


def test_replay_is_paced_too(connect_either: Connect, app: Starlette, gate: Gate) -> None:
    client = connect_either(app)
    name = post(client).json()["id"]
    with client.stream("GET", f"/v1/interactions/{name}", params={"stream": "true"}) as response:
        gate.open()
        pieces = arriving(response)
        assert next(pieces).startswith("event: interaction.created\n")


def test_unpaced_events_arrive_joined(connect_either: Connect) -> None:
    with connect_either().stream("POST", "/v1/interactions", json=_BODY) as response:
        pieces = [piece for piece in response.iter_raw() if piece]
    assert len(pieces) < len(events(b"".join(pieces).decode()))


def test_interaction_can_be_read_while_its_stream_is_held(
    connect_either: Connect, app: Starlette, gate: Gate
) -> None:
    client = connect_either(app)
    with client.stream("POST", "/v1/interactions", json=_BODY) as response:
        gate.open()
        pieces = arriving(response)
        name = _id_in(next(pieces))
        found = client.get(f"/v1/interactions/{name}").json()
        assert found["status"] == "completed"
    assert client.get(f"/v1/interactions/{name}").json() == found


def test_interaction_is_stored_before_the_first_byte(
    connect_either: Connect, app: Starlette, gate: Gate
) -> None:
    client = connect_either(app)
    twin = post(connect_either(), "Hello", stream=True).text
    with client.stream("POST", "/v1/interactions", json=_BODY):
        name = events(twin)[0]["interaction"]["id"]
        assert client.get(f"/v1/interactions/{name}").status_code == 200


def test_client_that_leaves_is_noticed_and_the_work_stops(
    connect_either: Connect, app: Starlette, gate: Gate
) -> None:
    with connect_either(app).stream("POST", "/v1/interactions", json=_BODY) as response:
        gate.open()
        # Named, because a stream that nobody holds is closed.
        pieces = arriving(response)
        next(pieces)
        assert len(app.state.pacing.watchers) == 1
    gate.await_given_up()
    assert not app.state.pacing.watchers


def test_client_that_was_cut_off_finds_the_whole_answer(
    connect_either: Connect, app: Starlette, gate: Gate
) -> None:
    client = connect_either(app)
    with client.stream("POST", "/v1/interactions", json=_BODY) as response:
        gate.open()
        pieces = arriving(response)
        name = _id_in(next(pieces))
    gate.await_given_up()
    found = client.get(f"/v1/interactions/{name}").json()
    assert found["steps"][1:] == post(client).json()["steps"]


def test_finished_stream_leaves_no_watcher(connect_either: Connect) -> None:
    app = create_app(Settings(pace=0.001), pause=_at_once)
    assert events(connect_either(app).post("/v1/interactions", json=_BODY).text)
    assert not app.state.pacing.watchers


def test_end_of_all_streams_ends_a_held_one(
    connect_either: Connect, app: Starlette, gate: Gate
) -> None:
    with connect_either(app).stream("POST", "/v1/interactions", json=_BODY) as response:
        gate.open()
        pieces = arriving(response)
        next(pieces)
        for watcher in tuple(app.state.pacing.watchers):
            watcher.get_loop().call_soon_threadsafe(watcher.cancel)
        assert next(pieces, None) is None


def test_long_unpaced_stream_arrives_whole(connect_either: Connect) -> None:
    stream = events(connect_either().post("/v1/interactions", json=_LONG).text)
    text = "".join(e["delta"].get("text", "") for e in stream if "delta" in e)
    assert text == ", ".join(map(str, range(1, 10_001)))


def test_long_unpaced_stream_stops_when_its_client_has_left() -> None:
    made, sent = 0, 0

    def frames() -> Iterator[bytes]:
        nonlocal made
        while made < 1000:
            made += 1
            yield b"x" * 64 * 1024

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal sent
        sent += 1

    asyncio.run(StreamAnswer(frames(), Pacing(0)).send(b"", receive, send))
    assert made < 100 and sent < 5


async def _at_once(seconds: float) -> None:
    return None


def _id_in(frame: str) -> str:
    """Return the interaction id in the frame of `interaction.created`."""
    return frame.partition('"id":"')[2].partition('"')[0]
