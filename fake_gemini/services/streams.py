"""An interaction as the frames of its stream, whole or from where a client lost it.

docs/wire/interactions.md 5.4 has replay and resume, 10 row 20 which events have an id.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from fake_gemini.clock import Instant
from fake_gemini.errors import InvalidRequest
from fake_gemini.ids import Ids
from fake_gemini.services.interaction import Interaction
from fake_gemini.settings import Settings
from fake_gemini.state.runs import Run
from fake_gemini.turn import AS_USUAL, Failure, Json, Status, Turn
from fake_gemini.wire.events import (
    DONE,
    Cutting,
    blocks,
    completed,
    events,
    failed,
    frame,
    with_checkpoint,
)
from fake_gemini.wire.timestamps import seconds

# What a stream says at its end when nobody keeps the interaction any more
# (docs/wire/interactions.md 7.3).
_GONE = Failure("not_found", "Failed to get completed interaction: Result not found.")


class CutOff(Exception):
    """The stream breaks off here on purpose."""


@dataclass(frozen=True, slots=True)
class Streams:
    """Makes streams for every scope; `lock` is that of the state."""

    settings: Settings
    ids: Ids
    lock: threading.RLock

    def first(
        self, interaction: Interaction, *, at_once: bool, legacy: bool = False
    ) -> Iterator[bytes]:
        """The stream of a create: only the events of a background run have ids.

        What is sent `at_once` may come as several frames in one piece. With `legacy` it is of the
        retired schema.
        """
        if at_once and self._is_plain(interaction) and not legacy:
            return chain(blocks(interaction.turn, interaction.identity, self._cutting()), (DONE,))
        made = self._events(interaction, legacy=legacy)
        if interaction.begin is not None:
            made = with_checkpoint(made, interaction.identity, interaction.begin)
        disturbed = _disturbed(made, interaction)
        with_ids = interaction.run is not None
        return self._frames(interaction, disturbed, with_ids=with_ids, legacy=legacy)

    def replay(
        self, interaction: Interaction, after: str | None, *, legacy: bool = False
    ) -> Iterator[bytes]:
        """The stream of a GET, from the first event or from behind the one with the id `after`."""
        made = self._events(interaction, legacy=legacy)
        if after is None:
            return self._frames(interaction, made, with_ids=True, legacy=legacy)
        ordinal = self.ids.ordinal(interaction.own, after)
        listed = list(made)
        if ordinal is None:
            raise InvalidRequest("The 'last_event_id' is not an event of this interaction.")
        if ordinal >= len(listed):
            # Of a stream that told more, before it failed.
            ordinal = len(listed) - 2
        skipped = ordinal + 1
        return self._frames(interaction, listed, with_ids=True, legacy=legacy, skipped=skipped)

    def _events(self, interaction: Interaction, *, legacy: bool) -> Iterator[Json]:
        # A call came whole then.
        cutting = self._cutting()._replace(arguments=0) if legacy else self._cutting()
        return events(interaction.turn, interaction.identity, cutting)

    def _cutting(self) -> Cutting:
        return Cutting(self.settings.chunk_size, self.settings.arguments_size)

    def _is_plain(self, interaction: Interaction) -> bool:
        """Whether the events are sent as they are told, so that nobody has to look at them."""
        is_as_usual = interaction.run is None and interaction.delivery == AS_USUAL
        return is_as_usual and interaction.begin is None and not self.settings.lenient

    def _frames(
        self,
        interaction: Interaction,
        made: Iterable[Json],
        *,
        with_ids: bool,
        legacy: bool,
        skipped: int = 0,
    ) -> Iterator[bytes]:
        made = islice(made, skipped, None)
        if with_ids:
            made = self._numbered(made, interaction.own, skipped)
        if interaction.run is not None:
            made = self._to_its_end(made, interaction, interaction.run)
        if legacy:
            # Not before it is needed: hardly anybody speaks it.
            from fake_gemini.wire.legacy import legacy_event

            made = (legacy_event(event, interaction.turn.steps) for event in made)
        if self.settings.lenient:
            # What the oldest pages read instead of `event_type`.
            made = ({**event, "type": event["event_type"]} for event in made)
        yield from map(frame, made)
        yield DONE

    def _numbered(self, made: Iterable[Json], own: bytes, first: int) -> Iterator[Json]:
        for ordinal, event in enumerate(made, first):
            yield {**event, "event_id": self.ids.event(own, ordinal)}

    def _to_its_end(
        self, told: Iterable[Json], interaction: Interaction, run: Run
    ) -> Iterator[Json]:
        """Yield the events of a run, which is over with the last; a cancel comes before it."""
        made = iter(told)
        for event in made:
            with self.lock:
                cancelled = run.cancelled
                run.streamed |= cancelled is None and _is_end(event)
            if cancelled is not None and not _is_opening(event):
                usual = deque(chain((event,), made), maxlen=1).pop()
                yield _instead(usual, _cancelled(interaction, cancelled))
                return
            yield _instead(event, failed(_GONE)) if run.gone and _is_end(event) else event


def _instead(usual: Json, event: Json) -> Json:
    """Return another last event; the end has one number, whichever end it is."""
    return {**event, "event_id": usual["event_id"]}


def _cancelled(interaction: Interaction, at: Instant) -> Json:
    turn = Turn(interaction.turn.subject, Status.CANCELLED, (), None, None)
    return completed(turn, interaction.identity._replace(updated=seconds(at)))


def _is_end(event: Json) -> bool:
    return event["event_type"] in ("interaction.completed", "error")


def _is_opening(event: Json) -> bool:
    return event["event_type"] in ("interaction.created", "interaction.status_update")


def _disturbed(made: Iterable[Json], interaction: Interaction) -> Iterable[Json]:
    """Return the events as they are delivered."""
    delivery = interaction.delivery
    if delivery.error is not None:
        listed = list(made)
        return (*listed[: len(listed) // 2], failed(delivery.error))
    if delivery.cut_at_checkpoint:
        return _cut_at_checkpoint(made)
    if delivery.cut_after is not None:
        return _cut_after(made, delivery.cut_after)
    return made


def _cut_at_checkpoint(made: Iterable[Json]) -> Iterator[Json]:
    for event in made:
        yield event
        if "continuation_token" in event:
            raise CutOff


def _cut_after(made: Iterable[Json], most: int) -> Iterator[Json]:
    told = list(islice(made, most))
    yield from told
    if len(told) == most:
        raise CutOff
