"""The stored form of an interaction: what a GET and the next turn need.

What can be said again is not stored: of a plain text that begins a conversation only the question
is kept. Any other answer is compact bytes, with the input beside them, so that nobody who does not
need it has to read it again.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from fake_gemini.ids import Ids
from fake_gemini.replies.answer import Answer
from fake_gemini.replies.conversation import EMPTY, Conversation, hear, remembered
from fake_gemini.replies.plain import Asked, plain_turn
from fake_gemini.turn import Failure, Json, Status, Subject, Turn, Usage
from fake_gemini.wire.json import compact


class Packed(NamedTuple):
    """An answer, and the input as it was `sent`: a text as it is, else JSON."""

    sent: str | bytes
    answer: bytes


Kept = Asked | Packed


def sent(kept: Kept) -> Any:
    """Return the input as it was sent."""
    if isinstance(kept, Asked):
        return kept.text
    return kept.sent if isinstance(kept.sent, str) else orjson.loads(kept.sent)


def pack(sent: Any, answer: Answer, *, may_be_cancelled: bool = False) -> Packed:
    """Return the stored form of an answer to what was `sent`.

    What may be cancelled may never be heard, so that the reply before it remains the last.
    """
    turn, heard = answer.turn, answer.heard
    assert turn.usage is not None, "what is stored is over"
    stored = (
        turn.steps,
        [*turn.usage],
        turn.status,
        *turn.subject,
        turn.service_tier,
        heard.digest.hex(),
        heard.said,
        answer.is_unheard,
    )
    is_usual = answer.is_unheard and not heard.calls
    more = {} if is_usual else _rare(answer, may_be_cancelled=may_be_cancelled)
    packed = compact((*stored, more) if more else stored)
    return Packed(sent if isinstance(sent, str) else compact(sent), packed)


def unpack(ids: Ids, kept: Kept) -> Answer:
    """Return the answer behind its stored form."""
    if isinstance(kept, Asked):
        turn = plain_turn(kept, EMPTY, kept.words(ids, EMPTY))
        return Answer(turn, hear(ids, EMPTY, kept.text))
    steps, usage, status, kind, name, tier, digest, said, is_unheard, *rare = orjson.loads(
        kept.answer
    )
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
    heard = Conversation(
        digest=bytes.fromhex(digest),
        said=tuple(said),
        asked=more.get("asked") or (said[-1] if said else ""),
        calls=tuple((id, name) for id, name in more.get("calls", ())),
        rounds=more.get("rounds", 0),
        replied=more.get("replied", ""),
    )
    if is_unheard:
        heard = hear(ids, heard, sent(kept))
    final = Status(more["final"]) if "final" in more else None
    return Answer(turn, heard, rest=more.get("rest", ""), final=final)


def _rare(answer: Answer, *, may_be_cancelled: bool) -> Json:
    """What most answers do not have."""
    turn, heard = answer.turn, answer.heard
    more: Json = {}
    if heard.asked != remembered(heard.asked):
        more["asked"] = heard.asked
    if heard.calls:
        more |= {"calls": heard.calls, "rounds": heard.rounds}
    if turn.errors:
        more["errors"] = [[error.code, error.message] for error in turn.errors]
    if turn.continuation is not None:
        more["token"] = turn.continuation
    if answer.final is not None:
        more |= {"rest": answer.rest, "final": answer.final.value}
    if heard.replied and (may_be_cancelled or not _replies(answer)):
        more["replied"] = heard.replied
    return more


def _replies(answer: Answer) -> bool:
    return any(step["type"] == "model_output" for step in answer.turn.steps)
