"""A turn as the events of a stream (docs/wire/interactions.md 5.2, 5.3) in server-sent frames.

Folding the events gives back the unary reply: text deltas join to the text, the signature and
summary to the thought, and `interaction.completed` has everything but the steps.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

import orjson

from fake_gemini.continuation import Token
from fake_gemini.turn import Failure, Json, Status, Turn
from fake_gemini.wire.json import compact
from fake_gemini.wire.replies import Identity, summary

T = TypeVar("T")

DONE = b"event: done\ndata: [DONE]\n\n"

# The smallest text that is sent in more than one piece, and the largest piece (10, row 46).
_TWO_PIECES_FROM = 20
LARGEST_PIECE = 400

# Pieces of text that are written together.
_AT_ONCE = 64


class Cutting(NamedTuple):
    """How steps are cut into deltas: characters of text, and of arguments (0 is all of them)."""

    text: int
    arguments: int


def events(turn: Turn, identity: Identity, cutting: Cutting) -> Iterator[Json]:
    """Yield every event of a whole stream, `event_type` last."""
    return _told(turn, identity, cutting, _event, _text_events)


def blocks(turn: Turn, identity: Identity, cutting: Cutting) -> Iterator[bytes]:
    """Yield the frames of the same events, those of a text many at once, in a third of the time."""
    return _told(turn, identity, cutting, _frame, _text_blocks)


def completed(turn: Turn, identity: Identity) -> Json:
    """The last event of every stream that does not fail."""
    return _event("interaction.completed", {"interaction": summary(turn, identity)})


def failed(failure: Failure) -> Json:
    """The event of a stream that fails."""
    return _event("error", {"error": {"message": failure.message, "code": failure.code}})


def checkpoint(identity: Identity, token: Token) -> Json:
    """The event that says from where a lost stream can be continued."""
    return {
        "interaction_id": identity.id,
        "status": Status.IN_PROGRESS.value,
        "continuation_token": str(token),
        "event_type": "interaction.status_update",
    }


def with_checkpoint(made: Iterable[Json], identity: Identity, begin: Token) -> Iterator[Json]:
    """Yield events with a checkpoint before the second half of the text deltas.

    `begin` is the token of the place where the text begins.
    """
    listed = list(made)
    texts = [text for event in listed if (text := _text_of(event)) is not None]
    half = len(texts) // 2
    said = 0
    for event in listed:
        if _text_of(event) is not None:
            if said == half:
                yield checkpoint(identity, begin.behind(sum(map(len, texts[:half]))))
            said += 1
        yield event


def frame(event: Json) -> bytes:
    """Return one event as it stands in the stream."""
    return b"event: %b\ndata: %b\n\n" % (event["event_type"].encode(), orjson.dumps(event))


def pieces(text: str, size: int) -> list[str]:
    """Cut text into even pieces of at most `size` code points; at least two from 20 on."""
    each = _even(len(text), size)
    return [text[at : at + each] for at in range(0, len(text), each)]


def _even(length: int, size: int) -> int:
    """Return the length of each piece but the last."""
    count = -(-length // min(size, LARGEST_PIECE))
    if length >= _TWO_PIECES_FROM:
        count = max(count, 2)
    return -(-length // count) if count else size


def _told(
    turn: Turn,
    identity: Identity,
    cutting: Cutting,
    event: Callable[[str, Json], T],
    texts: Callable[[int, str, int], Iterator[T]],
) -> Iterator[T]:
    """Yield what `event` makes of each event, and `texts` of a text and the size of its pieces."""
    status = Status.IN_PROGRESS.value
    started: Json = {"id": identity.id, "status": status, "object": "interaction"}
    started[turn.subject.kind] = turn.subject.name
    yield event("interaction.created", {"interaction": started})
    yield event("interaction.status_update", {"interaction_id": identity.id, "status": status})
    for index, step in enumerate(turn.steps):
        yield event("step.start", {"index": index, "step": _started(step)})
        for delta in _deltas(step, cutting):
            if isinstance(delta, dict):
                yield event("step.delta", {"index": index, "delta": delta})
            else:
                yield from texts(index, delta, cutting.text)
        yield event("step.stop", {"index": index})
    yield event("interaction.completed", {"interaction": summary(turn, identity)})


def _event(event_type: str, payload: Json) -> Json:
    return {**payload, "event_type": event_type}


def _text_events(index: int, text: str, size: int) -> Iterator[Json]:
    for piece in pieces(text, size):
        yield _event("step.delta", {"index": index, "delta": {"text": piece, "type": "text"}})


def _frame(event_type: str, payload: Json) -> bytes:
    name = event_type.encode()
    data = orjson.dumps(payload)[:-1]
    return b'event: %b\ndata: %b,"event_type":"%b"}\n\n' % (name, data, name)


def _text_blocks(index: int, text: str, size: int) -> Iterator[bytes]:
    """Most of a stream is text, and all else of its frames is the same each time."""
    begin = b'event: step.delta\ndata: {"index":%d,"delta":{"text":"' % index
    end = b'","type":"text"},"event_type":"step.delta"}\n\n'
    spelled = orjson.dumps(text)[1:-1]
    if len(spelled) == len(text):
        # Each character is one byte.
        listed = _cut(spelled, _even(len(spelled), size))
    else:
        listed = [orjson.dumps(piece)[1:-1] for piece in pieces(text, size)]
    for at in range(0, len(listed), _AT_ONCE):
        yield b"%b%b%b" % (begin, (end + begin).join(listed[at : at + _AT_ONCE]), end)


def _cut(data: bytes, each: int) -> list[bytes]:
    """Cut bytes as a text is cut, in a quarter of the time."""
    whole, rest = divmod(len(data), each)
    return list(struct.unpack(f"{each}s" * whole + (f"{rest}s" if rest else ""), data))


def _started(step: Json) -> Json:
    """The step as it begins (docs/wire/interactions.md 5.3)."""
    if step["type"] != "function_call":
        return {"type": step["type"]}
    return {
        "id": step["id"],
        "signature": "",
        "type": "function_call",
        "name": step["name"],
        "arguments": {},
    }


def _deltas(step: Json, cutting: Cutting) -> Iterator[Json | str]:
    """Yield the deltas of a step; for those of a text the text."""
    if step["type"] == "thought":
        for content in step.get("summary", ()):
            yield {"content": content, "type": "thought_summary"}
        yield {"signature": step["signature"], "type": "thought_signature"}
    elif step["type"] == "function_call":
        spelled = compact(step["arguments"]).decode()
        size = cutting.arguments or len(spelled)
        for at in range(0, len(spelled), size):
            yield {"arguments": spelled[at : at + size], "type": "arguments_delta"}
    else:
        for content in step["content"]:
            yield content["text"]
            if annotations := content.get("annotations"):
                yield {"annotations": annotations, "type": "text_annotation_delta"}


def _text_of(event: Json) -> str | None:
    """The text of a text delta."""
    delta = event.get("delta")
    return delta["text"] if delta is not None and delta["type"] == "text" else None
