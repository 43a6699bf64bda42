"""Streams in the retired schema (docs/wire/interactions.md 5.5, examples/legacy-stream.sse)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport
from tests.api import KEY, Connect, Json, created, events, frames, post
from tests.legacy.speaking import LEGACY, TODAY, fold, legacy_client, told
from tests.legacy.test_interactions import CALLING

EXAMPLE = Path(__file__).parents[2] / "docs" / "wire" / "examples" / "legacy-stream.sse"
_INPUTS = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
    st.integers(0, 60).map(lambda last: f"Count from 1 to {last}"),
    st.just("Weather in Paris?"),
)
_CONFIGS = st.fixed_dictionaries(
    {},
    optional={
        "max_output_tokens": st.integers(1, 150),
        "thinking_summaries": st.sampled_from(["auto", "none"]),
    },
)


@pytest.fixture(scope="module")
def fake() -> Iterator[httpx.Client]:
    """A fake that lives as long as the module, because hypothesis asks it often."""
    app = create_app(Settings(revision=LEGACY, chunk_size=7, arguments_size=3))
    transport: Any = SyncTransport(app)
    headers = {"x-goog-api-key": KEY}
    with httpx.Client(transport=transport, base_url="http://fake", headers=headers) as client:
        yield client


@given(_INPUTS, _CONFIGS)
def test_stream_folds_to_the_stored_interaction(
    fake: httpx.Client, input: str, config: Json
) -> None:
    interaction = told(fake, input, generation_config=config, tools=CALLING)

    assert fake.get(f"/v1/interactions/{interaction['id']}").json() == interaction


def test_events_are_those_of_the_example(connect: Connect) -> None:
    """In the same order, each with the same fields; what comes of a thought is more."""
    body = {"generation_config": {"thinking_level": "minimal"}, "model": "gemini-2.5-flash-lite"}
    made = events(post(legacy_client(connect), "Hello", stream=True, **body).text)
    shown = events(EXAMPLE.read_text())

    assert {it["event_type"] for it in shown} < {it["event_type"] for it in made}
    by_type = {it["event_type"]: it for it in made if it.get("index", 1) == 1}
    for event in shown:
        assert list(event) == list(by_type[event["event_type"]])
    ends = [stream[-1]["interaction"] for stream in (made, shown)]
    assert sorted(ends[0]) == sorted(ends[1])


def test_event_line_repeats_the_type(connect: Connect) -> None:
    *told_, last = frames(post(legacy_client(connect), stream=True).text)

    assert [name for name, _ in told_] == [json.loads(data)["event_type"] for _, data in told_]
    assert last == ("done", "[DONE]")


def test_call_comes_whole_with_its_id(connect: Connect) -> None:
    # I-5.5-4
    client = legacy_client(connect, arguments_size=2)
    stream = events(post(client, "Weather in Paris?", stream=True, tools=CALLING).text)

    deltas = [it["delta"] for it in stream if it["event_type"] == "content.delta"]
    call = fold(stream)["outputs"][-1]
    assert deltas[-1] == call
    assert call["id"] and call["arguments"] == {"city": "Paris"}


def test_annotations_have_their_former_name(connect: Connect) -> None:
    heard = [{"type": "audio", "data": "UklGRg==", "mime_type": "audio/wav"}]
    marked = {"mode": {"type": "verbatim", "timestamp_granularities": ["word"]}}
    body: Json = {
        "model": "gemini-3.5-transcribe",
        "generation_config": {"transcription_config": marked},
    }
    client = legacy_client(connect)

    stream = events(post(client, heard, stream=True, **body).text)

    kinds = [it["delta"]["type"] for it in stream if it["event_type"] == "content.delta"]
    assert "text_annotation" in kinds and "text_annotation_delta" not in kinds


def test_stream_is_resumed_behind_an_event(connect: Connect) -> None:
    client = legacy_client(connect)
    name = created(client, "Weather in Paris?", tools=CALLING)["id"]
    whole = events(client.get(f"/v1/interactions/{name}?stream=true").text)

    for at, event in enumerate(whole):
        query = f"stream=true&last_event_id={event['event_id']}"
        assert events(client.get(f"/v1/interactions/{name}?{query}").text) == whole[at + 1 :]


def test_cancelled_run_ends_in_the_same_schema(connect: Connect) -> None:
    client = legacy_client(connect)
    name = created(client, background=True)["id"]
    client.post(f"/v1/interactions/{name}/cancel")

    last = events(client.get(f"/v1/interactions/{name}?stream=true").text)[-1]

    assert last["event_type"] == "interaction.complete"
    assert (last["interaction"]["status"], last["interaction"]["role"]) == ("cancelled", "model")


def test_header_opts_in_to_steps(connect: Connect) -> None:
    client = legacy_client(connect)
    client.headers.update(TODAY)

    kinds = {it["event_type"] for it in events(post(client, stream=True).text)}

    assert "step.delta" in kinds and "content.delta" not in kinds


def test_rehearsed_error_is_an_event(connect: Connect) -> None:
    stream = events(post(legacy_client(connect), "[[fake: stream error]]", stream=True).text)

    assert [stream[0]["event_type"], stream[-1]["event_type"]] == ["interaction.start", "error"]
