"""A turn as the events of a stream (docs/wire/interactions.md 5.2, 5.3) in server-sent frames.

Folding the events gives back the unary reply: text deltas join to the text, the signature and
summary to the thought, and `interaction.completed` has everything but the steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import orjson

from fake_gemini.continuation import Token
from fake_gemini.turn import Failure, Json, Status, Turn
from fake_gemini.wire.json import compact
from fake_gemini.wire.replies import Identity, summary

DONE = b"event: done\ndata: [DONE]\n\n"

# The smallest text that is sent in more than one piece, and the largest piece (10, row 46).
_TWO_PIECES_FROM = 20
LARGEST_PIECE = 400


@dataclass(frozen=True, slots=True)
class Cutting:
    """How steps are cut into deltas: characters of text, and of arguments (0 is all of them)."""

    text: int
    arguments: int


def events(turn: Turn, identity: Identity, cutting: Cutting) -> Iterator[Json]:
    """Yield every event of a whole stream, `event_type` last."""
    status = Status.IN_PROGRESS.value
    started: Json = {"id": identity.id, "status": status, "object": "interaction"}
    started[turn.subject.kind] = turn.subject.name
    yield _event("interaction.created", interaction=started)
    yield _event("interaction.status_update", interaction_id=identity.id, status=status)
    for index, step in enumerate(turn.steps):
        yield _event("step.start", index=index, step=_started(step))
        for delta in _deltas(step, cutting):
            yield {"index": index, "delta": delta, "event_type": "step.delta"}
        yield _event("step.stop", index=index)
    yield completed(turn, identity)


def completed(turn: Turn, identity: Identity) -> Json:
    """The last event of every stream that does not fail."""
    return _event("interaction.completed", interaction=summary(turn, identity))


def failed(failure: Failure) -> Json:
    """The event of a stream that fails."""
    error = {"message": failure.message, "code": failure.code}
    return _event("error", error=error)


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


def _deltas(step: Json, cutting: Cutting) -> Iterator[Json]:
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
            for piece in pieces(content["text"], cutting.text):
                yield {"text": piece, "type": "text"}
            if annotations := content.get("annotations"):
                yield {"annotations": annotations, "type": "text_annotation_delta"}


def _text_of(event: Json) -> str | None:
    """The text of a text delta."""
    delta = event.get("delta")
    return delta["text"] if delta is not None and delta["type"] == "text" else None
