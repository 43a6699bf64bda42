"""Programmes: what is done to a target, as plain values in an order that nobody chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

# More than there ever are of one kind to choose from.
_MOST = 11


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do; `pick` chooses what it is done to, `stream` how the answer comes."""

    name: str
    pick: int = 0
    stream: bool = False

    def __str__(self) -> str:
        return self.name


Programme = tuple[Command, ...]


def shuffled(deck: Sequence[str]) -> st.SearchStrategy[Programme]:
    """Every command of the deck once, in any order: all are covered, and the cost is known."""
    return st.permutations(deck).flatmap(lambda names: st.tuples(*map(_command, names)))


def free(deck: Sequence[str], most: int) -> st.SearchStrategy[Programme]:
    """Any commands, at most so many; for a target that costs nothing."""
    commands = st.sampled_from(sorted(set(deck))).flatmap(_command)
    return st.lists(commands, max_size=most).map(tuple)


def _command(name: str) -> st.SearchStrategy[Command]:
    return st.builds(Command, st.just(name), st.integers(0, _MOST), st.booleans())
