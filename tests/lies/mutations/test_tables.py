"""The committed tables are of today's lies and today's checks, and keep what is promised."""

from __future__ import annotations

import pytest

from contracts.clauses import all_clauses
from tests.lies.mutations.equivalents import Equivalent, read_equivalents
from tests.lies.mutations.quarries import mutated, named
from tests.lies.mutations.tables import PAGE, Tables, page, read_tables, summed
from tests.lies.mutations.verdict import verdict

AGAIN = "make lies brings docs/contracts/lies.md up to date"


def tables(named: dict[str, str | None], mutations: dict[str, str | None]) -> Tables:
    return Tables("2026-01-01", "3.11.7", 2, 61, 50, named, mutations)


def test_page_shows_what_was_found() -> None:
    assert page(read_tables(), read_equivalents()) == PAGE.read_text(), AGAIN


def test_lies_with_a_name_are_those_of_today() -> None:
    assert read_tables().named.keys() == {quarry.id for quarry in named(all_clauses())}, AGAIN


def test_mutations_are_those_of_today() -> None:
    today = {quarry.id for quarry in mutated(all_clauses())}
    assert len(today) >= 500
    assert set(read_tables().mutations) ^ today == set(), AGAIN


def test_whoever_catches_is_a_check() -> None:
    known = {clause.id for clause in all_clauses()} | {None}
    found = read_tables()
    assert {*found.named.values(), *found.mutations.values()} <= known, AGAIN


def test_promises_are_kept() -> None:
    assert list(verdict(read_tables(), read_equivalents())) == []
    assert read_tables().honest_runs >= 50


EQUIVALENT = Equivalent("reply null: *", "I-1.1-1", "nobody sees it")
GOOD: dict[str, str | None] = {f"reply drop: {at}": "a.b" for at in range(95)}


@pytest.mark.parametrize(
    ("named", "mutations", "said"),
    [
        ({"x": None}, {}, ["not caught: x"]),
        ({}, {"reply drop: 95": None}, []),
        ({}, {f"reply drop: 9{at}": None for at in range(5, 11)},
         ["caught 94.1% of the mutations that can be seen; at least 95%"]),
        ({}, {f"reply null: {at}": None for at in range(12)},
         ["12 mutations cannot be seen; at most 10%"]),
    ],
    ids=["named", "few-missed", "many-missed", "many-equivalent"],
)  # fmt: skip
def test_verdict(
    named: dict[str, str | None], mutations: dict[str, str | None], said: list[str]
) -> None:
    found = tables(named, {**GOOD, **mutations})
    covered = any(id.startswith("reply null") for id in mutations)
    assert list(verdict(found, [EQUIVALENT] if covered else [])) == said


def test_equivalent_that_is_caught_is_stale() -> None:
    found = tables({}, {**GOOD, "reply null: x": "a.b"})
    assert list(verdict(found, [EQUIVALENT])) == [
        "stale, covers nothing that is missed: reply null: *"
    ]
    assert list(verdict(found, [EQUIVALENT], whole=False)) == []


def test_page_counts_by_kind_and_lists_what_was_missed() -> None:
    found = tables({"x": "a.b"}, {**GOOD, "reply null: 1": None, "event drop: 2": None})
    said = page(found, [EQUIVALENT])
    assert "| reply drop | 95 | 95 | 0 | 0 |" in said
    assert "| reply null | 1 | 0 | 1 | 0 |" in said
    assert "| event drop | 1 | 0 | 0 | 1 |" in said
    assert "| `reply null: *` | 1 | I-1.1-1 | nobody sees it |" in said
    assert said.endswith("## What was missed\n\n- `event drop: 2`\n")
    total = summed(found.mutations.items(), [EQUIVALENT])
    assert (total.lies, total.caught, total.equivalent, total.missed) == (97, 95, 1, 1)
