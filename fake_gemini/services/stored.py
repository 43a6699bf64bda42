"""The stored form of an interaction: what a GET and the next turn need, as compact bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from fake_gemini.replies.conversation import Conversation, remembered
from fake_gemini.turn import Status, Subject, Turn, Usage
from fake_gemini.wire.json import compact


@dataclass(frozen=True, slots=True)
class Stored:
    """`sent` is the input as it was sent, `heard` the conversation that the turn answered."""

    turn: Turn
    sent: Any
    heard: Conversation


def pack(stored: Stored) -> bytes:
    turn, usage = stored.turn, stored.turn.usage
    return compact(
        [
            stored.sent,
            turn.steps,
            [usage.input_by_modality, usage.output, usage.thought],
            turn.status.value,
            turn.subject.kind,
            turn.subject.name,
            turn.service_tier,
            stored.heard.digest.hex(),
            _said_before(stored),
        ]
    )


def unpack(blob: bytes) -> Stored:
    sent, steps, usage, status, kind, name, tier, digest, said = orjson.loads(blob)
    by_modality, output, thought = usage
    turn = Turn(
        subject=Subject(kind, name),
        status=Status(status),
        steps=tuple(steps),
        usage=Usage(tuple((m, tokens) for m, tokens in by_modality), output, thought),
        service_tier=tier,
    )
    if said and said[-1] is None:
        said[-1] = remembered(sent)
    return Stored(turn, sent, Conversation(bytes.fromhex(digest), tuple(said)))


def _said_before(stored: Stored) -> tuple[str | None, ...]:
    """What the user said, without what stands in the blob already: a text that was sent."""
    said = stored.heard.said
    return (*said[:-1], None) if isinstance(stored.sent, str) else said
