"""What a terminal shows."""

from __future__ import annotations

import io
import re

from hypothesis import given
from hypothesis import strategies as st

from contracts.budget import Cost, Limits, Prices
from contracts.clauses import all_clauses
from contracts.options import Options
from contracts.plan import Plan
from contracts.report.terminal import Terminal, plan_lines, report_lines
from contracts.report.words import for_terminal
from contracts.results import Outcome
from contracts.suite import Suite
from tests.contracts.report.sample import RUDE, report, result


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def _plan(**limits: object) -> Plan:
    cost = Cost(1500, 0, 1_000_000)
    return Plan(all_clauses()[:3], ((all_clauses()[4], "needs x"),), cost, Limits(**limits))  # type: ignore[arg-type]


def test_failure_is_shown_with_its_command_and_what_it_stands_on() -> None:
    failed = result(Outcome.FAILED, "$.a is 1, expected 2\n$.b is missing")
    run = report(Outcome.PASSED)
    run.results.append(failed)
    text = "\n".join(report_lines(run))

    assert f"FAILED {failed.clause} ({failed.severity}; {', '.join(failed.facts)})" in text
    assert f"  {failed.says}\n  $.a is 1, expected 2\n  $.b is missing\n  curl " in text
    assert "$GEMINI_API_KEY" in text


def test_words_of_a_model_do_nothing_to_a_terminal() -> None:
    out = io.StringIO()
    Terminal(out).finished(report())

    assert RUDE.partition("\x00")[0] in out.getvalue()
    assert all(char.isprintable() or char == "\n" for char in out.getvalue())


def test_words_of_a_model_are_no_commands_of_a_ci_system() -> None:
    out = io.StringIO()
    Terminal(out).finished(report())

    assert "\\x3a:error::rude" in out.getvalue()
    assert not re.search(r"^\s*::|##\[|##vso\[", out.getvalue(), re.M)


@given(st.text())
def test_any_words_are_harmless(text: str) -> None:
    shown = for_terminal(text)

    assert all(char.isprintable() or char == "\n" for char in shown)
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
    assert "##[" not in shown


def test_last_line_counts() -> None:
    *_, last = report_lines(report(Outcome.PASSED, Outcome.PASSED, Outcome.SKIPPED))

    assert last == (
        "2 passed, 1 skipped in 1.5 s (fake, gemini-3.5-flash-lite; 12 requests, 75 tokens)"
    )


def test_run_that_did_not_begin_is_one_line() -> None:
    run = report(stopped="key: the key is refused")
    run.left.clear()

    (line,) = report_lines(run)
    assert line.startswith("could not run: key: the key is refused; nothing ran in ")


def test_reasons_of_skips_are_told_once_each() -> None:
    text = "\n".join(report_lines(report(Outcome.PASSED, Outcome.SKIPPED)))

    assert text.count("skipped, ") == 1


def test_bar_moves_on_a_terminal_only() -> None:
    screen, file = _Screen(), io.StringIO()
    for out in (screen, file):
        Terminal(out).came(result(Outcome.PASSED), 1, 2)

    assert "[############............] 1/2" in screen.getvalue()
    assert file.getvalue() == ""


def test_plan_says_the_most_that_it_costs() -> None:
    suite = Suite(Options())
    limits = {"requests": 2000, "money": 5.0, "prices": Prices(1.0, 4.0)}
    text = "\n".join(plan_lines(suite, _plan(**limits)))

    assert "3 clauses" in text
    assert "at most 1,500 requests and 1,000,000 tokens, which cost 4.00" in text
    assert "never more than 2,000 requests, 5.0 money" in text
    assert f"left out, needs x: {all_clauses()[4].id}" in text
