"""Two shapes compared, from the whole inwards. Only the outermost of what is gone is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..drift.difference import SEVERITIES, Difference
from ..severity import Severity
from .shapes import Fields, Shape

# What the comparison of documents has no word for; the first two are about shapes.
OWN: Mapping[str, Severity] = {
    "field-replaced": Severity.BREAKING,
    "event-renamed": Severity.BREAKING,
    "step-cut-short": Severity.BREAKING,
    "step-completed": Severity.BEHAVIOUR,
    "now-refused": Severity.BREAKING,
    "now-accepted": Severity.BEHAVIOUR,
    "status-changed": Severity.BEHAVIOUR,
    "media-type-changed": Severity.BREAKING,
    "body-changed": Severity.BREAKING,
    "framing-changed": Severity.BEHAVIOUR,
    "events-changed": Severity.BEHAVIOUR,
    "value-changed": Severity.BEHAVIOUR,
    "reference-changed": Severity.BEHAVIOUR,
    "message-changed": Severity.COSMETIC,
}


def difference(kind: str, place: str, before: str = "", after: str = "") -> Difference:
    """Return a difference in replies, as severe as its kind."""
    severity = OWN[kind] if kind in OWN else SEVERITIES[kind][1]
    return Difference(severity, kind, place, before, after)


def compare(before: Shape, after: Shape, place: str) -> Iterator[Difference]:
    """Yield what differs between what was seen before and after at one place."""
    shared = before.types & after.types
    if not shared:
        words = (" or ".join(sorted(shape.types)) for shape in (before, after))
        yield difference("type-changed", place, *words)
        return
    for name in sorted(before.types - shared):
        yield difference("form-removed", f"{place}({name})", name)
    for name in sorted(after.types - shared):
        yield difference("form-added", f"{place}({name})", "", name)
    if before.formats and after.formats and before.formats != after.formats:
        words = (" or ".join(sorted(shape.formats)) for shape in (before, after))
        yield difference("format-changed", place, *words)
    if before.items and after.items and before.items.seen and after.items.seen:
        yield from compare(before.items, after.items, f"{place}[]")
    yield from _objects(before, after, place)


def _objects(before: Shape, after: Shape, place: str) -> Iterator[Difference]:
    if not (before.objects and after.objects):
        return
    for tag in sorted(before.objects.keys() | after.objects.keys()):
        where = f"{place}/{tag}" if tag else place
        if tag not in after.objects:
            yield difference("variant-removed", where, tag or "object")
        elif tag not in before.objects:
            yield difference("variant-added", where, "", tag or "object")
        else:
            yield from _fields(before.objects[tag], after.objects[tag], where)


def _fields(before: Fields, after: Fields, place: str) -> Iterator[Difference]:
    replaced = _replaced(before, after)
    for name in sorted(before.shapes.keys() | after.shapes.keys()):
        where = f"{place}.{name}"
        if name in replaced:
            yield difference("field-replaced", where, name, replaced[name])
        elif name not in after.shapes:
            yield difference("field-removed", where, name)
        elif name not in before.shapes:
            if name not in replaced.values():
                kind = "required-field-added" if after.always(name) else "field-added"
                yield difference(kind, where, "", name)
        else:
            if before.always(name) is not after.always(name):
                words = (
                    ("required", "optional") if before.always(name) else ("optional", "required")
                )
                yield difference(f"field-{words[1]}", where, *words)
            yield from compare(before.shapes[name], after.shapes[name], where)


def _replaced(before: Fields, after: Fields) -> dict[str, str]:
    """The one structure that is gone, and the one that came: they hold much the same."""
    gone = [name for name in before.shapes.keys() - after.shapes.keys()
            if before.shapes[name].is_structure]  # fmt: skip
    came = [name for name in after.shapes.keys() - before.shapes.keys()
            if after.shapes[name].is_structure]  # fmt: skip
    if len(gone) != 1 or len(came) != 1:
        return {}
    one, other = (set(shape.names()) for shape in (before.shapes[gone[0]], after.shapes[came[0]]))
    return {gone[0]: came[0]} if 2 * len(one & other) >= min(len(one), len(other)) else {}
