"""The report as Markdown, for the summary of a CI step, and short enough for an issue.

Words of others stand in code, where they are neither Markdown nor HTML, and mention nobody.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from ..results import Outcome, Report, Result
from .words import printable, shortened

_SHOWN = (Outcome.FAILED, Outcome.KNOWN, Outcome.BLOCKED)
# Characters of the whole (an issue holds 65,536), and of one quotation.
_LONGEST = 60_000
_QUOTED = 2_000


def markdown_text(report: Report) -> str:
    """Return the report; what does not fit is counted, and stands in the other reports."""
    kept: list[str] = []
    room, left_out = _LONGEST, 0
    for block in _blocks(report):
        room -= len(block) + 2
        if room > 0:
            kept.append(block)
        else:
            left_out += 1
    if left_out:
        kept.append(f"{left_out} more parts are in `report.html`.")
    return "\n\n".join(kept) + "\n"


def _blocks(report: Report) -> Iterator[str]:
    yield f"# Contract of {_code(report.target)}"
    if report.stopped:
        yield f"**Could not run:** {_code(report.stopped)}"
    counts = ", ".join(f"{report.count(each)} {each}" for each in Outcome if report.count(each))
    cost = f"{report.cost.requests:,} requests, {report.cost.tokens:,} tokens"
    model = f" with {_code(report.model)}" if report.model else ""
    yield f"{counts or 'Nothing ran'}{model}, {cost}, {report.seconds:g} s."
    if report.results:
        yield "\n".join(_table(report))
    for outcome in _SHOWN:
        for result in report.with_outcome(outcome):
            yield "\n\n".join(_shown(result))
    yield from _skipped(report)
    yield from _list("New, and not in the document", report.additive)
    yield from _list("Not deleted", report.left)


def _table(report: Report) -> Iterator[str]:
    yield "| area | " + " | ".join(Outcome) + " |"
    yield "| --- |" + " ---: |" * len(Outcome)
    for area, results in groupby(report.results, key=lambda result: result.area):
        counts = Counter(result.outcome for result in results)
        cells = " | ".join(str(counts[outcome] or "") for outcome in Outcome)
        yield f"| {area} | {cells} |"


def _shown(result: Result) -> Iterator[str]:
    facts = ", ".join(result.facts)
    yield f"## {result.outcome}: {result.clause}"
    yield f"{_plain(result.says)} ({result.severity}; {facts})"
    yield _fenced(result.reason)
    if result.exchanges:
        yield _fenced(str(result.exchanges[-1]["curl"]))


def _skipped(report: Report) -> Iterator[str]:
    skipped = sorted(report.with_outcome(Outcome.SKIPPED), key=lambda result: result.reason)
    for reason, results in groupby(skipped, key=lambda result: result.reason):
        yield from _list(f"Skipped: {_code(reason)}", [result.clause for result in results])


def _list(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}"
        yield "\n".join(f"- {_code(line)}" for line in lines)


def _fenced(text: str) -> str:
    """A block whose fence is longer than any that the text could end it with."""
    shown = printable(shortened(text, _QUOTED))
    fence = "`" * max(3, _longest_run(shown) + 1)
    return f"{fence}text\n{shown}\n{fence}"


def _code(text: str) -> str:
    """Words of others on one line."""
    shown = printable(shortened(" ".join(text.split()), _QUOTED))
    marks = "`" * (_longest_run(shown) + 1)
    return f"{marks} {shown} {marks}" if "`" in shown or not shown else f"{marks}{shown}{marks}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def _plain(text: str) -> str:
    """Our own words, of which nothing is meant as HTML or Markdown."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    return re.sub(r"([\\`*_{}\[\]()#|~!])", r"\\\1", escaped)
