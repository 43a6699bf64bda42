"""Every clause: what it stands on, what it says, what it costs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import contracts.checks
from contracts.clauses import Case, Clause, all_clauses, clause
from contracts.facts import read_facts
from contracts.plan import PREFLIGHT, SMOKE
from contracts.severity import Severity
from tests.contracts.asking import honest, session_with_fake

CHECKS = sorted(Path(contracts.checks.__path__[0]).glob("*.py"))

_every_clause = pytest.mark.parametrize("clause", all_clauses(), ids=lambda clause: clause.id)


@_every_clause
def test_clause_stands_on_firm_facts(clause: Clause) -> None:
    firm = {fact.id for fact in read_facts().facts if fact.state == "firm"}
    assert not set(clause.facts) - firm


@_every_clause
def test_clause_costs_no_more_than_it_says(clause: Clause) -> None:
    with session_with_fake(app=honest(clause)) as session:
        clause.run(session.api())
        reserved = session.budget.reserved

    assert reserved.requests <= clause.requests, f"requests={reserved.requests}"
    assert reserved.tokens <= clause.tokens <= 1.5 * reserved.tokens + 200, reserved.tokens


def test_smoke_is_cheap() -> None:
    smoke = [clause for clause in all_clauses() if clause.smoke]

    assert smoke
    # Room for the preflight, and for what has to be sent again.
    assert sum(clause.requests for clause in smoke) <= SMOKE.requests - PREFLIGHT.requests - 3
    assert sum(clause.tokens for clause in smoke) <= SMOKE.tokens - PREFLIGHT.tokens - 2000


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.name)
def test_checks_import_only_what_knows_no_target(path: Path) -> None:
    tree = ast.parse(path.read_text())
    relative = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
                and node.level}  # fmt: skip
    accepted = {"answers", "api", "clauses", "media", "severity", "stopping", "uploads", "values"}
    generated = ("test_", "machines.")
    assert {name for name in relative if not str(name).startswith(generated)} <= accepted


@pytest.mark.parametrize(
    ("id", "facts", "words"),
    [
        ("Nothing", ("I-1-1",), "a sentence."),
        ("one", ("I-1-1",), "a sentence."),
        ("one.two", (), "a sentence."),
        ("one.two", ("I-1-1",), "no sentence"),
    ],
    ids=["capitals", "one-part", "no-facts", "no-sentence"],
)
def test_malformed_clause_is_refused(id: str, facts: tuple[str, ...], words: str) -> None:
    def check(api: object) -> None: ...

    check.__doc__ = words

    with pytest.raises(ValueError, match=re.escape(id)):
        clause(id, facts=facts, severity=Severity.BREAKING, requests=1)(check)


def test_check_with_cases_is_a_clause_for_each() -> None:
    seen: list[str] = []

    @clause(
        "a.b",
        facts=("I-1-1",),
        severity=Severity.BREAKING,
        requests=1,
        lies=("common",),
        cases={"x": Case("one", ("I-1-2",), ("own",)), "y": Case("two")},
    )
    def check(api: object, case: str) -> None:
        """Something holds."""
        seen.append(case)  # fmt: skip

    one, two = check.__clauses__  # type: ignore[attr-defined]
    with session_with_fake() as session:
        one.run(session.api())
        two.run(session.api())

    assert (one.id, one.facts, one.lies) == ("a.b.x", ("I-1-1", "I-1-2"), ("common", "own"))
    assert (two.id, two.facts, two.lies) == ("a.b.y", ("I-1-1",), ("common",))
    assert seen == ["one", "two"]
