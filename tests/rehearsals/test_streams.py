"""Streams that fail, break off or are slow, in this process and over a socket."""

from __future__ import annotations

import json
import logging

import httpx
import pytest

from fake_gemini import Settings, create_app
from tests.api import Connect, Json, created, events, post, text_of
from tests.continuation.hops import next_body
from tests.rehearsals.asking import rehearse, text, trigger
from tests.streaming.gate import Gate, arriving

_INPUT = "Count from 1 to 20"
_WHOLE = ", ".join(map(str, range(1, 21)))


@pytest.fixture
def client(connect_either: Connect) -> httpx.Client:
    return connect_either(chunk_size=8)


def _body(said: str, **more: object) -> Json:
    parts = [text(_INPUT), text(trigger(said))]
    return {"model": "gemini-3-flash-preview", "input": parts, "stream": True, **more}


def _cut(client: httpx.Client, said: str, **more: object) -> list[Json]:
    """Read a stream that breaks off, and return its events."""
    heard = []
    with client.stream("POST", "/v1/interactions", json=_body(said, **more)) as response:
        pieces = arriving(response)
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete|without sending complete"):
            for piece in pieces:
                heard.append(dict(json.loads(piece.partition("\ndata: ")[2])))
    return heard


def _usual(client: httpx.Client, **more: object) -> list[Json]:
    return events(post(client, _body("incomplete, 0 times")["input"], stream=True, **more).text)


def _said(stream: list[Json]) -> str:
    deltas = [event["delta"] for event in stream if event["event_type"] == "step.delta"]
    return "".join(delta["text"] for delta in deltas if delta["type"] == "text")


@pytest.mark.parametrize("after", [0, 1, 2, 7])
def test_stream_breaks_off_behind_so_many_events(client: httpx.Client, after: int) -> None:
    kinds = [event["event_type"] for event in _usual(client)]
    heard = _cut(client, f"cut stream after {after} events")
    assert [event["event_type"] for event in heard] == kinds[:after]


def test_stream_breaks_off_early_by_itself(client: httpx.Client) -> None:
    assert len(_cut(client, "cut stream")) == 5


def test_stream_may_break_off_before_it_is_done(client: httpx.Client) -> None:
    usual = _usual(client)
    heard = _cut(client, f"cut stream after {len(usual)} events")
    assert heard[-1]["event_type"] == "interaction.completed"


def test_stream_of_fewer_events_is_whole(client: httpx.Client) -> None:
    stream = events(rehearse(client, "cut stream after 1000 events", stream=True).text)
    assert _said(stream) == _WHOLE


def test_stream_that_broke_off_is_stored(client: httpx.Client) -> None:
    heard = _cut(client, "cut stream after 7 events")
    path = f"/v1/interactions/{heard[0]['interaction']['id']}"
    found = client.get(path).json()
    assert (found["status"], text_of(found)) == ("completed", _WHOLE)
    replay = events(client.get(path, params={"stream": "true"}).text)
    assert _said(replay) == _WHOLE


def test_stream_breaks_off_so_often(client: httpx.Client) -> None:
    for _ in range(2):
        _cut(client, "cut stream after 3 events, 2 times")
    response = client.post("/v1/interactions", json=_body("cut stream after 3 events, 2 times"))
    assert _said(events(response.text)) == _WHOLE


def test_lost_run_is_put_together_again(client: httpx.Client) -> None:
    # I-5.4-3
    heard = _cut(client, "cut stream after 7 events", background=True)
    name = heard[0]["interaction"]["id"]
    query = {"stream": "true", "last_event_id": heard[-1]["event_id"]}
    heard += events(client.get(f"/v1/interactions/{name}", params=query).text)
    assert _said(heard) == _WHOLE
    whole = events(client.get(f"/v1/interactions/{name}", params={"stream": "true"}).text)
    assert heard == whole


def test_lost_run_is_still_in_progress(client: httpx.Client) -> None:
    name = _cut(client, "cut stream", background=True)[0]["interaction"]["id"]
    found = [client.get(f"/v1/interactions/{name}").json()["status"] for _ in range(2)]
    assert found == ["in_progress", "completed"]


@pytest.mark.parametrize("store", [True, False], ids=["stored", "unstored"])
def test_stream_breaks_off_at_its_checkpoint(client: httpx.Client, store: bool) -> None:
    # I-8.2-8
    heard = _cut(client, "cut stream at checkpoint", store=store)
    body = {**_body("cut stream at checkpoint"), "store": store}
    owner = heard[0]["interaction"]["id"] or None
    response = client.post(
        "/v1/interactions", json=next_body(body, heard[-1]["continuation_token"], owner)
    )
    rest = events(response.text)
    assert rest[-1]["interaction"]["status"] == "completed"
    assert _said(heard) + _said(rest) == _WHOLE


