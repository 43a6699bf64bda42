"""docs/contracts/machines.md says what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.clauses import all_clauses
from contracts.machines import cases, conversations, uploads
from contracts.machines.bodies import DEAREST

PAGE = (Path(__file__).parents[3] / "docs" / "contracts" / "machines.md").read_text()
CLAUSES = [clause for clause in all_clauses() if clause.id.startswith("machines.")]
# Commands that the page has under another name, or calls "a few more".
MORE = {"read", "replay", "read-orphan", "read-cancelled", "start-short"}


def test_page_says_what_it_costs() -> None:
    requests = sum(clause.requests for clause in CLAUSES)
    tokens = sum(clause.tokens for clause in CLAUSES)
    assert f"at most {requests} requests and {tokens:,} tokens" in " ".join(PAGE.split())


def test_page_says_what_a_body_may_cost() -> None:
    assert f"no more than {DEAREST} tokens" in " ".join(PAGE.split())


@pytest.mark.parametrize("check", cases.LEFT_OUT)
def test_page_names_what_is_left_out(check: str) -> None:
    assert f"`{check}`" in PAGE


@pytest.mark.parametrize("command", sorted({*conversations.MOVES, *uploads.MOVES} - MORE))
def test_page_names_the_command(command: str) -> None:
    assert f"`{command}`" in PAGE
