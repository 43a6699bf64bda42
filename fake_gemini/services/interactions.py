"""Create, get, delete and cancel (docs/wire/interactions.md 1.1), without HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

import orjson

from fake_gemini.catalog import Catalog
from fake_gemini.clock import DAY, Instant
from fake_gemini.errors import (
    FailedPrecondition,
    InvalidRequest,
    ModelNotFound,
    NotFound,
    NotImitated,
    excerpt,
)
from fake_gemini.ids import Ids, InteractionId
from fake_gemini.replies.conversation import EMPTY, Conversation, fold
from fake_gemini.replies.model import DefaultModel
from fake_gemini.services.attachments import FileLookup, attachments
from fake_gemini.services.stored import pack, unpack
from fake_gemini.settings import Settings
from fake_gemini.state.interactions import Place, Record
from fake_gemini.state.state import State
from fake_gemini.turn import Attachment, Json, Turn
from fake_gemini.wire.create import Create
from fake_gemini.wire.json import compact
from fake_gemini.wire.replies import Identity
from fake_gemini.wire.steps import as_steps
from fake_gemini.wire.timestamps import seconds


@dataclass(frozen=True, slots=True)
class Interaction:
    """A turn with its identity, and what only a stored one has.

    `own` is the token behind the event ids of its stream, `previous` the id of the parent, and
    `input` what was sent, as JSON: it may be large, and is read by those who show it.
    """

    turn: Turn
    identity: Identity
    own: bytes = b""
    previous: str | None = None
    input: bytes = b""

    def sent(self) -> Any:
        """Return the input as it was sent."""
        return orjson.loads(self.input)

    def said(self) -> tuple[Json, ...]:
        """Return the input as steps."""
        return as_steps(self.sent())


@dataclass(frozen=True, slots=True)
class Interactions:
    """The operations on interactions, for every scope."""

    settings: Settings
    ids: Ids
    state: State
    catalog: Catalog
    files: FileLookup

    def create(self, scope: str, create: Create) -> Interaction:
        """Answer, and unless `store` is false remember, before anything is sent."""
        self._check_subject(create)
        with self.state.lock:
            parent = self._parent(scope, create.previous_interaction_id)
            attach = attachments(scope, create.steps, self.files)
            before = self._before(parent)
            thinks = self.catalog.thinks(create.subject)
            answer = DefaultModel(self.ids).answer(create, before, attach, thinks=thinks)
            now = self.state.clocks.now(scope)
            if not create.store:
                return Interaction(answer.turn, _identity("", now))
            place = Place(scope, parent, create.canonical)
            sent, blob = compact(create.input), pack(answer, create.input)
            record = self.state.interactions.insert(place, now, sent, blob)
            return _interaction(record, answer.turn)

    def get(self, scope: str, name: str) -> Interaction:
        with self.state.lock:
            record = self._record(scope, name)
        return _interaction(record, unpack(record.blob, record.sent).turn)

    def delete(self, scope: str, name: str) -> None:
        with self.state.lock:
            self.state.interactions.delete(scope, self._record(scope, name).own)

    def refuse_cancel(self, scope: str, name: str) -> NoReturn:
        """Refuse: what runs in the foreground is over when its id is known (10, row 14)."""
        interaction = self.get(scope, name)
        raise FailedPrecondition(
            f"The interaction is {interaction.turn.status.value}; only a background interaction"
            " that is in_progress can be cancelled."
        )

    def _check_subject(self, create: Create) -> None:
        name = create.subject.name
        if create.subject.kind == "agent":
            agent = self.catalog.agent(name)
            if agent is None:
                raise NotFound(f"Agent '{excerpt(name)}' not found.")
            if agent.background:
                raise NotImitated(f"the agent {name}")
            return
        model = self.catalog.model(name)
        if model is None:
            raise ModelNotFound(f"Model '{excerpt(name)}' not found.")
        level = create.generation.thinking_level
        if level in model.refused_thinking_levels:
            raise InvalidRequest(
                f"Thinking level THINKING_LEVEL_{level.upper()} is not supported for this model."
                " Please retry with other thinking level."
            )

    def _parent(self, scope: str, name: str | None) -> Record | None:
        return None if name is None else self._record(scope, name)

    def _record(self, scope: str, name: str) -> Record:
        parsed = InteractionId.parse(name)
        record = parsed and self.state.interactions.get(scope, parsed.own)
        if not parsed or not record or record.root != parsed.root:
            raise NotFound()
        if self._expired(record, self.state.clocks.now(scope)):
            raise NotFound()
        return record

    def _expired(self, record: Record, now: Instant) -> bool:
        return now - record.created >= self.settings.retention_days * DAY

    def _before(self, parent: Record | None) -> Conversation:
        """The conversation after the parent's answer."""
        if parent is None:
            return EMPTY
        answer = unpack(parent.blob, parent.sent)
        return fold(self.ids, answer.heard, answer.turn.steps, _no_media)


def _interaction(record: Record, turn: Turn) -> Interaction:
    name = str(InteractionId(record.root, record.own))
    previous = None
    if record.parent is not None:
        previous = str(InteractionId(record.root, record.parent))
    identity = _identity(name, record.created)
    return Interaction(turn, identity, record.own, previous, record.sent)


def _identity(name: str, at: Instant) -> Identity:
    time = seconds(at)
    return Identity(id=name, created=time, updated=time)


def _no_media(content: Json) -> Attachment:
    raise AssertionError(f"the default model answers with text only, not {content['type']}")
