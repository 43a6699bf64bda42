"""The order of events in streams, and events that only have another name than before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from .seen import Seen

# The longest run of events that is told once, however often it comes one after the other.
_LONGEST = 4


def types(events: Iterable[Any]) -> list[str]:
    """Return the type of each event; what is no event has none."""
    return [str(each.get("event_type", "")) if isinstance(each, dict) else "" for each in events]


def order(seen: Seen) -> list[str]:
    """Return the types in order, each repetition told once, and how the stream ends."""
    ends = ["done"] if seen.ends else ["no end"]
    return _once([*types(seen.raw), *ends])


def renamed(pairs: Iterable[tuple[Seen, Seen]]) -> Mapping[str, str]:
    """Return the new name of each event that has nothing but a new name.

    It stands where the other stood, and neither name is on the other side.
    """
    found: dict[str, str] = {}
    streams = list(pairs)
    before = {name for one, _ in streams for name in types(one.raw)}
    after = {name for _, other in streams for name in types(other.raw)}
    for one, other in streams:
        for old, new in _opposite(_once(types(one.raw)), _once(types(other.raw))):
            if old not in after and new not in before:
                found.setdefault(old, new)
    return found if len(set(found.values())) == len(found) else {}


def _opposite(one: Sequence[str], other: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Pairs of names at the same place between names that are equal."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "replace" and last - first == end - begin:
            yield from zip(one[first:last], other[begin:end], strict=True)


def _once(names: list[str]) -> list[str]:
    for size in range(1, _LONGEST + 1):
        told: list[str] = []
        for name in names:
            told.append(name)
            if told[-size:] == told[-2 * size : -size]:
                del told[-size:]
        names = told
    return names
