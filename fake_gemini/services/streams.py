"""An interaction as the frames of its stream, whole or from where a client lost it.

docs/wire/interactions.md 5.4 has replay and resume, 10 row 20 which events have an id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from fake_gemini.errors import InvalidRequest
from fake_gemini.ids import Ids
from fake_gemini.services.interactions import Interaction
from fake_gemini.settings import Settings
from fake_gemini.turn import Json
from fake_gemini.wire.events import DONE, events, frame, frames


@dataclass(frozen=True, slots=True)
class Streams:
    """Makes streams for every scope."""

    settings: Settings
    ids: Ids

    def first(self, interaction: Interaction) -> Iterator[bytes]:
        """The stream of a create: no event has an id."""
        if self.settings.lenient:
            return self._frames(interaction, with_ids=False)
        size = self.settings.chunk_size
        return chain(frames(interaction.turn, interaction.identity, chunk_size=size), (DONE,))

    def replay(self, interaction: Interaction, after: str | None) -> Iterator[bytes]:
        """The stream of a GET, from the first event or from behind the one with the id `after`."""
        if after is None:
            return self._frames(interaction, with_ids=True)
        ordinal = self.ids.ordinal(interaction.own, after)
        turn, identity = interaction.turn, interaction.identity
        count = sum(1 for _ in events(turn, identity, chunk_size=self.settings.chunk_size))
        if ordinal is None or ordinal >= count:
            raise InvalidRequest("The 'last_event_id' is not an event of this interaction.")
        return self._frames(interaction, with_ids=True, skipped=ordinal + 1)

    def _frames(
        self, interaction: Interaction, *, with_ids: bool, skipped: int = 0
    ) -> Iterator[bytes]:
        turn, identity = interaction.turn, interaction.identity
        made = events(turn, identity, chunk_size=self.settings.chunk_size)
        if with_ids:
            made = self._numbered(made, interaction.own, skipped)
        if self.settings.lenient:
            # What the oldest pages read instead of `event_type`.
            made = ({**event, "type": event["event_type"]} for event in made)
        return chain(map(frame, made), (DONE,))

    def _numbered(self, made: Iterator[Json], own: bytes, skipped: int) -> Iterator[Json]:
        for ordinal, event in enumerate(islice(made, skipped, None), skipped):
            yield {**event, "event_id": self.ids.event(own, ordinal)}
