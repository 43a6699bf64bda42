"""What a terminal shows: the plan, how far the run is, a short table, and each failure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from shutil import get_terminal_size
from typing import TextIO

from ..plan import Plan
from ..results import Outcome, Report, Result
from ..suite import Suite
from .words import for_terminal

_BAR = 24
_BAD = (Outcome.FAILED, Outcome.KNOWN)
_LEFT_OUT = (Outcome.BLOCKED, Outcome.SKIPPED)


class Bar:
    """How far a run is, on one line that is written again and again; on a terminal only."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._live = out.isatty()

    def show(self, done: int, planned: int, name: str) -> None:
        if self._live:
            full = _BAR * done // max(1, planned)
            line = f"[{'#' * full}{'.' * (_BAR - full)}] {done}/{planned} {name}"
            self._out.write(f"\r\033[K{line[: get_terminal_size().columns - 1]}")
            self._out.flush()

    def clear(self) -> None:
        if self._live:
            self._out.write("\r\033[K")


class Terminal:
    """Watches a run on a stream; where that is no terminal, without the bar."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._bar = Bar(out)

    def planned(self, suite: Suite, plan: Plan) -> None:
        if suite.target is not None and suite.target.keeps:
            self._out.write("\n".join(plan_lines(suite, plan)) + "\n")

    def came(self, result: Result, done: int, planned: int) -> None:
        self._bar.show(done, planned, result.clause)

    def finished(self, report: Report) -> None:
        self._bar.clear()
        for line in report_lines(report):
            self._out.write(f"{for_terminal(line)}\n")


def plan_lines(suite: Suite, plan: Plan) -> Iterator[str]:
    """What the run would send at most, and what it may."""
    options, target = suite.options, suite.target
    where = target.url if target else ""
    yield f"{options.target} ({where}), profile {options.profile}: {len(plan.clauses)} clauses"
    yield from ceiling_lines(plan)
    for reason, clauses in _by_reason(plan):
        yield f"left out, {reason}: {', '.join(clauses)}"


def ceiling_lines(plan: Plan) -> Iterator[str]:
    """The most that a run costs, and the most that it may."""
    ceiling = f"at most {plan.cost.requests:,} requests and {plan.cost.tokens:,} tokens"
    money = plan.money
    yield ceiling if money is None else f"{ceiling}, which cost {money:,.2f}"
    limits = (
        ("requests", plan.limits.requests), ("tokens", plan.limits.tokens),
        ("money", plan.limits.money),
    )  # fmt: skip
    told = [f"{limit:,} {name}" for name, limit in limits if limit is not None]
    yield f"never more than {', '.join(told)}" if told else "without any limit"


def report_lines(report: Report) -> Iterator[str]:
    """The table, what did not pass, and the last line that says how it ended."""
    width = max((len(result.area) for result in report.results), default=0)
    for area, results in groupby(report.results, key=lambda result: result.area):
        counts = Counter(result.outcome for result in results)
        yield f"{area:<{width}}  {_counted(counts)}"
    for outcome in _BAD:
        for result in report.with_outcome(outcome):
            yield from _shown(result)
    for outcome in _LEFT_OUT:
        yield from _grouped(report, outcome)
    yield from (f"new: {line}" for line in report.additive)
    yield from (f"not deleted: {line}" for line in report.left)
    yield _last_line(report)


def _shown(result: Result) -> Iterator[str]:
    yield ""
    yield f"{result.outcome.upper()} {result.clause} ({result.severity}; {', '.join(result.facts)})"
    yield f"  {result.says}"
    yield from (f"  {line}" for line in result.reason.splitlines())
    if result.exchanges:
        yield f"  {result.exchanges[-1]['curl']}"


def _grouped(report: Report, outcome: Outcome) -> Iterator[str]:
    """What was not asked, each reason once."""
    found = sorted(report.with_outcome(outcome), key=lambda result: result.reason)
    for reason, results in groupby(found, key=lambda result: result.reason):
        yield f"{outcome}, {reason}: {', '.join(result.clause for result in results)}"


def _last_line(report: Report) -> str:
    cost = f"{report.cost.requests:,} requests, {report.cost.tokens:,} tokens"
    asked = f"{report.target}{f', {report.model}' if report.model else ''}"
    counts = _counted(report.counts) or "nothing ran"
    if not_asked := report.not_asked:
        counts += f", {not_asked} not asked"
    told = f"{counts} in {report.seconds:g} s ({asked}; {cost})"
    reason, _, more = report.stopped.partition("\n")
    ended = f"could not run: {reason}; {told}" if reason else told
    return f"{more}\n{ended}" if more else ended


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])


def _by_reason(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    skipped = sorted(plan.skipped, key=lambda pair: pair[1])
    for reason, pairs in groupby(skipped, key=lambda pair: pair[1]):
        yield reason, [clause.id for clause, _ in pairs]
