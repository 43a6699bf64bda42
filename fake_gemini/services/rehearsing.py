"""What a rehearsal does to a create, without HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.errors import InvalidRequest, Rehearsed
from fake_gemini.faults.rehearsals import (
    OF_CONTINUATION,
    OF_STREAMS,
    TRIGGER,
    Kind,
    Rehearsal,
    find,
    may_be_trigger,
)
from fake_gemini.ids import Ids
from fake_gemini.replies.answer import Answer
from fake_gemini.replies.last import last_said
from fake_gemini.replies.shorter import halved
from fake_gemini.settings import Settings
from fake_gemini.state.state import State
from fake_gemini.turn import AS_USUAL, Delivery, Failure, Status
from fake_gemini.wire.codes import http_status, message_of
from fake_gemini.wire.create import Create

_BLOCKED_PROMPT = (
    "Request blocked due to prohibited content guidelines. Please modify your input and retry."
)
_CUT_SHORT = {Kind.INCOMPLETE: Status.INCOMPLETE, Kind.BUDGET_EXCEEDED: Status.BUDGET_EXCEEDED}


@dataclass(frozen=True, slots=True)
class Rehearsing:
    """The rehearsals of every scope."""

    settings: Settings
    ids: Ids
    state: State

    def may_be_due(self, create: Create) -> bool:
        """Whether a trigger may stand in what is asked, somewhere: hardly anything has one."""
        if create.text is not None:
            return may_be_trigger(create.text) and self.settings.rehearsals
        return TRIGGER.encode() in create.canonical and self.settings.rehearsals

    def due(self, scope: str, create: Create) -> Rehearsal | None:
        """Return what a create rehearses this time; raise where that is a refusal.

        With `N times` the next equal create is answered as usual, and so is one that goes on with
        an answer: what was rehearsed has happened.
        """
        if create.continuation_token is not None:
            return None
        rehearsal = find(last_said(create.steps).contents)
        if rehearsal is None:
            return None
        _check_possible(rehearsal, create)
        if self._is_done(scope, create, rehearsal):
            return None
        if rehearsal.kind is Kind.ERROR:
            code = rehearsal.code
            raise Rehearsed(code, http_status(code), message_of(code), rehearsal.retry_after)
        if rehearsal.kind is Kind.BLOCKED_PROMPT:
            raise InvalidRequest(_BLOCKED_PROMPT)
        return rehearsal

    def _is_done(self, scope: str, create: Create, rehearsal: Rehearsal) -> bool:
        if rehearsal.times is None:
            return False
        request = self.ids.digest("rehearsal", create.canonical)[:16]
        return self.state.rehearsals.count(scope, request) > rehearsal.times


def rehearsed_answer(answer: Answer, rehearsal: Rehearsal) -> Answer:
    """Return what is stored of an answer that is rehearsed to end otherwise."""
    if rehearsal.kind in _CUT_SHORT:
        return halved(answer, _CUT_SHORT[rehearsal.kind])
    failure = Failure(rehearsal.code, message_of(rehearsal.code))
    usage = answer.turn.usage and answer.turn.usage._replace(output=0)
    turn = answer.turn._replace(status=Status.FAILED, steps=(), usage=usage, errors=(failure,))
    return answer._replace(turn=turn)


def rehearsed_delivery(rehearsal: Rehearsal | None) -> Delivery:
    """Return how the stream of a create is rehearsed to go."""
    if rehearsal is None:
        return AS_USUAL
    match rehearsal.kind:
        case Kind.SLOW_STREAM:
            return Delivery(pause=rehearsal.number)
        case Kind.CUT_STREAM:
            return Delivery(cut_after=int(rehearsal.number))
        case Kind.CUT_AT_CHECKPOINT:
            return Delivery(cut_at_checkpoint=True)
        case Kind.STREAM_ERROR:
            return Delivery(error=Failure(rehearsal.code, message_of(rehearsal.code)))
    return AS_USUAL


def _check_possible(rehearsal: Rehearsal, create: Create) -> None:
    kind = rehearsal.kind
    if kind in OF_STREAMS and not create.stream:
        raise InvalidRequest(f"'{kind.value}' can only be rehearsed with 'stream': true.")
    if kind in OF_CONTINUATION and (create.background or create.subject.kind == "agent"):
        raise InvalidRequest(
            f"'{kind.value}' can only be rehearsed by a model in the foreground: nothing else is"
            " continued."
        )
