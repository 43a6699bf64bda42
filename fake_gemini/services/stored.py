"""The stored form of an answer: what a GET and the next turn need, as compact bytes.

The input is stored beside it, so that nobody who does not need it has to read it again.
"""

from __future__ import annotations

from typing import Any

import orjson

from fake_gemini.replies.answer import Answer
from fake_gemini.replies.conversation import Conversation, remembered
from fake_gemini.turn import Failure, Json, Status, Subject, Turn, Usage
from fake_gemini.wire.json import compact

# A text of so many characters is rather read again than kept twice.
_READ_AGAIN = 10_000


def pack(answer: Answer, sent: Any) -> bytes:
    """Return the stored form of the answer to the input `sent`."""
    turn, usage = answer.turn, answer.turn.usage
    assert usage is not None, "what is stored is over"
    stored: list[Any] = [
        turn.steps,
        [usage.input_by_modality, usage.output, usage.thought],
        turn.status.value,
        turn.subject.kind,
        turn.subject.name,
        turn.service_tier,
        answer.heard.digest.hex(),
        _said_before(answer, sent),
    ]
    if more := _rare(answer):
        stored.append(more)
    return compact(stored)


def unpack(blob: bytes, sent: bytes) -> Answer:
    """Return the answer behind `blob`; `sent` is its input as JSON."""
    steps, usage, status, kind, name, tier, digest, said, *rare = orjson.loads(blob)
    more: Json = rare[0] if rare else {}
    by_modality, output, thought = usage
    turn = Turn(
        subject=Subject(kind, name),
        status=Status(status),
        steps=tuple(steps),
        usage=Usage(tuple((m, tokens) for m, tokens in by_modality), output, thought),
        service_tier=tier,
        errors=tuple(Failure(*error) for error in more.get("errors", ())),
        continuation=more.get("token"),
    )
    if said and said[-1] is None:
        said[-1] = remembered(orjson.loads(sent))
    calls = tuple((id, name) for id, name in more.get("calls", ()))
    heard = Conversation(
        bytes.fromhex(digest), tuple(said), more.get("asked", ""), calls, more.get("rounds", 0)
    )
    final = Status(more["final"]) if "final" in more else None
    return Answer(turn, heard, rest=more.get("rest", ""), final=final)


def _rare(answer: Answer) -> Json:
    """What most answers do not have."""
    turn, heard = answer.turn, answer.heard
    more: Json = {}
    if heard.calls or turn.status is Status.REQUIRES_ACTION:
        # A result may come next; any other turn begins with a question of its own.
        more |= {"asked": heard.asked, "calls": heard.calls, "rounds": heard.rounds}
    if turn.errors:
        more["errors"] = [[error.code, error.message] for error in turn.errors]
    if turn.continuation is not None:
        more["token"] = turn.continuation
    if answer.final is not None:
        more |= {"rest": answer.rest, "final": answer.final.value}
    return more


def _said_before(answer: Answer, sent: Any) -> tuple[str | None, ...]:
    """What the user said, without what is quickly found in the input."""
    said, is_short = answer.heard.said, isinstance(sent, str) and len(sent) <= _READ_AGAIN
    return (*said[:-1], None) if is_short else said
