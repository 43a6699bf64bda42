"""The result model: how a run ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contracts.results import Outcome, Report, Result
from contracts.severity import Severity
from tests.contracts.report.sample import report, result

PASSED, FAILED, KNOWN = Outcome.PASSED, Outcome.FAILED, Outcome.KNOWN
BLOCKED, SKIPPED = Outcome.BLOCKED, Outcome.SKIPPED


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ((PASSED,), 0),
        ((PASSED, SKIPPED), 0),
        ((PASSED, KNOWN), 0),
        ((KNOWN,), 0),
        ((PASSED, FAILED), 1),
        ((PASSED, FAILED, BLOCKED), 1),
        ((PASSED, BLOCKED), 3),
        ((SKIPPED,), 3),
        ((BLOCKED,), 3),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_outcomes_make_the_exit_code(outcomes: tuple[Outcome, ...], code: int) -> None:
    assert report(*outcomes).exit_code(Severity.COSMETIC) == code


def test_run_of_nothing_could_not_run() -> None:
    assert Report("fake", "http://h").exit_code(Severity.COSMETIC) == 3


def test_run_that_was_stopped_could_not_run() -> None:
    assert report(PASSED, stopped="interrupted").exit_code(Severity.COSMETIC) == 3


def test_run_that_was_stopped_after_a_failure_failed() -> None:
    assert report(FAILED, stopped="interrupted").exit_code(Severity.COSMETIC) == 1


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [("cosmetic", "cosmetic", 1), ("cosmetic", "behaviour", 0), ("behaviour", "behaviour", 1),
     ("breaking", "behaviour", 1), ("behaviour", "breaking", 0)],
)  # fmt: skip
def test_failure_below_the_least_severity_is_fine(severity: str, fail_on: str, code: int) -> None:
    run = report(PASSED, FAILED)
    run.results[1] = replace(run.results[1], severity=severity)

    assert run.exit_code(Severity(fail_on)) == code


def test_result_survives_the_way_from_another_process() -> None:
    made = result(FAILED, "why")

    assert Result.read(made.as_json()) == made


def test_additive_findings_are_told_once() -> None:
    assert len(report(PASSED, PASSED).additive) == 1
