"""Generated programmes as steps of a recording, so that two targets can be compared by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from string import ascii_lowercase
from typing import Any

from ..api import Api
from ..evidence.asking import Asker
from ..evidence.programme import Step
from ..schema.findings import Finding
from . import conversations, uploads
from .playing import Player
from .programmes import Programme, shuffled
from .rehearsing import rehearse

Play = Callable[[Api, Programme], Player[Any]]

# The most that one programme costs.
_TALKING, _TALKING_TOKENS = 40, 34_000
_UPLOADING = 20


def generated() -> tuple[Step, ...]:
    """Return the programmes of the two machines, the same ones that their clauses play."""
    talking = _programmes(conversations.DECK, conversations.EXAMPLES)
    uploading = _programmes(uploads.DECK, uploads.EXAMPLES)
    return (
        *_steps("conversation", talking, conversations.player, _TALKING, _TALKING_TOKENS),
        *_steps("upload", uploading, uploads.player, _UPLOADING, 0),
    )


class HeldToNothing:
    """A validator for answers that are only compared."""

    def check_answer(
        self, method: str, path: str, status: int, content_type: str | None, body: bytes
    ) -> Sequence[Finding]:
        return ()

    def check_request(self, method: str, path: str, body: Any = None) -> Sequence[Finding]:
        return ()


def _programmes(deck: tuple[str, ...], examples: int) -> list[Programme]:
    made: list[Programme] = []
    rehearse(shuffled(deck), made.append, examples=examples)
    return made


def _steps(
    name: str, programmes: Sequence[Programme], play: Play, requests: int, tokens: int
) -> Iterator[Step]:
    for letter, programme in zip(ascii_lowercase, programmes, strict=False):
        yield Step(f"{name}-{letter}", requests, tokens, _asking(play, programme))


def _asking(play: Play, programme: Programme) -> Callable[[Asker], None]:
    def ask(asker: Asker) -> None:
        asker.api.validator = HeldToNothing()
        player = play(asker.api, programme)
        for number in range(1, len(programme) + 1):
            command = player.next()
            if command is None:
                return
            try:
                player.step()
            finally:
                _keep(asker, f"{number:02}-{command.name}")

    return ask


def _keep(asker: Asker, name: str) -> None:
    """Keep the exchanges of one command under its name, numbered from the second on."""
    new = asker.api.exchanges[len(asker.kept) :]
    for number, exchange in enumerate(new, 1):
        asker.kept.append((f"{name}-{number}" if number > 1 else name, exchange))
