"""Open questions: a probe asks one, and says which candidate it saw.

A probe demands nothing. Where a target leaves it nothing to conclude from, it ends with an
AssertionError that says why, and the question stays open.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from ..api import Api
from ..budget import Cost
from .seen import Seen

Probe = Callable[[Api], Seen]

DOCUMENTS = "IFE"


@dataclass(frozen=True, slots=True)
class Question:
    """The rows of docs/wire that one probe answers; `candidates` are what anybody thought of.

    `change` is what would have to be changed in the fake, `settled` the fact that has the answer
    already. `blind` is what the fake does where it cannot show it, and why it cannot. `requests`
    and `tokens` are the most that the probe costs.
    """

    rows: tuple[str, ...]
    asks: str
    candidates: tuple[str, ...]
    change: str
    requests: int
    tokens: int
    settled: str
    blind: Seen | None
    probe: Probe = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        return self.rows[0]

    @property
    def cost(self) -> Cost:
        return Cost(requests=self.requests, output=self.tokens)


def question(
    *rows: str,
    candidates: tuple[str, ...],
    change: str,
    requests: int,
    tokens: int = 0,
    settled: str = "",
    blind: Seen | None = None,
) -> Callable[[Probe], Probe]:
    """Make a probe the question of these rows; its docstring is what it asks."""

    def attach(probe: Probe) -> Probe:
        asks = " ".join((inspect.getdoc(probe) or "").split())
        if not rows or not asks.endswith("?"):
            raise ValueError(f"{probe.__name__} needs rows, and a docstring that is a question")
        cost = (requests, tokens)
        made = Question(rows, asks, candidates, change, *cost, settled, blind, probe)
        setattr(probe, "__question__", made)  # noqa: B010
        return probe

    return attach


def place(row: str) -> tuple[int, int]:
    """Where a row stands: by document, as docs/wire/README.md has them, and by number."""
    document, _, number = row.partition("-")
    return DOCUMENTS.index(document), int(number.rpartition("-")[2])


@cache
def all_questions() -> tuple[Question, ...]:
    """Return every question of `contracts.questions.probes`, in the order of their first rows."""
    from . import probes

    found: dict[str, Question] = {}
    for info in pkgutil.iter_modules(probes.__path__):
        module = importlib.import_module(f"{probes.__name__}.{info.name}")
        for member in vars(module).values():
            made = getattr(member, "__question__", None)
            if isinstance(made, Question):
                found[made.id] = made
    return tuple(sorted(found.values(), key=lambda each: place(each.id)))
