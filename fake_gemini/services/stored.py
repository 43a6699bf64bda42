"""The stored form of an answer: what a GET and the next turn need, as compact bytes.

The input is stored beside it, so that nobody who does not need it has to read it again.
"""

from __future__ import annotations

from typing import Any

import orjson

from fake_gemini.replies.conversation import Conversation, remembered
from fake_gemini.replies.model import Answer
from fake_gemini.turn import Status, Subject, Turn, Usage
from fake_gemini.wire.json import compact

# A text of so many characters is rather read again than kept twice.
_READ_AGAIN = 10_000


def pack(answer: Answer, sent: Any) -> bytes:
    """Return the stored form of the answer to the input `sent`."""
    turn, usage = answer.turn, answer.turn.usage
    return compact(
        [
            turn.steps,
            [usage.input_by_modality, usage.output, usage.thought],
            turn.status.value,
            turn.subject.kind,
            turn.subject.name,
            turn.service_tier,
            answer.heard.digest.hex(),
            _said_before(answer, sent),
        ]
    )


def unpack(blob: bytes, sent: bytes) -> Answer:
    """Return the answer behind `blob`; `sent` is its input as JSON."""
    steps, usage, status, kind, name, tier, digest, said = orjson.loads(blob)
    by_modality, output, thought = usage
    turn = Turn(
        subject=Subject(kind, name),
        status=Status(status),
        steps=tuple(steps),
        usage=Usage(tuple((m, tokens) for m, tokens in by_modality), output, thought),
        service_tier=tier,
    )
    if said and said[-1] is None:
        said[-1] = remembered(orjson.loads(sent))
    return Answer(turn, Conversation(bytes.fromhex(digest), tuple(said)))


def _said_before(answer: Answer, sent: Any) -> tuple[str | None, ...]:
    """What the user said, without what is quickly found in the input."""
    said, is_short = answer.heard.said, isinstance(sent, str) and len(sent) <= _READ_AGAIN
    return (*said[:-1], None) if is_short else said
