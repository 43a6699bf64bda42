"""Two sets of types compared, from the roots of requests and replies inwards.

Types are matched by where they stand, because names never travel, and variants of a union by what
tells them apart. Places are named by the first side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..schema.walk import referred
from . import enums
from .difference import Differences, Sender
from .leaves import ANYTHING, Leaf, Schemas, leaves

Forms = dict[str, list[Leaf]]  # by JSON type


class Comparison:
    """Compares pairs of schemas into one collection, each pair of named types once."""

    def __init__(
        self, before: Schemas, after: Schemas, into: Differences, *, exact: bool = True
    ) -> None:
        self._before = before
        self._after = after
        self._into = into
        self._exact = exact  # whether names of types and openness of enums are told by both
        self._seen: set[tuple[str, str, Sender]] = set()

    def schemas(self, before: Any, after: Any, place: str, sender: Sender) -> None:
        """Compare what may stand at `place`; a schema may be a boolean."""
        old, new = (referred(it) if isinstance(it, dict) else None for it in (before, after))
        if self._are_known(old, new, sender):
            return
        were, are = leaves(before, self._before), leaves(after, self._after)
        self._forms(were, are, old if old and new else place, sender)

    def _are_known(self, old: str | None, new: str | None, sender: Sender) -> bool:
        if not (old and new):
            return False
        known = (old, new, sender) in self._seen
        self._seen.add((old, new, sender))
        return known

    def _forms(
        self, before: Sequence[Leaf], after: Sequence[Leaf], place: str, sender: Sender
    ) -> None:
        were, are = _by_type(before), _by_type(after)
        shared = were.keys() & are.keys()
        if not shared or ANYTHING in were.keys() ^ are.keys():
            words = [" or ".join(sorted(each)) for each in (were, are)]
            self._into.add("type-changed", place, sender, *words)
            return
        for form in sorted(were.keys() - shared):
            self._into.add("form-removed", f"{place}({form})", sender, form)
        for form in sorted(are.keys() - shared):
            self._into.add("form-added", f"{place}({form})", sender, "", form)
        for form in sorted(shared):
            self._form(form, were[form], are[form], place, sender)

    def _form(
        self, form: str, before: list[Leaf], after: list[Leaf], place: str, sender: Sender
    ) -> None:
        if form == "object":
            self._objects(before, after, place, sender)
        elif form == "array":
            self._lists(before, after, f"{place}[]", sender)
        else:
            if form == "string":
                enums.compare(before, after, place, sender, self._into, exact=self._exact)
            was, now = (str(each[0].schema.get("format", "")) for each in (before, after))
            if was and now and was != now:
                self._into.add("format-changed", place, sender, was, now)

    def _lists(self, before: list[Leaf], after: list[Leaf], place: str, sender: Sender) -> None:
        """Lists of different things are compared as one list of any of them."""
        items = [[each.schema.get("items") for each in side] for side in (before, after)]
        if len(before) == len(after) == 1:
            self.schemas(items[0][0], items[1][0], place, sender)
            return
        were = [leaf for each in items[0] for leaf in leaves(each, self._before)]
        are = [leaf for each in items[1] for leaf in leaves(each, self._after)]
        self._forms(were, are, place, sender)

    def _objects(self, before: list[Leaf], after: list[Leaf], place: str, sender: Sender) -> None:
        for tag, was, now in _paired(before, after):
            if was and now:
                self._fields(was, now, was.name or place, sender)
            elif was:
                self._into.add("variant-removed", f"{was.union or place}/{tag}", sender, tag)
            elif now:
                union = _union(now, before, self._before) or place
                self._into.add("variant-added", f"{union}/{tag}", sender, "", tag)

    def _fields(self, before: Leaf, after: Leaf, place: str, sender: Sender) -> None:
        if self._are_known(before.name and f"{before.name} as object", after.name, sender):
            return
        if self._exact and before.name and after.name and before.name != after.name:
            self._into.add("name-changed", before.name, sender, before.name, after.name)
        for name in sorted(before.fields.keys() | after.fields.keys()):
            where = f"{place}.{name}"
            if name not in after.fields:
                self._into.add("field-removed", where, sender, name)
            elif name in before.fields:
                self._requirement(name in before.required, name in after.required, where, sender)
                self._deprecation(before.fields[name], after.fields[name], where, sender)
                self.schemas(before.fields[name], after.fields[name], where, sender)
            else:
                kind = "required-field-added" if name in after.required else "field-added"
                self._into.add(kind, where, sender, "", name)

        rest, now_rest = (it.schema.get("additionalProperties") for it in (before, after))
        if isinstance(rest, dict) and isinstance(now_rest, dict):
            self.schemas(rest, now_rest, f"{place}.*", sender)

    def _requirement(self, was: bool, now: bool, place: str, sender: Sender) -> None:
        if was is not now:
            words = ("required", "optional") if was else ("optional", "required")
            self._into.add(f"field-{words[1]}", place, sender, *words)

    def _deprecation(self, before: Any, after: Any, place: str, sender: Sender) -> None:
        was, now = (isinstance(it, dict) and it.get("deprecated", False) for it in (before, after))
        if was is not now:
            self._into.add("deprecated" if now else "no-longer-deprecated", place, sender)


def _by_type(found: Sequence[Leaf]) -> Forms:
    forms: Forms = {}
    for each in found:
        forms.setdefault(each.type, []).append(each)
    return forms


def _paired(before: list[Leaf], after: list[Leaf]) -> list[tuple[str, Leaf | None, Leaf | None]]:
    """Objects by tag; those without one by how many fields they share."""
    left = {each.tag: each for each in before if each.tag}
    right = {each.tag: each for each in after if each.tag}
    pairs = [(tag, left.get(tag), right.get(tag)) for tag in sorted(left.keys() | right.keys())]
    waiting = [each for each in after if not each.tag]
    for each in (each for each in before if not each.tag):
        best = max(waiting, key=lambda it: _likeness(each, it), default=None)
        if best is not None:
            waiting.remove(best)
        pairs.append((each.name or "object", each, best))
    return pairs + [(each.name or "object", None, each) for each in waiting]


def _likeness(one: Leaf, other: Leaf) -> tuple[int, int]:
    """Shared fields count, and shared required ones decide."""
    return len(one.fields.keys() & other.fields.keys()), len(one.required & other.required)


def _union(new: Leaf, before: list[Leaf], names: Schemas) -> str | None:
    """The union that a new variant joins, by our name for it."""
    if new.union in names:
        return new.union
    joined = {each.union for each in before if each.tag and each.union}
    return joined.pop() if len(joined) == 1 else None
