"""Every firm fact has a clause or a reason."""

from __future__ import annotations

from pathlib import Path

from contracts.uncovered import needless, page, uncovered

PAGE = Path(__file__).parents[2] / "docs" / "contracts" / "uncovered.md"


def test_each_uncovered_fact_has_one_reason() -> None:
    assert not [each.fact.id for each in uncovered() if len(each.reasons) != 1]


def test_no_reason_is_given_for_nothing() -> None:
    assert not needless()


def test_page_is_fresh() -> None:
    assert PAGE.read_text() == page(), "python -m contracts.uncovered > docs/contracts/uncovered.md"
