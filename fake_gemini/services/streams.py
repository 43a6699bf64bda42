"""An interaction as the frames of its stream, whole or from where a client lost it.

docs/wire/interactions.md 5.4 has replay and resume, 10 row 20 which events have an id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from fake_gemini.errors import InvalidRequest
from fake_gemini.ids import Ids
from fake_gemini.services.interactions import Interaction
from fake_gemini.settings import Settings
from fake_gemini.turn import Json
from fake_gemini.wire.events import DONE, events, frame


@dataclass(frozen=True, slots=True)
class Streams:
    """Makes streams for every scope."""

    settings: Settings
    ids: Ids

    def first(self, interaction: Interaction) -> Iterator[bytes]:
        """The stream of a create: no event has an id."""
        return self._frames(interaction, with_ids=False)

    def replay(self, interaction: Interaction, after: str | None) -> Iterator[bytes]:
        """The stream of a GET, from the first event or from behind the one with the id `after`."""
        frames = self._frames(interaction, with_ids=True)
        if after is None:
            return frames
        ordinal = self._ordinal(interaction, after)
        for _ in range(ordinal + 1):
            next(frames)
        return frames

    def _frames(self, interaction: Interaction, *, with_ids: bool) -> Iterator[bytes]:
        turn, identity = interaction.turn, interaction.identity
        made = events(turn, identity, chunk_size=self.settings.chunk_size)
        if with_ids:
            made = self._numbered(made, interaction.own)
        if self.settings.lenient:
            # What the oldest pages read instead of `event_type`.
            made = ({**event, "type": event["event_type"]} for event in made)
        return chain(map(frame, made), (DONE,))

    def _numbered(self, made: Iterator[Json], own: bytes) -> Iterator[Json]:
        for ordinal, event in enumerate(made):
            yield {**event, "event_id": self.ids.event(own, ordinal)}

    def _ordinal(self, interaction: Interaction, event_id: str) -> int:
        turn, identity = interaction.turn, interaction.identity
        made = events(turn, identity, chunk_size=self.settings.chunk_size)
        for ordinal, _ in enumerate(made):
            if self.ids.event(interaction.own, ordinal) == event_id:
                return ordinal
        raise InvalidRequest("The 'last_event_id' is not an event of this interaction.")
