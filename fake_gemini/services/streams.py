"""An interaction as the frames of its stream, whole or from where a client lost it.

docs/wire/interactions.md 5.4 has replay and resume, 10 row 20 which events have an id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from fake_gemini.errors import InvalidRequest
from fake_gemini.ids import Ids
from fake_gemini.services.interaction import Interaction
from fake_gemini.settings import Settings
from fake_gemini.state.runs import Run
from fake_gemini.turn import AS_USUAL, Json, Status, Turn
from fake_gemini.wire.events import (
    DONE,
    Cutting,
    completed,
    events,
    failed,
    frame,
    frames,
    with_checkpoint,
)
from fake_gemini.wire.timestamps import seconds


class CutOff(Exception):
    """The stream breaks off here on purpose."""


@dataclass(frozen=True, slots=True)
class Streams:
    """Makes streams for every scope."""

    settings: Settings
    ids: Ids

    def first(self, interaction: Interaction) -> Iterator[bytes]:
        """The stream of a create: only the events of a background run have ids."""
        if self._is_plain(interaction):
            return chain(frames(interaction.turn, interaction.identity, self._cutting()), (DONE,))
        made = self._events(interaction)
        if interaction.begin is not None:
            made = with_checkpoint(made, interaction.identity, interaction.begin)
        return self._frames(
            interaction, _disturbed(made, interaction), with_ids=interaction.run is not None
        )

    def replay(self, interaction: Interaction, after: str | None) -> Iterator[bytes]:
        """The stream of a GET, from the first event or from behind the one with the id `after`."""
        made = self._events(interaction)
        if after is None:
            return self._frames(interaction, made, with_ids=True)
        ordinal = self.ids.ordinal(interaction.own, after)
        listed = list(made)
        if ordinal is None or ordinal >= len(listed):
            raise InvalidRequest("The 'last_event_id' is not an event of this interaction.")
        return self._frames(interaction, listed, with_ids=True, skipped=ordinal + 1)

    def _events(self, interaction: Interaction) -> Iterator[Json]:
        return events(interaction.turn, interaction.identity, self._cutting())

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
        skipped: int = 0,
    ) -> Iterator[bytes]:
        made = islice(made, skipped, None)
        if interaction.run is not None:
            made = _to_its_end(made, interaction, interaction.run)
        if with_ids:
            made = self._numbered(made, interaction.own, skipped)
        if self.settings.lenient:
            # What the oldest pages read instead of `event_type`.
            made = ({**event, "type": event["event_type"]} for event in made)
        yield from map(frame, made)
        yield DONE

    def _numbered(self, made: Iterable[Json], own: bytes, first: int) -> Iterator[Json]:
        for ordinal, event in enumerate(made, first):
            yield {**event, "event_id": self.ids.event(own, ordinal)}


def _to_its_end(made: Iterable[Json], interaction: Interaction, run: Run) -> Iterator[Json]:
    """Yield the events of a run, which is over with the last of them; a cancel comes before it."""
    for event in made:
        if run.cancelled is not None and not _is_opening(event):
            turn = Turn(interaction.turn.subject, Status.CANCELLED, (), None, None)
            identity = interaction.identity._replace(updated=seconds(run.cancelled))
            yield completed(turn, identity)
            return
        if event["event_type"] == "interaction.completed":
            run.streamed = True
        yield event


def _is_opening(event: Json) -> bool:
    return event["event_type"] in ("interaction.created", "interaction.status_update")


def _disturbed(made: Iterable[Json], interaction: Interaction) -> Iterable[Json]:
    """Return the events as they are delivered."""
    delivery = interaction.delivery
    if delivery.error is not None:
        listed = list(made)
        return (*listed[: len(listed) // 2], failed(delivery.error))
    if delivery.cut_at_checkpoint:
        return _cut_behind(made, lambda _, event: "continuation_token" in event)
    if (most := delivery.cut_after) is not None:
        return _cut_behind(made, lambda number, _: number >= most)
    return made


def _cut_behind(made: Iterable[Json], is_last: Callable[[int, Json], bool]) -> Iterator[Json]:
    for number, event in enumerate(made, 1):
        yield event
        if is_last(number, event):
            raise CutOff
