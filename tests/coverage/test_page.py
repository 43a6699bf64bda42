"""docs/coverage.md says what the fake does today, and has a row for each of its excuses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import fake_gemini
from tests.coverage.page import FILE, Page
from tests.coverage.probes import Verdict

_CODE = Path(fake_gemini.__file__).parent


def test_page_is_the_committed_one(page: Page) -> None:
    """After a change that is meant: `python -m tests.coverage`, and read the difference."""
    committed = FILE.read_text().splitlines()
    assert page.text.splitlines() == committed, "run: python -m tests.coverage"


def test_page_has_a_row_for_each_thing_that_is_not_imitated(page: Page) -> None:
    rows = [row for row in page.text.splitlines() if f"| {Verdict.NOT_YET} |" in row]
    missing = [thing for thing in page.things if not any(thing in row for row in rows)]
    assert page.things and not missing


def _excuses() -> Iterator[tuple[str, str]]:
    """Yield where the code says that it does not imitate something, and a pattern of what."""
    for path in sorted(_CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "NotImitated":
                yield f"{path.relative_to(_CODE)}:{node.lineno}", _pattern(node.args[0])


def _pattern(thing: ast.expr) -> str:
    if isinstance(thing, ast.Constant):
        return re.escape(str(thing.value))
    parts = thing.values if isinstance(thing, ast.JoinedStr) else [thing]
    return "".join(_pattern(it) if isinstance(it, ast.Constant) else ".+" for it in parts)


@pytest.mark.parametrize("pattern", [pytest.param(it, id=place) for place, it in _excuses()])
def test_each_excuse_of_the_code_was_heard(page: Page, pattern: str) -> None:
    assert [thing for thing in page.things if re.fullmatch(pattern, thing)]


@pytest.mark.parametrize("word", Verdict)
def test_each_word_of_the_legend_is_used(page: Page, word: Verdict) -> None:
    assert f"| {word} |" in page.text.partition("## ")[2]
