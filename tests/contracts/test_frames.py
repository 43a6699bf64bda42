"""Streams as they were sent, and what they tell when they are put together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.folding import fold
from contracts.frames import read_frames
from contracts.values import Value

EXAMPLES = Path(__file__).parents[2] / "docs" / "wire" / "examples"


def _events(body: bytes) -> list[Value]:
    return [frame.event for frame in read_frames(body) if not frame.ends]


def _stream(*events: dict[str, Any]) -> bytes:
    lines = (f"event: {event['event_type']}\ndata: {json.dumps(event)}\n\n" for event in events)
    return "".join(lines).encode()


CREATED = {"event_type": "interaction.created", "interaction": {"id": "v1_x"}}
START = {"event_type": "step.start", "index": 0, "step": {"type": "model_output"}}
DELTA = {"event_type": "step.delta", "index": 0, "delta": {"type": "text", "text": "Hi"}}
STOP = {"event_type": "step.stop", "index": 0}
COMPLETED = {"event_type": "interaction.completed", "interaction": {"id": "v1_x"}}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_line_ends_do_not_matter(end: str) -> None:
    frames = read_frames(f"event: a{end}data: 1{end}{end}data:2{end}{end}".encode())

    assert [(frame.field("event"), frame.data) for frame in frames] == [("a", "1"), (None, "2")]


@pytest.mark.parametrize("body", [b"data: 1\n", b"data: 1\n\ndata: 2", b"data: 1\n\ndata: 2\n"])
def test_stream_that_breaks_off_is_an_error(body: bytes) -> None:
    with pytest.raises(AssertionError, match="breaks off"):
        read_frames(body)


@pytest.mark.parametrize("body", [b"event: a\n\n", b"data: {\n\n"], ids=["no-data", "no-json"])
def test_frame_without_an_event_is_an_error(body: bytes) -> None:
    (frame,) = read_frames(body)

    with pytest.raises(AssertionError, match="frame 0"):
        _ = frame.event


def test_stream_that_is_no_utf8_is_an_error() -> None:
    with pytest.raises(AssertionError, match="UTF-8"):
        read_frames(b"data: \xff\n\n")


@pytest.mark.parametrize("name", ["stream-text", "stream-google-search", "stream-function-call"])
def test_recorded_stream_folds(name: str) -> None:
    folded = fold(_events((EXAMPLES / f"{name}.sse").read_bytes()))

    assert folded["status"] in ("completed", "requires_action")
    assert {"signature"} <= {name for step in folded["steps"] for name in step}


def test_text_deltas_are_joined() -> None:
    more = {**DELTA, "delta": {"type": "text", "text": " you"}}
    folded = fold(_events(_stream(CREATED, START, DELTA, more, STOP, COMPLETED)))

    content = [{"type": "text", "text": "Hi you"}]
    assert folded["steps"] == [{"type": "model_output", "content": content}]


def test_arguments_are_joined_and_read() -> None:
    call = {"type": "function_call", "id": "1", "name": "f", "arguments": {}}
    pieces = [{"type": "arguments_delta", "arguments": piece} for piece in ('{"a":', "1}")]
    deltas = [{**DELTA, "delta": piece} for piece in pieces]
    folded = fold(_events(_stream(CREATED, {**START, "step": call}, *deltas, STOP, COMPLETED)))

    assert folded["steps"] == [{**call, "arguments": {"a": 1}}]


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([CREATED, DELTA, COMPLETED], "not of the open step"),
        ([CREATED, START, START, COMPLETED], "inside another"),
        ([CREATED, {**START, "index": 1}, COMPLETED], "not the next step, 0"),
        ([CREATED, START, DELTA, COMPLETED], "step 0 is never stopped"),
        ([CREATED, START, STOP], "the stream ends in"),
        ([], "the stream ends in|no 'event_type'"),
        ([CREATED, START, {**DELTA, "delta": {"type": "new"}}, STOP, COMPLETED], "no step has"),
    ],
    ids=["early-delta", "nested", "index", "unstopped", "uncompleted", "empty", "unknown-delta"],
)
def test_events_that_do_not_fit_are_named(events: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        fold(_events(_stream(*events)))
