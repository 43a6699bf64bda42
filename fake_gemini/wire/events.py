"""A turn as the events of a stream (docs/wire/interactions.md 5.2, 5.3) in server-sent frames.

Folding the events gives back the unary reply: text deltas join to the text, the signature and
summary to the thought, and `interaction.completed` has everything but the steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import orjson

from fake_gemini.turn import Json, Status, Turn
from fake_gemini.wire.replies import Identity, summary

DONE = b"event: done\ndata: [DONE]\n\n"

# The smallest text that is sent in more than one piece, and the largest piece (10, row 46).
_TWO_PIECES_FROM = 20
LARGEST_PIECE = 400


def events(turn: Turn, identity: Identity, *, chunk_size: int) -> Iterator[Json]:
    """Yield every event of a whole stream, `event_type` last. `chunk_size` is in characters."""
    status = Status.IN_PROGRESS.value
    started: Json = {"id": identity.id, "status": status, "object": "interaction"}
    started[turn.subject.kind] = turn.subject.name
    yield _event("interaction.created", interaction=started)
    yield _event("interaction.status_update", interaction_id=identity.id, status=status)
    for index, step in enumerate(turn.steps):
        yield _event("step.start", index=index, step={"type": step["type"]})
        for delta in _deltas(step, chunk_size):
            yield {"index": index, "delta": delta, "event_type": "step.delta"}
        yield _event("step.stop", index=index)
    yield _event("interaction.completed", interaction=summary(turn, identity))


def frame(event: Json) -> bytes:
    """Return one event as it stands in the stream."""
    name = event["event_type"].encode()
    return b"".join((b"event: ", name, b"\ndata: ", orjson.dumps(event), b"\n\n"))


def pieces(text: str, size: int) -> Iterator[str]:
    """Cut text into even pieces of at most `size` code points; at least two from 20 on."""
    size = min(size, LARGEST_PIECE)
    count = -(-len(text) // size)
    if len(text) >= _TWO_PIECES_FROM:
        count = max(count, 2)
    ends = [len(text) * at // count for at in range(count + 1)]
    return (text[begin:end] for begin, end in pairwise(ends))


def _event(event_type: str, **payload: object) -> Json:
    return {**payload, "event_type": event_type}


def _deltas(step: Json, chunk_size: int) -> Iterator[Json]:
    if step["type"] == "thought":
        for content in step.get("summary", ()):
            yield {"content": content, "type": "thought_summary"}
        yield {"signature": step["signature"], "type": "thought_signature"}
        return
    for content in step["content"]:
        for piece in pieces(content["text"], chunk_size):
            yield {"text": piece, "type": "text"}
