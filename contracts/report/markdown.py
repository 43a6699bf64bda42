"""The report as Markdown, for the summary of a CI step."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from ..results import Outcome, Report, Result

_SHOWN = (Outcome.FAILED, Outcome.KNOWN, Outcome.BLOCKED)


def markdown_text(report: Report) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# Contract of {_plain(report.target)}"
    yield ""
    if report.stopped:
        yield f"**Could not run:** {_plain(report.stopped)}"
        yield ""
    counts = ", ".join(f"{report.count(each)} {each}" for each in Outcome if report.count(each))
    cost = f"{report.cost.requests:,} requests, {report.cost.tokens:,} tokens"
    model = f" with {_plain(report.model)}" if report.model else ""
    yield f"{counts or 'Nothing ran'}{model}, {cost}, {report.seconds:g} s."
    yield ""
    yield from _table(report)
    for outcome in _SHOWN:
        for result in report.with_outcome(outcome):
            yield from _shown(result)
    yield from _skipped(report)
    yield from _list("New, and not in the document", report.additive)
    yield from _list("Not deleted", report.left)


def _table(report: Report) -> Iterator[str]:
    if not report.results:
        return
    yield "| area | " + " | ".join(Outcome) + " |"
    yield "| --- |" + " ---: |" * len(Outcome)
    for area, results in groupby(report.results, key=lambda result: result.area):
        counts = Counter(result.outcome for result in results)
        cells = " | ".join(str(counts[outcome] or "") for outcome in Outcome)
        yield f"| {area} | {cells} |"
    yield ""


def _shown(result: Result) -> Iterator[str]:
    facts = ", ".join(result.facts)
    yield f"## {result.outcome}: {result.clause}"
    yield ""
    yield f"{_plain(result.says)} ({result.severity}; {facts})"
    yield ""
    yield from _fenced(result.reason)
    if result.exchanges:
        yield from _fenced(str(result.exchanges[-1]["curl"]))


def _skipped(report: Report) -> Iterator[str]:
    skipped = sorted(report.with_outcome(Outcome.SKIPPED), key=lambda result: result.reason)
    for reason, results in groupby(skipped, key=lambda result: result.reason):
        yield from _list(f"Skipped: {_plain(reason)}", [result.clause for result in results])


def _list(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}"
        yield ""
        yield from (f"- {_plain(line)}" for line in lines)
        yield ""


def _fenced(text: str) -> Iterator[str]:
    """A block whose fence is longer than any that the text could end it with."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}text", text, fence, "")


def _plain(text: str) -> str:
    """Text that is neither HTML nor Markdown, on one line."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    return re.sub(r"([\\`*_{}\[\]()#|~!])", r"\\\1", escaped)
