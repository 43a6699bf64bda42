"""A stream taken apart: its events, and what is wrong with the framing."""

from __future__ import annotations

import pytest

from contracts.schema.findings import Kind
from contracts.schema.frames import split

DONE = b"event: done\ndata: [DONE]\n\n"


def wrong(body: bytes) -> list[str]:
    return [str(each) for each in split(body)[1] if each.is_violation]


def test_frames_have_their_event_and_data() -> None:
    frames, found = split(b'event: a\ndata: {"x": 1}\n\n' + DONE)

    assert frames == [{"event": "a", "data": '{"x": 1}'}, {"event": "done", "data": "[DONE]"}]
    assert found == ()


@pytest.mark.parametrize("end", [b"\r\n", b"\r"], ids=["crlf", "cr"])
def test_any_line_end_will_do(end: bytes) -> None:
    frames, found = split(DONE.replace(b"\n", end))

    assert frames == [{"event": "done", "data": "[DONE]"}]
    assert found == ()


def test_separators_of_unicode_do_not_end_a_line() -> None:
    frames, _ = split("event: a\ndata: x\u2028y\n\n".encode() + DONE)

    assert frames[0]["data"] == "x\u2028y"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "events: found no event; accepted: events, the last one done"),
        (b"event: a\ndata: 1\n\n", "events: the last one is a; accepted: done"),
        (DONE + DONE, "events[0]: found more events behind it; accepted: none"),
        (
            b"event: a\ndata: 1\ndata: 2\n\n" + DONE,
            "events[0].data: has more than one data line; accepted: one",
        ),
        (DONE[:-1], "events[0]: has no blank line behind it"),
        (b"data: 1\n\n", "events: the last one is None; accepted: done"),
    ],
    ids=["empty", "no-done", "done-twice", "two-data-lines", "cut", "no-event-line"],
)
def test_framing_that_is_refused(body: bytes, words: str) -> None:
    assert wrong(body) == [words]


def test_error_may_be_the_last_event() -> None:
    assert wrong(b"event: error\ndata: {}\n\n") == []


@pytest.mark.parametrize("line", ["id: 5", "retry: 10", ": comment"])
def test_other_line_is_new(line: str) -> None:
    _, found = split(f"{line}\n".encode() + DONE)

    assert [(each.path, each.kind) for each in found] == [("events[0]", Kind.ADDITIVE)]
