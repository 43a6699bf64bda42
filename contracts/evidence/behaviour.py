"""What two recordings answer to the same requests: status, order of events, values, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..drift.difference import Difference
from ..values import shown
from . import events
from .comparison import difference
from .seen import SHAPES_ONLY, Seen
from .shapes import FREE, tag_of, type_of
from .tokens import REFERENCES, UNCOUNTED, kind_of, without_numbers

# Longer changes stand beside an id, not in it.
_LONGEST = 60
# How the leaves of replies are called: the place in the shape, without numbers.
Leaves = dict[str, Any]


def answers(before: Seen, after: Seen) -> Iterator[Difference]:
    """What is answered at all: accepted or refused, in which form, in which order.

    A form that has changed is told once for all replies of a type.
    """
    if before.status != after.status:
        kinds = {(True, False): "now-refused", (False, True): "now-accepted"}
        kind = kinds.get((before.accepted, after.accepted), "status-changed")
        yield difference(kind, before.place, str(before.status), str(after.status))
    elif before.media_type != after.media_type:
        words = (before.media_type or "no type", after.media_type or "no type")
        yield difference("media-type-changed", before.root, *words)
    elif before.form != after.form:
        yield difference("body-changed", before.root, before.form, after.form)
    elif before.framing != after.framing:
        yield difference("framing-changed", before.root, before.framing, after.framing)
    elif before.is_stream and events.order(before) != events.order(after):
        words = (" ".join(events.order(before)), " ".join(events.order(after)))
        yield difference("events-changed", before.place, *words)


def values(before: Seen, after: Seen) -> Iterator[Difference]:
    """What stands in the place of what stood there before; tokens are compared as references."""
    if before.root in SHAPES_ONLY:
        return
    one, other = leaves(before), leaves(after)
    for place in (place for place in one if place in other):
        was, now = one[place], other[place]
        if was == now or type_of(was) != type_of(now) or UNCOUNTED in (was, now):
            continue
        if place.endswith("rror.message"):
            yield difference("message-changed", before.place, shown(was), shown(now))
        elif kind_of(was) or kind_of(now):
            forms = _form(was), _form(now)
            if forms[0] != forms[1]:
                yield difference("value-changed", place, *forms)
        else:
            change = f"={_word(was)}->{_word(now)}"
            where = place + (change if len(change) <= _LONGEST else "")
            yield difference("value-changed", where, shown(was), shown(now))


def references(
    before: Mapping[str, Seen], after: Mapping[str, Seen]
) -> Iterator[tuple[Difference, str]]:
    """Yield what is no longer the same as something told before it, or is now, and in which reply.

    Only what both sides have is looked at, so that something new changes no number.
    """
    one, other = _references(before), _references(after)
    common = [place for place in one if place in other]
    first, last = _first(one, common), _first(other, common)
    for place in common:
        if first[place] != last[place]:
            words = ("its own" if it == place else it for it in (first[place], last[place]))
            reply, _, leaf = place.partition(" ")
            yield difference("reference-changed", leaf, *words), reply


def leaves(seen: Seen) -> Leaves:
    """Return the first value at each place of the shape."""
    found: Leaves = {}
    for name, _, normal in seen.parts():
        for place, value in _leaves(normal, name):
            found.setdefault(place, value)
    return found


def _leaves(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        tag = tag_of(value)
        where = f"{place}/{tag}" if tag else place
        for name, item in value.items():
            if name not in FREE:
                yield from _leaves(item, f"{where}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, f"{place}[]")
    else:
        yield place, value


def _references(replies: Mapping[str, Seen]) -> dict[str, str]:
    return {
        f"{seen.place} {place}": value
        for seen in replies.values()
        for place, value in leaves(seen).items()
        if kind_of(value) in REFERENCES
    }


def _first(found: Mapping[str, str], places: list[str]) -> dict[str, str]:
    """Where each reference was first seen; times only mean something in one reply."""
    known: dict[str, str] = {}
    first: dict[str, str] = {}
    for place in places:
        value = found[place]
        scope = place.partition(" ")[0] if kind_of(value) == "time" else ""
        first[place] = known.setdefault(f"{scope} {value}", place)
    return first


def _form(text: str) -> str:
    """What a text with tokens looks like; one without any may be anything."""
    return without_numbers(text) if kind_of(text) else "other text" if text else "an empty text"


def _word(value: Any) -> str:
    return value if isinstance(value, str) else shown(value)
