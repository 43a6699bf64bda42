"""What a create is answered with: by the model, or by going on with an earlier answer.

docs/wire/interactions.md 8.2 has the rules of continuation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from fake_gemini.continuation import Token
from fake_gemini.errors import InvalidRequest, excerpt
from fake_gemini.faults.rehearsals import (
    OF_CONTINUATION,
    OF_ENDS,
    Kind,
    Rehearsal,
    without_trigger,
)
from fake_gemini.ids import Ids
from fake_gemini.replies.answer import Answer
from fake_gemini.replies.conversation import Attach, Conversation, fold, no_media
from fake_gemini.replies.last import Last, last_said
from fake_gemini.replies.model import DefaultModel
from fake_gemini.replies.shorter import budgeted, first_hop, further, spoken
from fake_gemini.replies.tokens import text_tokens
from fake_gemini.services.rehearsing import rehearsed_answer
from fake_gemini.services.stored import unpack
from fake_gemini.settings import Settings
from fake_gemini.state.interactions import Record
from fake_gemini.state.state import State
from fake_gemini.turn import Json, Turn
from fake_gemini.wire.create import Create
from fake_gemini.wire.input import contents_of


class Made(NamedTuple):
    """An answer, and the token of the place where its text begins; None where nothing continues.

    `planned` is what it would have been without a rehearsal.
    """

    answer: Answer
    begin: Token | None
    planned: Turn


class Asking(NamedTuple):
    """A create in its place, behind the conversation `before`.

    `parent` is stored already, `own` names what the create will be. Its subject `thinks` before it
    answers, and `has_trigger` is whether a trigger may stand in what is asked.
    """

    scope: str
    create: Create
    parent: Record | None
    before: Conversation
    own: bytes
    thinks: bool
    has_trigger: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers for every scope."""

    settings: Settings
    ids: Ids
    state: State
    model: DefaultModel

    def make(self, asking: Asking, rehearsal: Rehearsal | None) -> Made:
        """Return the answer to a create, or raise its refusal."""
        create = asking.create
        token = None if create.continuation_token is None else _token(create)
        answer = self._first(asking) if token is None else self._further(asking, token)
        budget = create.agent_config and create.agent_config.max_total_tokens
        if budget:
            answer = budgeted(answer, budget)
        if rehearsal is not None and rehearsal.kind in OF_ENDS:
            # Nothing goes on behind it, so it is not told in hops either.
            end = _with_words(rehearsed_answer(answer, rehearsal), create)
            return Made(end, None, _with_words(answer, create).turn)
        limit = self._limit(answer, rehearsal)
        begin = self._begin(asking, answer, token, rehearsal)
        if begin is not None and limit is not None:
            answer = first_hop(answer, limit, begin)
        answer = _with_words(answer, create)
        return Made(answer, begin, answer.turn)

    def _first(self, asking: Asking) -> Answer:
        create = asking.create
        _check_call_ids(asking.before, create.steps)
        attach = self._attach(asking)
        own = asking.own
        return self.model.answer(
            create,
            asking.before,
            _last(asking),
            attach,
            thinks=asking.thinks,
            name_call=lambda at: self.ids.call(own, at),
        )

    def _attach(self, asking: Asking) -> Attach:
        if not _has_media(asking.create.steps):
            return no_media
        # Not before it is needed: launching is quick without all that knows about files.
        from fake_gemini.services.attachments import attachments
        from fake_gemini.services.files import Files

        files = Files(self.settings, self.state)
        return attachments(asking.scope, asking.create.steps, files)

    def before(self, parent: Record, *, unheard: bool) -> Conversation:
        """The conversation after the parent's answer; of one that is `unheard`, without it."""
        answer = unpack(self.ids, parent.kept)
        said = () if unheard else answer.turn.steps
        return fold(self.ids, answer.heard, said, no_media)

    def _further(self, asking: Asking, token: Token) -> Answer:
        create, parent = asking.create, asking.parent
        if not token.own:
            earlier = self._asked_again(asking, token)
        elif parent is None or parent.own != token.own:
            raise InvalidRequest(
                "The continuation token does not belong to the interaction that"
                " 'previous_interaction_id' names."
            )
        elif create.steps:
            raise InvalidRequest(
                "The continuation of a stored interaction has no 'input': it is known."
            )
        else:
            earlier = unpack(self.ids, parent.kept)
        if earlier.turn.subject != create.subject:
            name = excerpt(earlier.turn.subject.name)
            raise InvalidRequest(f"The continuation token belongs to an answer of '{name}'.")
        answer = further(self.ids, earlier, token.position, thinks=asking.thinks)
        if answer is None:
            raise _invalid_token()
        return answer._replace(turn=answer.turn._replace(service_tier=create.service_tier))

    def _asked_again(self, asking: Asking, token: Token) -> Answer:
        """What was not stored is answered once more, and must be what it was."""
        if not asking.create.steps:
            raise InvalidRequest(
                "The continuation of an interaction that is not stored needs its 'input' again."
            )
        answer = self._first(asking)
        if not token.answers(answer.words):
            raise InvalidRequest("The continuation token belongs to another request.")
        return answer

    def _begin(
        self, asking: Asking, answer: Answer, token: Token | None, rehearsal: Rehearsal | None
    ) -> Token | None:
        """Return the token of the place where the text of an answer begins, if it may go on."""
        create = asking.create
        rehearsed = rehearsal is not None and rehearsal.kind in OF_CONTINUATION
        if not _may_continue(create) or not (rehearsed or self.settings.decode_limit):
            return None
        if create.store:
            return Token.stored(asking.own)
        return token or Token.unstored(answer.words)

    def _limit(self, answer: Answer, rehearsal: Rehearsal | None) -> int | None:
        """Return how many tokens of text one request gives; None is all of them."""
        if rehearsal is not None and rehearsal.kind in OF_CONTINUATION:
            text = spoken(answer.turn)
            if not text:
                raise InvalidRequest(
                    f"'{rehearsal.kind.value}' cannot be rehearsed: this answer has no text that"
                    " could be continued."
                )
            if rehearsal.kind is Kind.REQUIRES_CONTINUATION:
                return text_tokens(text) // 2
        return self.settings.decode_limit or None


