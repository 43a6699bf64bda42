"""Plays programmes: each command when there is something that it can be done to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .programmes import Command, Programme

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Move(Generic[M]):
    """A kind of command: what in a machine it can be done `to`, and how."""

    to: Callable[[M], Sequence[Any]]
    do: Callable[[M, Any, Command], None]


Moves = Mapping[str, Move[M]]


class Player(Generic[M]):
    """One programme on one machine; `left` are the commands that had nothing to be done to yet."""

    def __init__(self, machine: M, moves: Moves[M], programme: Programme) -> None:
        self._machine = machine
        self._moves = moves
        self._done: list[Command] = []
        self.left = list(programme)

    def play(self) -> None:
        """Do all that can be done; AssertionError names what came before."""
        while self.step() is not None:
            pass

    def next(self) -> Command | None:
        """Return the first command that can be done, None when there is none."""
        return next((each for each in self.left if self._subjects(each)), None)

    def step(self) -> Command | None:
        """Do the next command, and return it."""
        command = self.next()
        if command is None:
            return None
        subjects = self._subjects(command)
        self.left.remove(command)
        self._done.append(command)
        self._do(command, subjects[command.pick % len(subjects)])
        return command

    def _subjects(self, command: Command) -> Sequence[Any]:
        return self._moves[command.name].to(self._machine)

    def _do(self, command: Command, subject: Any) -> None:
        try:
            self._moves[command.name].do(self._machine, subject, command)
        except AssertionError as error:
            done = ", ".join(map(str, self._done))
            raise AssertionError(f"{error}\n(of {done})") from error
