"""An honest fake is believed in any order, and what is not believed is told."""

from __future__ import annotations

from contracts.api import Api
from contracts.clauses import all_clauses
from tests.lies.mutations.hunting import plain
from tests.lies.mutations.test_hunting import fails, made
from tests.lies.mutations.truth import run, shuffled


def test_truth_is_believed_in_another_order() -> None:
    clauses = plain(shuffled(all_clauses(), 7))
    done = run(clauses, 7)

    assert done.failed == ()
    assert done.passed == len(clauses)


def test_order_is_that_of_the_seed() -> None:
    assert shuffled(all_clauses(), 1) == shuffled(all_clauses(), 1)
    assert shuffled(all_clauses(), 1) != shuffled(all_clauses(), 2)
    assert sorted(clause.id for clause in shuffled(all_clauses(), 1)) == sorted(
        clause.id for clause in all_clauses()
    )


def test_what_is_not_believed_is_told() -> None:
    def asks(api: Api) -> None:
        assert api.create().ok["status"] == "completed"

    done = run([made("a.one", asks), made("a.two", fails(ValueError("odd")))], 3)

    assert done.passed == 1
    assert done.failed == ("a.two: ValueError: odd",)
