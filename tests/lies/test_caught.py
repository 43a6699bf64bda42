"""Each check catches its lies: against a fake that is broken in this one way it fails."""

from __future__ import annotations

import pytest

from contracts.clauses import Clause, all_clauses
from tests.contracts.asking import OnlyRequests, honest, session_with_fake
from tests.lies.book import all_lies
from tests.lies.telling import Liar

_PAIRS = [(clause, lie) for clause in all_clauses() for lie in clause.lies]


@pytest.mark.parametrize(("clause", "lie"), _PAIRS, ids=lambda value: getattr(value, "id", value))
def test_lie_is_caught(clause: Clause, lie: str) -> None:
    liar = Liar(honest(clause), all_lies()[lie])

    with session_with_fake(app=liar, validator=OnlyRequests()) as session:
        with pytest.raises(AssertionError):
            clause.run(session.api())

    assert liar.told, f"{lie} changed nothing of what {clause.id} sees"


@pytest.mark.parametrize("clause", all_clauses(), ids=lambda clause: clause.id)
def test_truth_is_believed(clause: Clause) -> None:
    with session_with_fake(app=honest(clause)) as session:
        clause.run(session.api())


def test_each_check_has_a_lie() -> None:
    assert not [clause.id for clause in all_clauses() if not clause.lies]


def test_each_lie_is_named_by_a_check() -> None:
    named = {lie for clause in all_clauses() for lie in clause.lies}
    assert all_lies().keys() == named
