"""What happens to a background run while a stream of it is still being read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import httpx
import pytest
from starlette.applications import Starlette

from fake_gemini import Settings, create_app
from tests.api import MODEL, Connect, Json, error_of
from tests.background.runs import advance, attach, begun, cancel, cancelled, over, polled
from tests.streaming.gate import Gate, arriving

_BODY = {"model": MODEL, "input": "Count from 1 to 5", "background": True, "stream": True}


@dataclass
class Listener:
    """Reads a paced stream, one event when it asks for one."""

    gate: Gate
    pieces: Iterator[str]

    def hear(self) -> Json | None:
        """Let the next event through and return it; None is the end of the stream."""
        self.gate.open()
        event, data = next(self.pieces).split("\ndata: ")
        return None if event == "event: done" else dict(json.loads(data))

    def hear_all(self) -> list[Json]:
        """Return all further events."""
        heard = []
        while (event := self.hear()) is not None:
            heard.append(event)
        return heard


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def app(gate: Gate) -> Starlette:
    return create_app(Settings(pace=1, chunk_size=5), pause=gate)


@pytest.fixture
def client(connect_either: Connect, app: Starlette) -> httpx.Client:
    return connect_either(app)


@contextmanager
def _listening(
    client: httpx.Client, gate: Gate, *, attached: bool = False
) -> Iterator[tuple[Listener, list[Json]]]:
    """Begin a run and listen until the first piece of its text."""
    with _streamed(client, attached=attached) as response:
        listener = Listener(gate, arriving(response))
        heard: list[Json] = []
        while not heard or heard[-1].get("delta", {}).get("type") != "text":
            heard.append(listener.hear() or {})
        yield listener, heard


def _streamed(client: httpx.Client, *, attached: bool) -> AbstractContextManager[httpx.Response]:
    if not attached:
        return client.stream("POST", "/v1/interactions", json=_BODY)
    name = begun(client, _BODY["input"])
    return client.stream("GET", f"/v1/interactions/{name}", params={"stream": "true"})


def _id(heard: list[Json]) -> str:
    return str(heard[0]["interaction"]["id"])


def test_run_goes_on_when_its_listener_leaves(client: httpx.Client, gate: Gate) -> None:
    with _listening(client, gate) as (_, heard):
        pass
    gate.await_given_up()
    name = _id(heard)
    assert polled(client, name)["status"] == "in_progress"
    assert polled(client, name)["status"] == "completed"


def test_left_stream_is_put_together_again(client: httpx.Client, gate: Gate) -> None:
    # I-5.4-3
    with _listening(client, gate) as (_, heard):
        pass
    gate.await_given_up()
    query = {"stream": "true", "last_event_id": heard[-1]["event_id"]}
    path = f"/v1/interactions/{_id(heard)}"
    with client.stream("GET", path, params=query) as response:
        heard += Listener(gate, arriving(response)).hear_all()
    with client.stream("GET", path, params={"stream": "true"}) as response:
        assert Listener(gate, arriving(response)).hear_all() == heard


def test_resumed_stream_ends_the_run(connect_either: Connect, gate: Gate) -> None:
    settings = Settings(pace=1, run_polls=1000)
    client = connect_either(create_app(settings, pause=gate))
    with _listening(client, gate) as (_, heard):
        pass
    gate.await_given_up()
    query = {"stream": "true", "last_event_id": heard[-1]["event_id"]}
    name = _id(heard)
    with client.stream("GET", f"/v1/interactions/{name}", params=query) as response:
        last = Listener(gate, arriving(response)).hear_all()[-1]
    assert polled(client, name)["status"] == last["interaction"]["status"] == "completed"


@pytest.mark.parametrize("attached", [False, True], ids=["create", "attached"])
def test_cancel_reaches_the_open_stream(client: httpx.Client, gate: Gate, attached: bool) -> None:
    # I-8.1-15
    with _listening(client, gate, attached=attached) as (listener, heard):
        advance(client, "9s")
        reply = cancelled(client, _id(heard))
        rest = listener.hear_all()
    assert len(rest) <= 2  # one event was on its way
    assert rest[-1]["event_type"] == "interaction.completed"
    assert rest[-1]["interaction"] == reply
    assert reply["updated"] == "2026-01-01T00:00:09Z"


def test_stream_that_was_cancelled_is_resumed_behind_its_end(
    client: httpx.Client, gate: Gate
) -> None:
    with _listening(client, gate) as (listener, heard):
        cancelled(client, _id(heard))
        last = listener.hear_all()[-1]
    query = {"stream": "true", "last_event_id": last["event_id"]}
    with client.stream("GET", f"/v1/interactions/{_id(heard)}", params=query) as response:
        assert Listener(gate, arriving(response)).hear_all() == []


def _delete(client: httpx.Client, name: str) -> None:
    assert client.delete(f"/v1/interactions/{name}").status_code == 200


def _reset(client: httpx.Client, name: str) -> None:
    assert client.post("/_fake/reset", json={}).json()["interactions"] == 1


def _reset_key(client: httpx.Client, name: str) -> None:
    key = client.headers["x-goog-api-key"]
    assert client.post("/_fake/reset", json={"api_key": key}).json()["interactions"] == 1


_ENDS = pytest.mark.parametrize(
    "end", [_delete, _reset, _reset_key], ids=["delete", "reset", "reset of the key"]
)


@_ENDS
def test_stream_of_a_run_that_is_gone_ends_with_an_error(
    client: httpx.Client, gate: Gate, end: Callable[[httpx.Client, str], None]
) -> None:
    # I-7.3-19, 10 row 30
    with _listening(client, gate) as (listener, heard):
        end(client, _id(heard))
        rest = listener.hear_all()
    assert rest[-1]["event_type"] == "error"
    assert rest[-1]["error"] == {
        "message": "Failed to get completed interaction: Result not found.",
        "code": "not_found",
    }
    assert "interaction.completed" not in [event["event_type"] for event in rest]


@_ENDS
def test_run_that_is_gone_is_not_found(
    client: httpx.Client, gate: Gate, end: Callable[[httpx.Client, str], None]
) -> None:
    with _listening(client, gate) as (listener, heard):
        end(client, _id(heard))
        listener.hear_all()
        for response in (cancel(client, _id(heard)), attach(client, _id(heard))):
            assert error_of(response)[:2] == (404, "not_found")


def test_looks_may_end_a_run_before_its_stream(client: httpx.Client, gate: Gate) -> None:
    with _listening(client, gate) as (listener, heard):
        found = over(client, _id(heard))
        assert error_of(cancel(client, _id(heard)))[1] == "failed_precondition"
        last = listener.hear_all()[-1]["interaction"]
    assert {**last, "steps": found["steps"]} == found


def test_stream_of_a_run_that_expires_goes_on(client: httpx.Client, gate: Gate) -> None:
    with _listening(client, gate) as (listener, heard):
        advance(client, "60d")
        last = listener.hear_all()[-1]
    assert last["interaction"]["status"] == "completed"
    assert error_of(attach(client, _id(heard)))[:2] == (404, "not_found")
