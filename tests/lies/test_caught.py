"""Each check catches its lies: against a fake that is broken in this one way it fails."""

from __future__ import annotations

import pytest

from contracts.budget import Budget, Limits
from contracts.clauses import Clause, all_clauses
from contracts.session import Session
from contracts.targets import target_of_app
from fake_gemini import create_app
from tests.contracts.asking import MODEL, OnlyRequests
from tests.lies.book import all_lies
from tests.lies.telling import Liar

_PAIRS = [(clause, lie) for clause in all_clauses() for lie in clause.lies]


@pytest.mark.parametrize(("clause", "lie"), _PAIRS, ids=lambda value: getattr(value, "id", value))
def test_lie_is_caught(clause: Clause, lie: str) -> None:
    liar = Liar(create_app(), all_lies()[lie])

    target, budget = target_of_app(liar), Budget(Limits())
    with Session(target, budget, model=MODEL, validator=OnlyRequests()) as session:
        with pytest.raises(AssertionError):
            clause.run(session.api())

    assert liar.told, f"{lie} changed nothing of what {clause.id} sees"


@pytest.mark.parametrize("clause", all_clauses(), ids=lambda clause: clause.id)
def test_truth_is_believed(clause: Clause) -> None:
    with Session(target_of_app(create_app()), Budget(Limits()), model=MODEL) as session:
        clause.run(session.api())


def test_each_check_has_a_lie() -> None:
    assert not [clause.id for clause in all_clauses() if not clause.lies]


def test_each_lie_is_named_by_a_check() -> None:
    named = {lie for clause in all_clauses() for lie in clause.lies}
    assert all_lies().keys() == named
