"""Create, get, delete and cancel (docs/wire/interactions.md 1.1), without HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.catalog import Catalog
from fake_gemini.clock import DAY, Instant
from fake_gemini.errors import InvalidRequest, NotFound
from fake_gemini.ids import Ids, InteractionId, spelled_id
from fake_gemini.replies.answer import Answer
from fake_gemini.replies.conversation import EMPTY, Conversation
from fake_gemini.replies.plain import Asked, plain_turn
from fake_gemini.services.answering import Answers, Asking
from fake_gemini.services.interaction import Interaction
from fake_gemini.services.rehearsing import Rehearsing, rehearsed_delivery
from fake_gemini.services.runs import Phase, Runs
from fake_gemini.services.stored import Kept, pack, unpack
from fake_gemini.services.subjects import check_subject
from fake_gemini.settings import Settings
from fake_gemini.state.interactions import Name, Record
from fake_gemini.state.state import State
from fake_gemini.turn import Status, Turn
from fake_gemini.wire.create import Create
from fake_gemini.wire.replies import Identity
from fake_gemini.wire.timestamps import seconds

_STATUS = {Phase.RUNNING: Status.IN_PROGRESS, Phase.CANCELLED: Status.CANCELLED}


@dataclass(frozen=True, slots=True)
class Interactions:
    """The operations on interactions, for every scope."""

    settings: Settings
    ids: Ids
    state: State
    catalog: Catalog
    answers: Answers
    rehearsing: Rehearsing
    runs: Runs

    def create(self, scope: str, create: Create) -> Interaction:
        """Answer, and unless `store` is false remember, before anything is sent."""
        thinks = check_subject(self.catalog, create)
        has_trigger = self.rehearsing.may_be_due(create)
        with self.state.lock:
            rehearsal = self.rehearsing.due(scope, create) if has_trigger else None
            previous = create.previous_interaction_id
            parent = None if previous is None else self._parent(scope, previous)
            before = EMPTY if parent is None else self._before(scope, parent)
            asked = _asked(create, thinks=thinks)
            words = asked.words(self.ids, before) if asked else b""
            # A plain create is named by its words, so that its texts are hashed once.
            spelled = words + create.around if asked else create.canonical
            name = self.state.interactions.name(scope, parent, spelled, stored=create.store)
            if asked and not has_trigger and not self.settings.decode_limit:
                return self._plain(create, name, before, asked, words)
            asking = Asking(scope, create, parent, before, name.own, thinks, has_trigger)
            made = self.answers.make(asking, rehearsal)
            interaction = self._made(create, name, made.answer)
        if rehearsal is None and made.begin is None:
            return interaction
        delivery = rehearsed_delivery(rehearsal)
        # A stream that fails half way tells what it was about to say.
        turn = made.planned if delivery.error else interaction.turn
        return interaction._replace(turn=turn, delivery=delivery, begin=made.begin)

    def _before(self, scope: str, parent: Record) -> Conversation:
        unheard = self.runs.phase(scope, parent) is Phase.CANCELLED
        return self.answers.before(parent, unheard=unheard)

    def _plain(
        self, create: Create, name: Name, before: Conversation, asked: Asked, words: bytes
    ) -> Interaction:
        turn = plain_turn(asked, before, words)
        if not create.store:
            return self._passing(name.scope, turn)
        # What begins a conversation can be said again.
        is_first = name.parent is None
        kept = asked if is_first else pack(asked.text, Answer(turn, before, is_unheard=True))
        return self._stored(create, name, turn, kept)

    def _made(self, create: Create, name: Name, answer: Answer) -> Interaction:
        if not create.store:
            return self._passing(name.scope, answer.turn)
        kept = pack(create.sent.get("input"), answer, may_be_cancelled=create.background)
        return self._stored(create, name, answer.turn, kept)

    def _passing(self, scope: str, turn: Turn) -> Interaction:
        """What is not stored has no name."""
        now = seconds(self.state.clocks.now(scope))
        return Interaction(turn, Identity("", now, now))

    def _stored(self, create: Create, name: Name, turn: Turn, kept: Kept) -> Interaction:
        now = self.state.clocks.now(name.scope)
        record = self.state.interactions.insert(name, now, kept)
        if not create.background:
            return self._interaction(record, turn, now)
        self.state.runs.begin(name.scope, record.own)
        if create.stream:
            return self._told(name.scope, record, turn)
        return self._interaction(record, _without_answer(turn, Status.IN_PROGRESS), now)

    def get(self, scope: str, name: str) -> Interaction:
        """Return an interaction as it stands; enough of these looks at it end a run."""
        with self.state.lock:
            record = self._record(scope, name)
            shown = self._shown(scope, record, unpack(self.ids, record.kept).turn)
            self.runs.poll(scope, record)
            return shown

    def attach(self, scope: str, name: str) -> Interaction:
        """Return an interaction to be streamed: a run goes on to its end."""
        with self.state.lock:
            record = self._record(scope, name)
            return self._told(scope, record, unpack(self.ids, record.kept).turn)

    def delete(self, scope: str, name: str) -> None:
        with self.state.lock:
            own = self._record(scope, name).own
            self.state.interactions.delete(scope, own)
            self.state.runs.delete(scope, own)

    def cancel(self, scope: str, name: str) -> Interaction:
        """Cancel a run in progress; refuse where there is none (10, rows 14 and 15)."""
        with self.state.lock:
            record = self._record(scope, name)
            turn = unpack(self.ids, record.kept).turn
            status = self._shown(scope, record, turn).turn.status
            self.runs.cancel(scope, record, status.value)
            return self._shown(scope, record, turn)

    def _shown(self, scope: str, record: Record, turn: Turn) -> Interaction:
        """The interaction as JSON shows it now: a run that is not over has nothing to show."""
        phase = self.runs.phase(scope, record)
        if phase is not Phase.OVER:
            turn = _without_answer(turn, _STATUS[phase])
        return self._interaction(record, turn, self.runs.updated(scope, record))

    def _told(self, scope: str, record: Record, turn: Turn) -> Interaction:
        """The interaction as a stream tells it, to its end."""
        run = self.state.runs.get(scope, record.own)
        if run is None:
            return self._interaction(record, turn, record.created)
        updated = self.runs.ends(record) if run.cancelled is None else run.cancelled
        return self._interaction(record, turn, updated)._replace(run=run)

    def _interaction(self, record: Record, turn: Turn, updated: Instant) -> Interaction:
        root, own, parent, at, kept = record
        previous = None if parent is None else spelled_id(root, parent)
        created = seconds(at)
        last = created if updated == at else seconds(updated)
        return Interaction(
            turn, Identity(spelled_id(root, own), created, last), own, previous, kept
        )

    def _parent(self, scope: str, name: str) -> Record:
        record = self._record(scope, name)
        if self.runs.phase(scope, record) is Phase.RUNNING:
            raise InvalidRequest("The previous interaction is still in progress.")
        return record

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


def _asked(create: Create, *, thinks: bool) -> Asked | None:
    """Return what a plain create asks."""
    if not create.is_plain:
        return None
    return Asked(create.subject, create.text or "", create.system_instruction or "", thinks)


def _without_answer(turn: Turn, status: Status) -> Turn:
    """Return what is to be seen of a turn that is not over, or was ended before."""
    return Turn(turn.subject, status, (), None, None)
