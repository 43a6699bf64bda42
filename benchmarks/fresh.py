"""The fake against aimock, both as a CI job meets them: just started, and soon stopped.

Node compiles what is asked for often, so aimock is several times as fast after thousands of
requests as it is at first. The bound is for the beginning; how it goes on is told beside it
(docs/decisions/0011-aimock-is-measured-fresh.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from benchmarks import aimock, servers
from benchmarks.compare import per_second, ratio
from benchmarks.rows import Effort, Row
from benchmarks.servers import Server

# Requests to a fresh server: more than most jobs have.
_FIRST = 5_000
# And what is measured when it has become warm, which makes it warmer.
_ROUND = 1_000

Start = Callable[[], AbstractContextManager[Server]]


@dataclass(frozen=True, slots=True)
class Contest:
    """The same requests to both; aimock is taught the `text`, and started with `options`."""

    name: str
    what: str
    bound: float
    asked: Sequence[bytes]
    text: str
    options: tuple[str, ...] = ()

    def row(self, effort: Effort) -> Row:
        """Return the ratio for fresh servers."""
        if reason := aimock.install():
            return Row(self.name, self.what, None, self.bound, at_least=True, note=reason)
        first, count = effort.of(_FIRST), effort.of(_ROUND)
        fresh = ratio(
            effort.rounds // 2,
            lambda: self._fresh(servers.fake, first),
            lambda: self._fresh(self._rival, first),
        )
        with servers.fake() as fake, self._rival() as rival:
            for server in (fake, rival):
                per_second(server, self.asked, 2 * first)
            warm = ratio(
                effort.rounds // 2,
                lambda: per_second(fake, self.asked, count),
                lambda: per_second(rival, self.asked, count),
            )
        note = (
            f"{fresh.ours:.0f} against {fresh.theirs:.0f} a second for the first {first}; behind"
            f" {2 * first} it is {warm.ours:.0f} against {warm.theirs:.0f}, {warm.value:.2f} x"
        )
        return Row(self.name, self.what, fresh.value, self.bound, at_least=True, note=note)

    def _rival(self) -> AbstractContextManager[Server]:
        return aimock.running(self.text, *self.options)

    def _fresh(self, start: Start, count: int) -> float:
        with start() as server:
            return per_second(server, self.asked, count)