def _may_continue(create: Create) -> bool:
    """Say whether a create is answered in hops: other answers the server continues by itself."""
    return not create.background and create.subject.kind == "model"


def _last(asking: Asking) -> Last:
    """What is to be answered: a trigger asks for nothing."""
    last = last_said(asking.create.steps)
    if not asking.has_trigger:
        return last
    return last._replace(contents=without_trigger(last.contents))


def _has_media(steps: Iterable[Json]) -> bool:
    return any(content["type"] != "text" for step in steps for content in contents_of(step))


def _with_words(answer: Answer, create: Create) -> Answer:
    """Return a transcript with what was asked for of its words."""
    transcription = create.generation.transcription
    if transcription is None or create.structure is not None:
        return answer
    # Not before it is needed: transcripts are rare.
    from fake_gemini.replies.transcript import annotated

    return answer._replace(turn=annotated(answer.turn, transcription))


def _token(create: Create) -> Token:
    token = Token.parse(create.continuation_token or "")
    if token is None:
        raise _invalid_token()
    if not _may_continue(create):
        raise InvalidRequest("Only a model in the foreground is continued by a token.")
    return token


def _invalid_token() -> InvalidRequest:
    return InvalidRequest("The continuation token is invalid.")


def _check_call_ids(before: Conversation, steps: Iterable[Json]) -> None:
    """Raise for the result of a call that nobody made (docs/wire/interactions.md 10, row 35)."""
    known = {call_id for call_id, _ in before.calls}
    for step in steps:
        if step["type"] == "function_call":
            known.add(step["id"])
        elif step["type"] == "function_result" and step["call_id"] not in known:
            raise InvalidRequest(
                f"The function_result has the call_id '{excerpt(step['call_id'])}', but no"
                " function_call before it has that id."
            )