def test_error_comes_in_the_middle_of_a_stream(client: httpx.Client) -> None:
    # I-5.3-12, I-5.2-7
    stream = events(rehearse(client, "stream error", stream=True).text)
    assert [event["event_type"] for event in stream].index("error") == len(stream) - 1
    assert stream[-1] == {
        "error": {
            "message": "Deadline expired before operation could complete.",
            "code": "gateway_timeout",
        },
        "event_type": "error",
    }
    assert 0 < len(_said(stream)) < len(_WHOLE)


def test_done_follows_an_error(client: httpx.Client) -> None:
    # 10 row 30
    body = rehearse(client, "stream error", stream=True).text
    assert body.endswith("event: done\ndata: [DONE]\n\n")
    assert "interaction.completed" not in body


def test_code_of_the_error_is_chosen(client: httpx.Client) -> None:
    stream = events(rehearse(client, "stream error safety", stream=True).text)
    assert stream[-1]["error"]["code"] == "safety"


@pytest.mark.parametrize("background", [False, True], ids=["foreground", "background"])
def test_stream_that_failed_is_stored_as_failed(client: httpx.Client, background: bool) -> None:
    # 10 row 31
    response = rehearse(client, "stream error", stream=True, background=background)
    stream = events(response.text)
    found = client.get(f"/v1/interactions/{stream[0]['interaction']['id']}").json()
    assert found["status"] == "failed"
    assert found["errors"] == [{key: stream[-1]["error"][key] for key in ("code", "message")}]


@pytest.mark.parametrize("at", [0, 4, -1], ids=["first", "middle", "last"])
def test_stream_that_failed_is_resumed_to_its_end(client: httpx.Client, at: int) -> None:
    stream = events(rehearse(client, "stream error", stream=True, background=True).text)
    query = {"stream": "true", "last_event_id": stream[at]["event_id"]}
    path = f"/v1/interactions/{stream[0]['interaction']['id']}"
    rest = events(client.get(path, params=query).text)
    assert rest[-1]["interaction"]["status"] == "failed"


class _Waits:
    """Counts the pauses that were asked for, and waits for none of them."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("slow stream", 0.1), ("slow stream 2", 2.0), ("slow stream 99.125", 99.125)],
)
def test_slow_stream_waits_before_each_event(
    connect_either: Connect, said: str, seconds: float
) -> None:
    waits = _Waits()
    client = connect_either(create_app(Settings(), pause=waits))
    stream = events(rehearse(client, said, stream=True).text)
    assert waits.seconds == [seconds] * (len(stream) + 1)


def test_slow_stream_slows_no_other(connect_either: Connect) -> None:
    waits = _Waits()
    client = connect_either(create_app(Settings(), pause=waits))
    rehearse(client, "slow stream, 1 time", stream=True)
    before = len(waits.seconds)
    rehearse(client, "slow stream, 1 time", stream=True)
    post(client, stream=True)
    assert len(waits.seconds) == before


def test_no_pause_hurries_a_paced_fake(connect_either: Connect) -> None:
    waits = _Waits()
    client = connect_either(create_app(Settings(pace=5), pause=waits))
    rehearse(client, "slow stream 0", stream=True)
    assert waits.seconds == []


def test_slow_stream_arrives_event_by_event(connect_either: Connect) -> None:
    gate = Gate()
    client = connect_either(create_app(Settings(), pause=gate))
    with client.stream("POST", "/v1/interactions", json=_body("slow stream")) as response:
        pieces = arriving(response)
        for kind in ("interaction.created", "interaction.status_update", "step.start"):
            gate.open()
            assert next(pieces).startswith(f"event: {kind}\n")


@pytest.mark.parametrize("pace", [0, 1], ids=["at once", "paced"])
def test_paced_stream_breaks_off_too(connect_either: Connect, pace: int) -> None:
    client = connect_either(create_app(Settings(pace=pace), pause=_Waits()))
    assert len(_cut(client, "cut stream after 3 events")) == 3


def test_stream_that_breaks_off_is_no_fault_of_the_fake(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        _cut(client, "cut stream")
    assert not [record for record in caplog.records if record.exc_info]


def test_client_is_answered_after_a_cut(client: httpx.Client) -> None:
    _cut(client, "cut stream")
    assert created(client)["status"] == "completed"
