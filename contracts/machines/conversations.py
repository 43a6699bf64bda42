"""The machine of conversations: turns, branches, runs and functions in any order."""

from __future__ import annotations

from ..api import Api
from . import rounds, runs, talking
from .playing import Move, Player
from .programmes import Programme, shuffled
from .rehearsing import rehearse
from .turns import Talk

MOVES: dict[str, Move[Talk]] = {**talking.MOVES, **runs.MOVES, **rounds.MOVES}
# What a programme does; in this order where nothing is shuffled.
DECK = (
    "begin", "go-on", "branch", "ask", "read", "replay", "say-unstored", "ask", "send-back",
    "call", "answer", "start", "hurry", "finish", "resume", "start", "cancel", "read-cancelled",
    "delete", "read-orphan", "miss", "ask",
)  # fmt: skip
EXAMPLES = 2


def converse(api: Api) -> None:
    """Put the programmes to a target; AssertionError when an answer is not as the model says."""
    rehearse(shuffled(DECK), lambda programme: perform(api, programme), examples=EXAMPLES)


def perform(api: Api, programme: Programme) -> None:
    """Put one programme to a target, from nothing."""
    player(api, programme).play()


def player(api: Api, programme: Programme) -> Player[Talk]:
    """One programme, to be done step by step."""
    return Player(Talk(api), MOVES, programme)
