"""The frames that are written at once are those of the events."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini.turn import Status, Subject, Turn, Usage
from fake_gemini.wire.events import LARGEST_PIECE, Cutting, blocks, events, frame
from fake_gemini.wire.replies import Identity

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
CONTENTS = st.lists(
    st.fixed_dictionaries(
        {"type": st.just("text"), "text": TEXTS},
        optional={"annotations": st.lists(st.fixed_dictionaries({"url": TEXTS}))},
    ),
    min_size=1,
)
OUTPUTS = CONTENTS.map(lambda contents: {"type": "model_output", "content": contents})
THOUGHTS = st.fixed_dictionaries(
    {"type": st.just("thought"), "signature": TEXTS}, optional={"summary": CONTENTS}
)
CALLS = st.fixed_dictionaries(
    {
        "type": st.just("function_call"),
        "id": TEXTS,
        "name": TEXTS,
        "arguments": st.dictionaries(TEXTS, TEXTS | st.integers(0, 9)),
    }
)
STEPS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(THOUGHTS | CALLS | OUTPUTS)


@given(
    STEPS,
    st.sampled_from(["model", "agent"]),
    TEXTS,
    st.integers(1, LARGEST_PIECE),
    st.integers(0, 9),
)
def test_frames_are_those_of_the_events(
    steps: list[dict[str, Any]], kind: Any, name: str, size: int, arguments: int
) -> None:
    usage = Usage((("text", 3),), 4, 5)
    turn = Turn(Subject(kind, name), Status.COMPLETED, tuple(steps), usage, "standard")
    identity = Identity("v1_x", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")

    cutting = Cutting(size, arguments)

    made = b"".join(blocks(turn, identity, cutting))

    assert made == b"".join(map(frame, events(turn, identity, cutting)))


@pytest.mark.parametrize("text", ['a","b', '\\","', '",' * 9, "\\", '"', "%b %d %%"])
def test_text_that_looks_like_the_end_of_a_piece_is_none(text: str) -> None:
    contents = [{"type": "text", "text": text * 3}]
    turn = Turn(
        Subject("model", "m"),
        Status.COMPLETED,
        ({"type": "model_output", "content": contents},),
        Usage((), 0, 0),
        "standard",
    )
    identity = Identity("v1_x", "", "")
    for size in range(1, 8):
        cutting = Cutting(size, 0)
        made = b"".join(blocks(turn, identity, cutting))
        assert made == b"".join(map(frame, events(turn, identity, cutting)))
