"""Programmes: what they hold, and how they are played."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.machines.playing import Move, Player
from contracts.machines.programmes import Command, Programme, free, shuffled

DECK = ("put", "put", "take", "look")


class Box:
    """A machine: what is in it, and what was done to it."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.done: list[str] = []


def put(box: Box, nothing: None, command: Command) -> None:
    box.inside.append(f"thing {len(box.done)}")
    box.done.append("put")


def take(box: Box, thing: str, command: Command) -> None:
    box.inside.remove(thing)
    box.done.append(f"take {thing}")


def look(box: Box, thing: str, command: Command) -> None:
    raise AssertionError(f"{thing} is broken")


def inside(box: Box) -> Sequence[str]:
    return box.inside


MOVES = {"put": Move(lambda box: [None], put), "take": Move(inside, take)}


def player(box: Box, programme: Programme) -> Player[Box]:
    return Player(box, {**MOVES, "look": Move(inside, look)}, programme)


@given(shuffled(DECK))
def test_shuffled_programme_has_each_command_of_the_deck(programme: Programme) -> None:
    assert sorted(command.name for command in programme) == sorted(DECK)


@given(st.integers(0, 6).flatmap(lambda most: st.tuples(st.just(most), free(DECK, most))))
def test_free_programme_has_any_commands_and_no_more(made: tuple[int, Programme]) -> None:
    most, programme = made

    assert len(programme) <= most
    assert {command.name for command in programme} <= set(DECK)


def test_command_waits_until_it_can_be_done() -> None:
    box = Box()
    played = player(box, (Command("take"), Command("put")))

    played.play()

    assert box.done == ["put", "take thing 0"]
    assert not played.left


def test_command_that_never_can_be_done_is_left() -> None:
    played = player(Box(), (Command("take"),))

    played.play()

    assert played.left == [Command("take")]


@pytest.mark.parametrize(("pick", "taken"), [(0, "thing 0"), (1, "thing 1"), (2, "thing 0")])
def test_pick_chooses_among_what_there_is(pick: int, taken: str) -> None:
    box = Box()

    player(box, (Command("put"), Command("put"), Command("take", pick))).play()

    assert box.done[-1] == f"take {taken}"


def test_failure_says_what_came_before() -> None:
    played = player(Box(), (Command("put"), Command("put"), Command("look", 1)))

    with pytest.raises(AssertionError, match=r"^thing 1 is broken\n\(of put, put, look\)$"):
        played.play()
