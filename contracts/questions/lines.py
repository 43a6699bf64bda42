"""What a terminal shows of the open questions: what agrees in short, and what differs last."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TextIO

from ..plan import Plan
from ..report.terminal import Bar, ceiling_lines
from ..report.words import for_terminal, shortened
from ..targets import Target
from .finding import Finding, Settlement, Verdict
from .seen import Seen

# Characters of one line about what somebody said.
_LONGEST = 1_000
HOW = "docs/wire/README.md, 'Changing a fact'"
_WORDS = {
    Verdict.SAME: "as the fake",
    Verdict.OTHER: "otherwise",
    Verdict.UNCLEAR: "unclear",
    Verdict.BLOCKED: "blocked",
}


class Lines:
    """Watches a run on a stream; where that is no terminal, without the bar."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._bar = Bar(out)

    def planned(self, target: Target, plan: Plan, questions: int) -> None:
        if target.keeps:
            self._say(f"{target.name} ({target.url}): {questions} questions")
            for line in ceiling_lines(plan):
                self._say(line)

    def came(self, finding: Finding, done: int, planned: int) -> None:
        self._bar.show(done, planned, finding.question.id)

    def finished(self, settlement: Settlement) -> None:
        self._bar.clear()
        for line in settlement_lines(settlement):
            self._say(line)

    def _say(self, line: str) -> None:
        self._out.write(f"{for_terminal(line)}\n")


def settlement_lines(settlement: Settlement) -> Iterator[str]:
    """Each question, then what was not asked, then one line that counts."""
    for verdict in (Verdict.SAME, Verdict.UNCLEAR, Verdict.OTHER):
        for finding in settlement.of(verdict):
            yield from _finding(finding)
            if settlement.settles and finding.observed is not None:
                yield f"  to change  {_to_change(finding)}"
    yield from _blocked(settlement)
    yield from _not_asked(settlement)
    yield from (f"not deleted: {line}" for line in settlement.left)
    yield _last_line(settlement)


def _finding(finding: Finding) -> Iterator[str]:
    yield f"{', '.join(finding.question.rows)}  {finding.question.asks}"
    if finding.observed is None:
        yield f"  unclear    {_one_line(finding.reason)}"
    else:
        yield from _seen("observed", finding.observed)
    if finding.is_new:
        yield f"  candidates {' | '.join(finding.question.candidates)}"
    own = finding.fake
    if finding.verdict is Verdict.SAME:
        own = Seen("the same", "" if finding.observed == own else own.evidence)
    yield from _seen("the fake", own)


def _to_change(finding: Finding) -> str:
    rows = f"the row{'s' if len(finding.question.rows) > 1 else ''}: say what settled it"
    return rows if finding.verdict is Verdict.SAME else f"{finding.question.change}; {rows}"


def _seen(who: str, seen: Seen) -> Iterator[str]:
    yield f"  {who:<9}  {_one_line(seen.answer)}"
    if seen.evidence:
        yield f"             {_one_line(seen.evidence)}"


def _blocked(settlement: Settlement) -> Iterator[str]:
    found = sorted(settlement.of(Verdict.BLOCKED), key=lambda finding: finding.reason)
    for reason, findings in groupby(found, key=lambda finding: finding.reason):
        rows = (row for finding in findings for row in finding.question.rows)
        yield f"blocked, {reason}: {', '.join(rows)}"


def _not_asked(settlement: Settlement) -> Iterator[str]:
    inquiry = settlement.inquiry
    for each in inquiry.settled:
        yield f"settled by {each.settled}, asked with --all: {', '.join(each.rows)}"
    for reason, rows in inquiry.unasked.items():
        yield f"not asked: {', '.join(rows)}. {reason}"


def _last_line(settlement: Settlement) -> str:
    counts = settlement.counts
    told = ", ".join(f"{counts[each]} {_WORDS[each]}" for each in Verdict if counts[each])
    missing = len(settlement.inquiry.questions) - len(settlement.findings)
    if missing:
        told = f"{told}, {missing} not asked" if told else "nothing was asked"
    told = told or "nothing is left to ask"
    cost = f"{settlement.cost.requests:,} requests, {settlement.cost.tokens:,} tokens"
    asked = f"{settlement.target}{f', {settlement.model}' if settlement.model else ''}"
    last = f"{told} in {settlement.seconds:g} s ({asked}; {cost})"
    if settlement.stopped:
        return f"could not run: {_one_line(settlement.stopped)}; {last}"
    if not settlement.settles:
        return f"{last}; the fake settles nothing"
    answered = counts[Verdict.SAME] + counts[Verdict.OTHER]
    return f"{last}; {HOW}, says what to do with an answer" if answered else last


def _one_line(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)
