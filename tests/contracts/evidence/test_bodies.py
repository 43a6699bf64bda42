"""Bodies as they are kept: nothing but white space of JSON is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.evidence import bodies

SSE = "text/event-stream"
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


@given(_JSON)
def test_json_is_kept_as_it_is(value: Any) -> None:
    kept = bodies.kept(json.dumps(value, ensure_ascii=False).encode())

    assert kept == {"json": value}
    assert bodies.value(kept) == value


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b'{"a": 1, "a": 2}', "text"),
        (b'{"a": NaN}', "text"),
        (b"{", "text"),
        ("[" * 200 + "]" * 200, "text"),
        ("[" * 100_000 + "]" * 100_000, "text"),
        (b"plain words", "text"),
        (b"\x89PNG\xff", "base64"),
    ],
    ids=["name-twice", "no-json", "broken", "deep", "very-deep", "words", "bytes"],
)
def test_other_bytes_are_kept_as_they_came(data: bytes | str, form: str) -> None:
    raw = data if isinstance(data, bytes) else data.encode()

    kept = bodies.kept(raw)

    assert kept is not None and list(kept) == [form]
    assert form != "text" or kept["text"] == raw.decode()


def test_no_body_is_nothing() -> None:
    assert bodies.kept(b"") is None
    assert bodies.value(None) is None and bodies.events(None) is None


def test_stream_is_kept_frame_by_frame() -> None:
    text = 'event: a\ndata: {"event_type":"a"}\n\nevent: done\ndata: [DONE]\n\n'

    kept = bodies.kept(text.encode(), SSE)

    assert kept == {
        "frames": [
            {"event": "a", "data": {"event_type": "a"}},
            {"event": "done", "text": "[DONE]"},
        ]
    }
    assert bodies.events(kept) == [{"event_type": "a"}]
    assert bodies.framing(kept) == ["event data"]


@pytest.mark.parametrize(
    ("frame", "form"),
    [
        ('data: {"event_type":"a"}', "data"),
        ('id: 1\nevent: a\ndata: {"event_type":"a"}', "id event data"),
        ('event: b\ndata: {"event_type":"a"}', "event of another type, data"),
        (": a comment", ""),
    ],
    ids=["no-event-line", "id", "other-event", "comment"],
)
def test_frame_of_another_form_keeps_its_lines(frame: str, form: str) -> None:
    kept = bodies.kept(f"{frame}\n\n".encode(), SSE)

    assert kept is not None and bodies.framing(kept) == [form]


def test_line_that_is_no_data_is_kept_as_it_came() -> None:
    assert bodies.kept(b'id: 1\ndata: {"a":1}\n\n', SSE) == {
        "frames": [{"lines": ["id: 1", "data"], "data": {"a": 1}}]
    }


def test_stream_that_breaks_off_keeps_its_frames() -> None:
    """What is behind them is counted."""
    kept = bodies.kept(b'event: a\ndata: {"a":1}\n\nevent: b\ndata: {"b', SSE)

    assert kept == {"frames": [{"event": "a", "data": {"a": 1}}], "rest": 18}


@given(st.text(st.sampled_from("ab:\n\r ")), st.booleans())
def test_any_text_is_a_stream(text: str, ends: bool) -> None:
    kept = bodies.kept((text + "\n\n" * ends).encode(), SSE)

    assert kept is None or "frames" in kept
    assert not ends or kept is None or "rest" not in kept
