"""Which check catches a lie: asked in the order that finds one soonest, until the first catch."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from contracts.clauses import Clause
from tests.contracts.asking import honest, session_with_fake
from tests.lies.book import all_lies
from tests.lies.mutations.mutation import Mutation
from tests.lies.telling import Liar, Lie

GENERATED = "machines."
# Seconds that one check may take: a lie can make it ask for ever.
PATIENCE = 60


class TooLong(BaseException):
    """A check has not come to its end. No check may take it for a failure."""


@dataclass(frozen=True, slots=True)
class Quarry:
    """A lie and the ids of the checks that can see it, cheapest first.

    It is a mutation, or the lie of the book that `id` names. `kind` is what it is like.
    """

    id: str
    kind: str
    seen_by: tuple[str, ...]
    mutation: Mutation | None = None

    @property
    def lie(self) -> Lie:
        return self.mutation.lie() if self.mutation else all_lies()[self.id]


@dataclass(frozen=True, slots=True)
class Hunted:
    """What became of a lie: the id of the check that caught it, or None."""

    id: str
    caught_by: str | None


class Hunter:
    """Puts checks to broken fakes, and remembers which of them caught a kind of lie last."""

    def __init__(self, clauses: Iterable[Clause], remembered: Mapping[str, str]) -> None:
        self._clauses = {clause.id: clause for clause in clauses}
        self._last = dict(remembered)

    def hunt(self, quarry: Quarry) -> Hunted:
        """Ask one check after the other; the generated ones only when all others have missed."""
        for id in self._in_order(quarry):
            if catches(self._clauses[id], quarry.lie):
                self._last[quarry.kind] = id
                return Hunted(quarry.id, id)
        return Hunted(quarry.id, None)

    def hunt_all(self, quarries: Iterable[Quarry]) -> list[Hunted]:
        return [self.hunt(quarry) for quarry in quarries]

    def _in_order(self, quarry: Quarry) -> Iterator[str]:
        first = self._last.get(quarry.kind)
        if first in quarry.seen_by:
            yield first
        yield from (id for id in quarry.seen_by if id != first)
        yield from (id for id in self._clauses if id.startswith(GENERATED))


def catches(clause: Clause, lie: Lie, seconds: float = PATIENCE) -> bool:
    """Whether a check fails on a lie: by an assertion, and not by anything else that goes wrong.

    The session holds every answer to the document, as it does for any target.
    """
    try:
        with limited(seconds), session_with_fake(app=Liar(honest(clause), lie)) as session:
            clause.run(session.api())
    except AssertionError:
        return True
    # Blocked, skipped, broken, too slow: whoever reads the report learns nothing of the lie.
    except (Exception, TooLong):
        return False
    return False


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TooLong` in the block when it takes longer than that. For the main thread."""

    def ring(*_: Any) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def plain(clauses: Iterable[Clause]) -> Sequence[Clause]:
    """Return the clauses that are not generated."""
    return [clause for clause in clauses if not clause.id.startswith(GENERATED)]
