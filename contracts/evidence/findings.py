"""Two recordings compared: what differs, and where it was seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..drift.difference import Difference
from . import behaviour, events
from .comparison import compare, difference
from .recording import Recording
from .seen import Seen, seen
from .shapes import Shape

_REVISION = re.compile(r"@\d{4}-\d\d-\d\d", re.A)

Pair = tuple[Seen, Seen]
Replies = Mapping[str, Seen]


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference, and the exchanges in which it was seen, where that is not in its id."""

    difference: Difference
    where: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.difference.id


@dataclass(frozen=True, slots=True)
class Compared:
    """`findings` has the most severe first; `alone` are exchanges that only one side has."""

    findings: Sequence[Finding]
    alone: Sequence[str]
    pairs: int


def compared(before: Recording, after: Recording) -> Compared:
    """Compare exchange by exchange, and all replies of a type as one."""
    one, other = seen(before), seen(after)
    places = [place for place in one if place in other]
    renamed = events.renamed(_streams(one, other, places))
    one = {place: _with_names(each, renamed) for place, each in one.items()}
    pairs = [(one[place], other[place]) for place in places]
    found: dict[str, Finding] = {}
    for each in (*_renames(renamed), *_told(pairs), *_ends(before, after)):
        where = found[each.id].where if each.id in found else ()
        found[each.id] = replace(each, where=tuple(dict.fromkeys([*where, *each.where])))
    ordered = sorted(_once(found), key=lambda it: (-it.difference.severity.rank, it.id))
    alone = [place for place in {**one, **other} if place not in places]
    return Compared(ordered, alone, len(pairs))


def _once(found: Mapping[str, Finding]) -> list[Finding]:
    """What differs in any revision is told of the usual one only."""
    return [each for id, each in found.items()
            if "@" not in id or _REVISION.sub("", id) not in found]  # fmt: skip


def _renames(renamed: Mapping[str, str]) -> Iterator[Finding]:
    for old, new in renamed.items():
        yield Finding(difference("event-renamed", f"Event/{old}", old, new))


def _told(pairs: Sequence[Pair]) -> Iterator[Finding]:
    alike = [pair for pair in pairs if _are_alike(*pair)]
    for pair in pairs:
        yield from _in(pair, behaviour.answers(*pair))
    yield from map(Finding, _shapes(alike))
    for pair in alike:
        yield from _in(pair, behaviour.values(*pair))
    one, other = ({pair[side].place: pair[side] for pair in alike} for side in (0, 1))
    for told, reply in behaviour.references(one, other):
        yield Finding(told, (reply,))


def _in(pair: Pair, found: Iterator[Difference]) -> Iterator[Finding]:
    for told in found:
        yield Finding(told, () if told.place == pair[0].place else (pair[0].place,))


def _ends(before: Recording, after: Recording) -> Iterator[Finding]:
    """Steps that came to their end on one side only; what they did not ask is not compared."""
    was, now = before.cut_short, after.cut_short
    for step in [step for step in now if step not in was and step in before.steps]:
        yield Finding(difference("step-cut-short", step, "whole", now[step]))
    for step in [step for step in was if step not in now and step in after.steps]:
        yield Finding(difference("step-completed", step, was[step], "whole"))


def _are_alike(one: Seen, other: Seen) -> bool:
    """Whether two replies are the same kind of answer, so that what is in them can be compared."""
    return (one.status, one.form, one.root) == (other.status, other.form, other.root)


def _shapes(pairs: Sequence[Pair]) -> Iterator[Difference]:
    shapes: dict[str, tuple[Shape, Shape]] = {}
    for pair in pairs:
        for side, each in enumerate(pair):
            for name, raw, _ in each.parts():
                shapes.setdefault(name, (Shape(), Shape()))[side].add(raw)
    for name, (before, after) in shapes.items():
        if before.seen and after.seen:
            yield from compare(before, after, name)


def _streams(one: Replies, other: Replies, places: Sequence[str]) -> list[Pair]:
    pairs = [(one[place], other[place]) for place in places]
    return [pair for pair in pairs if pair[0].is_stream and pair[1].is_stream]


def _with_names(each: Seen, names: Mapping[str, str]) -> Seen:
    if not (names and each.is_stream):
        return each
    raw, normal = ([_called(it, names) for it in side] for side in (each.raw, each.normal))
    return replace(each, raw=raw, normal=normal)


def _called(event: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(event, dict) or event.get("event_type") not in names:
        return event
    return {**event, "event_type": names[event["event_type"]]}
