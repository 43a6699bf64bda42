"""The stored form of an answer: what a GET and the next turn need, as compact bytes.

The input is stored beside it, so that nobody who does not need it has to read it again.
"""

from __future__ import annotations

from typing import Any

import orjson

from fake_gemini.ids import Ids
from fake_gemini.replies.answer import Answer
from fake_gemini.replies.conversation import Conversation, hear, remembered
from fake_gemini.turn import Failure, Json, Status, Subject, Turn, Usage
from fake_gemini.wire.json import compact


def kept(sent: Any) -> str | bytes:
    """Return the stored form of an input: a text as it is, else JSON."""
    return sent if isinstance(sent, str) else compact(sent)


def shown(kept: str | bytes) -> Any:
    """Return the input behind its stored form."""
    return kept if isinstance(kept, str) else orjson.loads(kept)


def pack(answer: Answer, *, may_be_cancelled: bool = False) -> bytes:
    """Return the stored form of an answer.

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
    return compact((*stored, more) if more else stored)


def unpack(ids: Ids, blob: bytes, sent: str | bytes) -> Answer:
    """Return the answer behind `blob`; `sent` is the stored form of its input."""
    steps, usage, status, kind, name, tier, digest, said, is_unheard, *rare = orjson.loads(blob)
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
        heard = hear(ids, heard, shown(sent))
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
