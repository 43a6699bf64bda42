"""Differences as lines for a terminal: the most severe first, each with its id.

Values of one field stand on one line, `kind:place={a, b}`, as a shell would write their ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..report.words import one_line
from ..severity import Severity
from .difference import Difference

_WIDTH = max(len(each) for each in Severity)


def lines(differences: Sequence[Difference], *, before: str, after: str) -> Iterator[str]:
    """`differences` as `Differences.sorted` has them."""
    yield one_line(f"{before} -> {after}: {_counts(differences)}")
    for (severity, name), group in groupby(differences, key=lambda it: (it.severity, _field(it))):
        found = list(group)
        if len(found) == 1:
            words = f"{found[0].id}{_change(found[0])}"
        else:
            values = ", ".join(each.id.removeprefix(name) for each in found)
            words = f"{name}{{{values}}}"
        yield f"{severity:{_WIDTH}}  {one_line(words)}"


def _counts(differences: Sequence[Difference]) -> str:
    counts = Counter(each.severity for each in differences)
    found = [f"{counts[each]} {each}" for each in reversed(Severity) if counts[each]]
    return ", ".join(found) or "no differences"


def _field(difference: Difference) -> str:
    """The id up to the value, for differences about one value; else all of it."""
    field, equals, _ = difference.id.partition("=")
    return field + equals


def _change(difference: Difference) -> str:
    """What was and what is, where the id does not say it."""
    words = (difference.before, difference.after)
    if not all(words):
        return ""
    return f": {words[0]} -> {words[1]}"
