"""Nothing false is caught: the whole suite on an honest fake, in any order."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from contracts.clauses import Clause, all_clauses
from tests.contracts.asking import KEPT_APART, honest, session_with_fake


@dataclass(frozen=True, slots=True)
class Run:
    """One run over all clauses in the order of a seed; `failed` says what went wrong where."""

    seed: int
    passed: int
    failed: tuple[str, ...]


def run_in_order_of(seed: int) -> Run:
    """Put every clause to one fake, each to the same; only what needs another kind has its own."""
    return run(shuffled(all_clauses(), seed), seed)


def run(clauses: Iterable[Clause], seed: int) -> Run:
    failed: list[str] = []
    passed = 0
    with session_with_fake() as shared:
        for clause in clauses:
            try:
                if clause.id.startswith(KEPT_APART):
                    with session_with_fake(app=honest(clause)) as own:
                        clause.run(own.api())
                else:
                    clause.run(shared.api())
            # Whatever it is: an honest fake has to be believed.
            except Exception as error:
                failed.append(f"{clause.id}: {type(error).__name__}: {error}")
            else:
                passed += 1
    return Run(seed, passed, tuple(failed))


def shuffled(clauses: Iterable[Clause], seed: int) -> list[Clause]:
    made = list(clauses)
    random.Random(seed).shuffle(made)
    return made
