"""The bytes of a stream (docs/wire/interactions.md 5.1)."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from tests.api import MODEL, Connect, created, frames, post

_BODY = {"model": MODEL, "input": "Hello", "stream": True}
_EXAMPLE = Path(__file__).parents[2] / "docs" / "wire" / "examples" / "stream-text.sse"


@pytest.fixture
def client(connect_either: Connect) -> httpx.Client:
    return connect_either()


def test_stream_is_an_event_stream_without_charset(client: httpx.Client) -> None:
    response = post(client, stream=True)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream"
    assert "content-length" not in response.headers


def test_every_frame_is_two_lines_and_a_blank_one(client: httpx.Client) -> None:
    # I-5.1-1, I-5.1-5
    body = post(client, stream=True).text
    assert "\r" not in body
    for block in body.removesuffix("\n\n").split("\n\n"):
        first, second = block.split("\n")
        assert first.startswith("event: ") and second.startswith("data: ")


def test_event_line_repeats_the_event_type(client: httpx.Client) -> None:
    # I-5.1-2
    *pairs, _ = frames(post(client, stream=True).text)
    assert pairs
    assert [event for event, _ in pairs] == [json.loads(data)["event_type"] for _, data in pairs]


def test_data_is_compact_and_ends_with_the_event_type(client: httpx.Client) -> None:
    *pairs, _ = frames(post(client, "Zwölf – 12", stream=True).text)
    for event, data in pairs:
        assert data.endswith(f'"event_type":"{event}"}}')
        assert data == json.dumps(json.loads(data), separators=(",", ":"), ensure_ascii=False)


def test_last_frame_is_done(client: httpx.Client) -> None:
    # I-5.1-3
    body = post(client, stream=True).text
    assert body.endswith("\n\nevent: done\ndata: [DONE]\n\n")
    assert body.count("[DONE]") == 1


def test_line_breaks_of_the_text_stay_inside_the_data(client: httpx.Client) -> None:
    body = post(client, "a\r\nb\u2028c\u0085d", stream=True).text
    deltas = [json.loads(data) for event, data in frames(body) if event == "step.delta"]
    said = "".join(event["delta"].get("text", "") for event in deltas)
    assert "a\r\nb\u2028c\u0085d" in said


@pytest.mark.parametrize("alt", ["sse", "json"])
def test_alt_beside_stream_changes_nothing(connect_either: Connect, alt: str) -> None:
    # I-5.1-10
    plain = connect_either().post("/v1/interactions", json=_BODY)
    with_alt = connect_either().post("/v1/interactions", params={"alt": alt}, json=_BODY)
    assert with_alt.content == plain.content


def test_stream_false_is_json(client: httpx.Client) -> None:
    assert post(client, stream=False).headers["content-type"].startswith("application/json")


def test_replay_has_the_same_framing(client: httpx.Client) -> None:
    name = created(client)["id"]
    replay = client.get(f"/v1/interactions/{name}", params={"stream": "true"})
    assert replay.headers["content-type"] == "text/event-stream"
    *pairs, last = frames(replay.text)
    assert last == ("done", "[DONE]")
    assert [event for event, _ in pairs] == [json.loads(data)["event_type"] for _, data in pairs]


def test_frames_have_the_keys_of_the_documented_example(client: httpx.Client) -> None:
    body = post(
        client,
        "Count from 1 to 9",
        stream=True,
        generation_config={"thinking_summaries": "auto"},
    ).text
    *ours, _ = frames(body)
    *documented, _ = frames(_EXAMPLE.read_text())
    assert [(event, _keys(data)) for event, data in ours] == [
        (event, _keys(data)) for event, data in documented
    ]


def _keys(data: str) -> object:
    event = json.loads(data)
    return [
        (name, list(value) if isinstance(value, dict) else None) for name, value in event.items()
    ]
