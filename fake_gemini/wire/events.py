"""A turn as the events of a stream (docs/wire/interactions.md 5.2, 5.3) in server-sent frames.

Folding the events gives back the unary reply: text deltas join to the text, the signature and
summary to the thought, and `interaction.completed` has everything but the steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, starmap
from typing import TypeVar

import orjson

from fake_gemini.turn import Json, Status, Turn
from fake_gemini.wire.replies import Identity, summary

T = TypeVar("T")

DONE = b"event: done\ndata: [DONE]\n\n"

# The smallest text that is sent in more than one piece, and the largest piece (10, row 46).
_TWO_PIECES_FROM = 20
LARGEST_PIECE = 400


def events(turn: Turn, identity: Identity, *, chunk_size: int) -> Iterator[Json]:
    """Yield every event of a whole stream, `event_type` last. `chunk_size` is in characters."""
    return _told(turn, identity, chunk_size, _event, _text_events)


def frames(turn: Turn, identity: Identity, *, chunk_size: int) -> Iterator[bytes]:
    """Yield the frames of the same events, which takes half the time."""
    return _told(turn, identity, chunk_size, _frame, _text_frames)


def frame(event: Json) -> bytes:
    """Return one event as it stands in the stream."""
    return b"event: %b\ndata: %b\n\n" % (event["event_type"].encode(), orjson.dumps(event))


def _told(
    turn: Turn,
    identity: Identity,
    chunk_size: int,
    event: Callable[[str, Json], T],
    texts: Callable[[int, Iterable[str]], Iterator[T]],
) -> Iterator[T]:
    """Yield what `event` makes of each event, and `texts` of the pieces of a text."""
    status = Status.IN_PROGRESS.value
    started: Json = {"id": identity.id, "status": status, "object": "interaction"}
    started[turn.subject.kind] = turn.subject.name
    yield event("interaction.created", {"interaction": started})
    yield event("interaction.status_update", {"interaction_id": identity.id, "status": status})
    for index, step in enumerate(turn.steps):
        yield event("step.start", {"index": index, "step": {"type": step["type"]}})
        if step["type"] == "thought":
            for delta in _thought_deltas(step):
                yield event("step.delta", {"index": index, "delta": delta})
        else:
            for content in step["content"]:
                yield from texts(index, pieces(content["text"], chunk_size))
        yield event("step.stop", {"index": index})
    yield event("interaction.completed", {"interaction": summary(turn, identity)})


def _thought_deltas(step: Json) -> Iterator[Json]:
    for content in step.get("summary", ()):
        yield {"content": content, "type": "thought_summary"}
    yield {"signature": step["signature"], "type": "thought_signature"}


def _event(event_type: str, payload: Json) -> Json:
    return {**payload, "event_type": event_type}


def _text_events(index: int, texts: Iterable[str]) -> Iterator[Json]:
    for text in texts:
        yield _event("step.delta", {"index": index, "delta": {"text": text, "type": "text"}})


def _frame(event_type: str, payload: Json) -> bytes:
    name = event_type.encode()
    data = orjson.dumps(payload)[:-1]
    return b'event: %b\ndata: %b,"event_type":"%b"}\n\n' % (name, data, name)


def _text_frames(index: int, texts: Iterable[str]) -> Iterator[bytes]:
    """Most of a stream is text, so only that is written anew for each frame."""
    begin = b'event: step.delta\ndata: {"index":%d,"delta":{"text":' % index
    end = b',"type":"text"},"event_type":"step.delta"}\n\n'
    return (begin + orjson.dumps(text) + end for text in texts)


def pieces(text: str, size: int) -> Iterator[str]:
    """Cut text into even pieces of at most `size` code points; at least two from 20 on."""
    size = min(size, LARGEST_PIECE)
    number = -(-len(text) // size)
    if len(text) >= _TWO_PIECES_FROM:
        number = max(number, 2)
    ends = [len(text) * at // number for at in range(number + 1)]
    return map(text.__getitem__, starmap(slice, pairwise(ends)))
