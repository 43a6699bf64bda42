"""All lies that are hunted: those with a name, and every mutation of what was observed."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from time import process_time

from contracts.clauses import Clause
from tests.lies.book import all_lies
from tests.lies.mutations.hunting import Quarry, plain
from tests.lies.mutations.mutation import Mutation
from tests.lies.mutations.observing import mutations, observed

_SEED = b"2026-11"


def named(clauses: Iterable[Clause]) -> list[Quarry]:
    """Return the lies of the book, each for the checks that name it."""
    told: dict[str, list[str]] = {name: [] for name in all_lies()}
    for clause in clauses:
        for name in clause.lies:
            told[name].append(clause.id)
    return [Quarry(name, name, tuple(ids)) for name, ids in told.items()]


def mutated(clauses: Iterable[Clause]) -> list[Quarry]:
    """Return every mutation of what plain checks exchange with an honest fake.

    In an order that a fixed seed gives, so that the first of them are a fair sample.
    """
    cost: dict[str, float] = {}
    seen_by: dict[Mutation, list[str]] = {}
    for clause in plain(clauses):
        started = process_time()
        found = {each for reply in observed(clause) for each in mutations(reply)}
        cost[clause.id] = process_time() - started
        for mutation in found:
            seen_by.setdefault(mutation, []).append(clause.id)
    return [
        Quarry(str(each), each.kind, tuple(sorted(seen_by[each], key=cost.__getitem__)), each)
        for each in sorted(seen_by, key=_drawn)
    ]


def _drawn(mutation: Mutation) -> bytes:
    return blake2b(str(mutation).encode(), key=_SEED, digest_size=8).digest()
