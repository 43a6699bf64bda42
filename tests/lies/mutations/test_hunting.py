"""Who is asked first, and what counts as a catch."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest

from contracts.api import Api
from contracts.clauses import Clause, clause, clauses_of
from contracts.severity import Severity
from contracts.stopping import Blocked, Cause, Skipped
from tests.lies.mutations.hunting import Hunter, Quarry, catches
from tests.lies.mutations.mutation import Mutation, What, Where
from tests.lies.telling import Lie

LIE = Lie("none", "", lambda: (lambda request: None, lambda reply: None))
NULL = Mutation(Where.REPLY, What.NULL, "POST interactions", "200 status")


def made(id: str, does: Callable[[Api], None]) -> Clause:
    """A clause that does that."""

    @clause(id, facts=("I-1.1-1",), severity=Severity.BREAKING, requests=1)
    def check(api: Api) -> None:
        """It does."""
        does(api)

    return clauses_of(check)[0]


def fails(error: BaseException) -> Callable[[Api], None]:
    def fail(api: Api) -> None:
        raise error

    return fail


def waits(api: Api) -> None:
    while True:
        time.monotonic()


def test_failed_assertion_is_a_catch() -> None:
    assert catches(made("a.b", fails(AssertionError())), LIE)


@pytest.mark.parametrize(
    "error",
    [
        Blocked(Cause.NETWORK, "no"),
        Skipped("not shown"),
        ImportError("no such module"),
        TimeoutError(),
        ValueError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_nothing_else_is(error: Exception) -> None:
    assert not catches(made("a.b", fails(error)), LIE)


def test_check_that_does_not_end_is_none() -> None:
    assert not catches(made("a.b", waits), LIE, seconds=0.05)


def test_honest_answer_is_no_catch() -> None:
    def asks(api: Api) -> None:
        assert api.create().ok["status"] == "completed"

    assert not catches(made("a.b", asks), LIE)
    assert catches(made("a.b", asks), NULL.lie())


class Asked:
    """Clauses that write down who was asked; those that are named catch everything."""

    def __init__(self, *catching: str) -> None:
        self.order: list[str] = []
        self._catching = catching

    def clauses(self, *ids: str) -> list[Clause]:
        return [made(id, lambda api, id=id: self._ask(id)) for id in ids]  # type: ignore[misc]

    def _ask(self, id: str) -> None:
        self.order.append(id)
        assert id not in self._catching


def quarry(id: str, seen_by: Sequence[str]) -> Quarry:
    return Quarry(id, "reply null", tuple(seen_by), NULL)


def test_first_catch_ends_the_hunt() -> None:
    asked = Asked("a.two")
    clauses = asked.clauses("a.one", "a.two", "a.three", "machines.one")

    hunted = Hunter(clauses, {}).hunt(quarry("x", ["a.one", "a.two", "a.three"]))

    assert hunted.caught_by == "a.two"
    assert asked.order == ["a.one", "a.two"]


def test_whoever_caught_the_kind_is_asked_first() -> None:
    asked = Asked("a.two")
    hunter = Hunter(asked.clauses("a.one", "a.two"), {})
    for id in "xy":
        hunter.hunt(quarry(id, ["a.one", "a.two"]))

    assert asked.order == ["a.one", "a.two", "a.two"]


def test_whoever_caught_it_in_the_last_run_is_asked_first() -> None:
    asked = Asked("a.two")
    remembered = {"reply null": "a.two"}
    Hunter(asked.clauses("a.one", "a.two"), remembered).hunt(quarry("x", ["a.one", "a.two"]))

    assert asked.order == ["a.two"]


def test_whoever_cannot_see_it_is_not_asked() -> None:
    asked = Asked()
    remembered = {"reply null": "a.two"}
    hunted = Hunter(asked.clauses("a.one", "a.two"), remembered).hunt(quarry("x", ["a.one"]))

    assert hunted.caught_by is None
    assert asked.order == ["a.one"]


def test_generated_checks_are_asked_for_what_all_others_missed() -> None:
    asked = Asked("machines.one")
    clauses = asked.clauses("machines.one", "a.one")

    assert Hunter(clauses, {}).hunt(quarry("x", ["a.one"])).caught_by == "machines.one"
    assert asked.order == ["a.one", "machines.one"]
