"""The report as one page of HTML that needs nothing else, and runs no script."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from ..results import Outcome, Report, Result
from .words import printable

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse } th, td { padding: .15rem .8rem .15rem 0; text-align: right }
th:first-child, td:first-child { text-align: left }
pre { background: #8881; overflow: auto; padding: .6rem; white-space: pre-wrap }
summary { cursor: pointer } .failed, .blocked { color: #b3261e } .passed { color: #146c2e }
:root { color-scheme: light dark }
"""
# No script, no picture, no address: also not one that a model has written.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_text(report: Report) -> str:
    title = escape(f"Contract of {report.target}")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
{"".join(_body(report))}</body>
</html>
"""


def _body(report: Report) -> Iterator[str]:
    if report.stopped:
        yield f'<p class="failed">Could not run: {escape(report.stopped)}</p>\n'
    counts = ", ".join(f"{report.count(each)} {each}" for each in Outcome if report.count(each))
    cost = f"{report.cost.requests:,} requests, {report.cost.tokens:,} tokens"
    yield f"<p>{counts or 'Nothing ran'}; {cost}; {report.seconds:g} s.</p>\n"
    facts = f"{report.url}, model {report.model or 'unknown'}, profile {report.profile}"
    yield f"<p>{escape(facts)}, {escape(report.started)}</p>\n"
    yield from _table(report)
    for outcome in (Outcome.FAILED, Outcome.KNOWN, Outcome.BLOCKED):
        for result in report.with_outcome(outcome):
            yield from _shown(result, opened=True)
    yield from _list("New, and not in the document", report.additive)
    yield from _list("Not deleted", report.left)
    yield "<h2>All others</h2>\n"
    for result in report.results:
        if result.outcome in (Outcome.PASSED, Outcome.SKIPPED):
            yield from _shown(result, opened=False)


def _table(report: Report) -> Iterator[str]:
    head = "".join(f"<th>{outcome}</th>" for outcome in Outcome)
    yield f"<table>\n<tr><th>area</th>{head}</tr>\n"
    for area, results in groupby(report.results, key=lambda result: result.area):
        counted = Counter(result.outcome for result in results)
        cells = "".join(f"<td>{counted[outcome] or ''}</td>" for outcome in Outcome)
        yield f"<tr><td>{escape(area)}</td>{cells}</tr>\n"
    yield "</table>\n"


def _shown(result: Result, *, opened: bool) -> Iterator[str]:
    state = " open" if opened else ""
    name = f'<span class="{escape(result.outcome)}">{escape(result.outcome)}</span>'
    yield f"<details{state}><summary>{name} {escape(result.clause)}</summary>\n"
    facts = f"{result.severity}; {', '.join(result.facts)}"
    yield f"<p>{escape(result.says)} ({escape(facts)})</p>\n"
    if result.reason:
        yield f"<pre>{escape(result.reason)}</pre>\n"
    if opened:
        for exchange in result.exchanges:
            answer = f"{exchange['status']}\n{exchange['body']}"
            yield f"<pre>{escape(str(exchange['curl']))}</pre>\n<pre>{escape(answer)}</pre>\n"
    yield "</details>\n"


def _list(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        items = "".join(f"<li>{escape(line)}</li>\n" for line in lines)
        yield f"<h2>{escape(title)}</h2>\n<ul>\n{items}</ul>\n"


def escape(text: str) -> str:
    """Words of others as text: no tag, no attribute, nothing that cannot be seen."""
    return html.escape(printable(text))
