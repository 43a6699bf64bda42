"""Which events a stream has, and in which order (docs/wire/interactions.md 5.2, 5.3)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import MODEL, Connect, Json, events, post

_TEXT = "Reply with exactly: "


@pytest.fixture
def client(connect_either: Connect) -> httpx.Client:
    return connect_either()


def _stream(client: httpx.Client, input: Any = "Hello", **body: Any) -> list[Json]:
    response = post(client, input, stream=True, **body)
    assert response.status_code == 200, response.text
    return events(response.text)


def _texts(stream: list[Json]) -> list[str]:
    return [e["delta"]["text"] for e in stream if e.get("delta", {}).get("type") == "text"]


def test_events_come_in_the_recorded_order(client: httpx.Client) -> None:
    # I-5.3-1, I-5.3-4
    stream = _stream(client, "Reply with exactly: Hi")
    assert [(event["event_type"], event.get("index")) for event in stream] == [
        ("interaction.created", None),
        ("interaction.status_update", None),
        ("step.start", 0),
        ("step.delta", 0),
        ("step.stop", 0),
        ("step.start", 1),
        ("step.delta", 1),
        ("step.stop", 1),
        ("interaction.completed", None),
    ]


def test_created_has_the_recorded_keys(client: httpx.Client) -> None:
    # I-5.2-1
    first, second = _stream(client)[:2]
    name = first["interaction"]["id"]
    assert first["interaction"] == {
        "id": name,
        "status": "in_progress",
        "object": "interaction",
        "model": MODEL,
    }
    assert second["interaction_id"] == name
    assert second["status"] == "in_progress"


def test_completed_has_everything_but_steps(client: httpx.Client) -> None:
    # I-5.2-6
    assert list(_stream(client)[-1]["interaction"]) == [
        "id",
        "status",
        "usage",
        "created",
        "updated",
        "service_tier",
        "object",
        "model",
    ]


def test_steps_start_with_their_type_only(client: httpx.Client) -> None:
    starts = [e["step"] for e in _stream(client) if e["event_type"] == "step.start"]
    assert starts == [{"type": "thought"}, {"type": "model_output"}]


def test_thought_is_one_signature(client: httpx.Client) -> None:
    (delta,) = (e["delta"] for e in _stream(client) if "delta" in e and e["index"] == 0)
    assert list(delta) == ["signature", "type"]
    assert delta["type"] == "thought_signature"


def test_summary_comes_before_the_signature(client: httpx.Client) -> None:
    # I-5.3-5
    stream = _stream(client, generation_config={"thinking_summaries": "auto"})
    thought = [e["delta"]["type"] for e in stream if "delta" in e and e["index"] == 0]
    assert thought == ["thought_summary", "thought_signature"]


def test_agent_is_named_in_place_of_the_model(client: httpx.Client) -> None:
    # I-5.3-11
    body = {"agent": "antigravity-preview-05-2026", "input": "Hello", "stream": True}
    stream = events(client.post("/v1/interactions", json=body).text)
    for event in (stream[0], stream[-1]):
        assert event["interaction"]["agent"] == "antigravity-preview-05-2026"
        assert "model" not in event["interaction"]


def test_unstored_stream_has_empty_ids(client: httpx.Client) -> None:
    # I-5.3-10
    stream = _stream(client, store=False)
    assert stream[0]["interaction"]["id"] == stream[-1]["interaction"]["id"] == ""
    assert stream[1]["interaction_id"] == ""


def test_incomplete_turn_without_steps_has_no_step_events(client: httpx.Client) -> None:
    stream = _stream(client, generation_config={"max_output_tokens": 1})
    assert [event["event_type"] for event in stream] == [
        "interaction.created",
        "interaction.status_update",
        "interaction.completed",
    ]
    assert stream[-1]["interaction"]["status"] == "incomplete"


def test_model_that_does_not_think_starts_with_text(client: httpx.Client) -> None:
    stream = _stream(client, model="gemini-3.5-transcribe")
    assert stream[2]["step"] == {"type": "model_output"}


def test_stream_of_a_create_has_no_event_ids(client: httpx.Client) -> None:
    assert not any("event_id" in event for event in _stream(client))


@pytest.mark.parametrize(
    ("length", "pieces"), [(1, 1), (19, 1), (20, 2), (80, 2), (160, 2), (161, 3), (800, 10)]
)
def test_text_is_cut_by_the_default_chunk_size(
    client: httpx.Client, length: int, pieces: int
) -> None:
    # 10 row 46
    text = "x" * length
    texts = _texts(_stream(client, _TEXT + text))
    assert "".join(texts) == text
    assert len(texts) == pieces


@pytest.mark.parametrize("size", [1, 7, 400])
def test_chunk_size_is_a_setting(connect_either: Connect, size: int) -> None:
    texts = _texts(_stream(connect_either(chunk_size=size), _TEXT + "y" * 900))
    assert "".join(texts) == "y" * 900
    assert max(map(len, texts)) <= size


def test_cut_splits_no_code_point(connect_either: Connect) -> None:
    text = "é👩🏽‍🚀𝄞" * 20
    texts = _texts(_stream(connect_either(chunk_size=1), _TEXT + text))
    assert texts == list(text)


def test_lenient_fake_adds_the_old_name_of_the_type(connect_either: Connect) -> None:
    for event in _stream(connect_either(lenient=True)):
        assert event["type"] == event["event_type"]
