"""The machines on an honest fake, with more programmes than a target that costs money gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from contracts.api import Api
from contracts.budget import Limits
from contracts.machines import conversations, uploads
from contracts.machines.playing import Player
from contracts.machines.programmes import Command, Programme, free
from contracts.machines.rehearsing import search
from contracts.stopping import Blocked, Cause
from tests.contracts.asking import session_with, session_with_fake

Play = Callable[[Api, Programme], Player[Any]]

MACHINES: dict[str, tuple[tuple[str, ...], Play, Callable[[Api], None]]] = {
    "conversations": (conversations.DECK, conversations.player, conversations.converse),
    "uploads": (uploads.DECK, uploads.player, uploads.upload),
}
each_machine = pytest.mark.parametrize(
    ("deck", "play", "run"), MACHINES.values(), ids=MACHINES.keys()
)


@each_machine
def test_honest_fake_holds_any_programme(
    deck: tuple[str, ...], play: Play, run: Callable[[Api], None]
) -> None:
    def perform(programme: Programme) -> None:
        with session_with_fake() as session:
            play(session.api(), programme).play()

    search(free(deck, 50), perform, examples=25, start=7)


@each_machine
def test_every_command_of_the_deck_can_be_done(
    deck: tuple[str, ...], play: Play, run: Callable[[Api], None]
) -> None:
    with session_with_fake() as session:
        player = play(session.api(), tuple(map(Command, deck)))
        player.play()

    assert not player.left


@each_machine
def test_every_kind_of_command_is_in_the_deck(
    deck: tuple[str, ...], play: Play, run: Callable[[Api], None]
) -> None:
    moves = conversations.MOVES if run is conversations.converse else uploads.MOVES
    assert set(deck) == set(moves)


@each_machine
def test_nothing_is_left_at_the_target(
    deck: tuple[str, ...], play: Play, run: Callable[[Api], None]
) -> None:
    with session_with_fake() as session:
        run(session.api())

    assert not session.left and not session.ledger.left


@each_machine
def test_machine_stops_at_the_end_of_the_budget(
    deck: tuple[str, ...], play: Play, run: Callable[[Api], None]
) -> None:
    with session_with_fake(Limits(requests=12)) as session:
        with pytest.raises(Blocked) as raised:
            run(session.api())
        asked = session.budget.reserved.requests

    assert raised.value.cause is Cause.BUDGET
    assert asked <= 12


@each_machine
def test_failure_is_the_last_request(
    deck: tuple[str, ...], play: Play, run: Callable[[Api], None]
) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        return httpx.Response(404, json={})

    with session_with(answer) as session:
        with pytest.raises(AssertionError):
            run(session.api())

    assert asked == ["POST"]
