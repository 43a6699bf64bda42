"""Two descriptions of a text: which values are known, and whether others may come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .difference import Differences, Sender
from .leaves import Leaf


@dataclass(frozen=True, slots=True)
class Values:
    known: frozenset[str]
    is_open: bool

    def __str__(self) -> str:
        words = [*sorted(self.known), *(["any string"] if self.is_open else [])]
        return " or ".join(words)


def compare(
    before: Sequence[Leaf],
    after: Sequence[Leaf],
    place: str,
    sender: Sender,
    into: Differences,
    *,
    exact: bool,
) -> None:
    """Unless `exact`, a side does not tell whether its enums are open."""
    were, are = _values(before), _values(after)
    if exact and were.is_open is not are.is_open:
        kind = "enum-opened" if are.is_open else "enum-closed"
        into.add(kind, place, sender, str(were), str(are))
    if not (were.known and are.known):
        return  # any string before, or any string now
    prefix = "known-" if not exact or (were.is_open and are.is_open) else ""
    for value in were.known - are.known:
        into.add(f"{prefix}value-removed", f"{place}={value}", sender, value)
    for value in are.known - were.known:
        into.add(f"{prefix}value-added", f"{place}={value}", sender, "", value)


def _values(found: Sequence[Leaf]) -> Values:
    known: set[str] = set()
    is_open = False
    for schema in (leaf.schema for leaf in found):
        if schema.get("x-open"):
            known |= set(schema["anyOf"][0]["enum"])
            is_open = True
        elif "const" in schema:
            known.add(str(schema["const"]))
        elif "enum" in schema:
            known |= set(map(str, schema["enum"]))
        else:
            is_open = True
    return Values(frozenset(known), is_open)
