"""A judgement as lines for a terminal: the most severe first, each with its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..report.words import one_line
from ..severity import Severity
from .judging import Judged, Judgement

_WIDTH = max(len(each) for each in Severity)


def lines(judgement: Judgement) -> Iterator[str]:
    """The counts, each difference, then what could not be compared or judged."""
    for line in _lines(judgement):
        yield one_line(line)


def _lines(judgement: Judgement) -> Iterator[str]:
    yield f"{judgement.before} -> {judgement.after}: {_counts(judgement)}"
    news = sorted(judgement.news, key=lambda it: (-_severity(it).rank, it.origin or ""))
    for (severity, origin), group in groupby(news, key=lambda it: (_severity(it), it.origin)):
        mark = f"{severity:{_WIDTH}}  " + (f"{origin:5}  " if origin else "")
        yield from (f"{mark}{_told(each)}" for each in group)
    for each in judgement.judged:
        if each.known is not None:
            yield f"{'known':{_WIDTH}}  {each.finding.id}: {each.known}"
    yield from (f"not repeated: {id}" for id in judgement.once)
    yield from (f"not compared, only one side has it: {place}" for place in judgement.alone)
    yield from (f"known differences: {line}" for line in judgement.troubles)


def _severity(judged: Judged) -> Severity:
    return judged.finding.difference.severity


def _told(judged: Judged) -> str:
    difference, where = judged.finding.difference, judged.finding.where
    words = (difference.before, difference.after)
    # An id of a value says the change itself.
    change = f": {words[0]} -> {words[1]}" if all(words) and "=" not in difference.id else ""
    return f"{difference.id}{change}{_seen_in(where)}"


def _seen_in(where: Sequence[str]) -> str:
    if not where:
        return ""
    more = f" and {len(where) - 1} more" if len(where) > 1 else ""
    return f" (in {where[0]}{more})"


def _counts(judgement: Judgement) -> str:
    counts = Counter(map(_severity, judgement.news))
    found = [f"{counts[each]} {each}" for each in reversed(Severity) if counts[each]]
    known = len(judgement.judged) - len(judgement.news)
    return ", ".join([*found, *([f"{known} known"] if known else [])]) or "no differences"
