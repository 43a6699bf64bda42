"""Two recordings compared: what differs, and where it was seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..drift.difference import Difference
from . import behaviour, events
from .comparison import compare, difference
from .recording import Recording
from .seen import Seen, seen
from .shapes import Shape

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
    alike = [pair for pair in pairs if _are_alike(*pair)]
    found: dict[str, Finding] = {}
    for told, where in _told(pairs, alike, renamed):
        known = found.get(told.id, Finding(told))
        found[told.id] = replace(known, where=tuple(dict.fromkeys([*known.where, *where])))
    ordered = sorted(found.values(), key=lambda it: (-it.difference.severity.rank, it.id))
    alone = [place for place in {**one, **other} if place not in places]
    return Compared(ordered, alone, len(pairs))


def _told(
    pairs: Sequence[Pair], alike: Sequence[Pair], renamed: Mapping[str, str]
) -> Iterator[tuple[Difference, tuple[str, ...]]]:
    for old, new in renamed.items():
        yield difference("event-renamed", f"Event/{old}", old, new), ()
    for pair in pairs:
        yield from ((told, ()) for told in behaviour.answers(*pair))
    yield from ((told, ()) for told in _shapes(alike))
    for pair in alike:
        yield from ((told, _where(told, pair[0].place)) for told in behaviour.values(*pair))
    sides = [{each.place: each for each in side} for side in zip(*alike, strict=True)]
    if sides:
        yield from ((told, ()) for told in behaviour.references(*sides))


def _where(told: Difference, place: str) -> tuple[str, ...]:
    return () if told.place == place else (place,)


def _are_alike(one: Seen, other: Seen) -> bool:
    """Whether two replies are the same kind of answer, so that what is in them can be compared."""
    return (one.status, one.form, one.root) == (other.status, other.form, other.root)


def _shapes(pairs: Sequence[Pair]) -> Iterator[Difference]:
    shapes: dict[str, Pair2] = {}
    for pair in pairs:
        for side, each in enumerate(pair):
            for name, raw, _ in each.parts():
                shapes.setdefault(name, (Shape(), Shape()))[side].add(raw)
    for name, (before, after) in shapes.items():
        if before.seen and after.seen:
            yield from compare(before, after, name)


Pair2 = tuple[Shape, Shape]


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
