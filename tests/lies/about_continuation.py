"""Lies about answers that come in hops."""

from __future__ import annotations

from tests.lies.book import on_create, on_events, on_interaction, remembering
from tests.lies.exchange import Event, Json, Reply, Request
from tests.lies.telling import Answered, Asked


@on_interaction
def keeps_its_tokens(interaction: Json) -> None:
    """Nobody is told how to go on."""
    interaction.pop("continuation_token", None)


@on_create
def goes_on_from_the_beginning(create: Json) -> None:
    """A hop begins at the beginning again."""
    if create.pop("continuation_token", None):
        create.pop("previous_interaction_id", None)
        create["input"] = "Count from 1 to 20."


@remembering
def hops_share_an_id() -> tuple[Asked, Answered]:
    """All hops are one interaction."""

    def answered(reply: Reply) -> None:
        if not reply.request.creates or "continuation_token" not in reply.request.json:
            return
        first = reply.request.json["previous_interaction_id"]
        if not reply.streams:
            reply.rewrite(lambda hop: hop.update(id=first))
            return
        events = reply.events
        for event in events[:-1]:
            if "interaction" in event.data:
                event.edit(lambda data: data["interaction"].update(id=first))
        reply.events = events

    return _nothing, answered


def _nothing(request: Request) -> None:
    """An honest hook."""


def _checkpoints(events: list[Event]) -> list[Event]:
    return [event for event in events[:-1] if "continuation_token" in event.data]


@on_events
def checkpoints_are_ends(events: list[Event]) -> None:
    """A checkpoint says that the hop is over."""
    for event in _checkpoints(events):
        event.edit(lambda data: {**data, "status": "requires_continuation"})


@on_events
def checkpoints_of_another(events: list[Event]) -> None:
    """A checkpoint does not belong to the interaction of its stream."""
    for event in _checkpoints(events):
        event.edit(lambda data: {**data, "interaction_id": "v1_another"})
