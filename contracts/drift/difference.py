"""One difference between two descriptions, with an id that stays, and how much it matters.

What a change means depends on who sends: a client breaks when a reply lacks a field that it reads,
and when a request has a field too few. `SEVERITIES` has both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from ..severity import Severity


class Sender(Enum):
    CLIENT = "request"
    SERVER = "reply"


_BREAKING, _BEHAVIOUR = Severity.BREAKING, Severity.BEHAVIOUR
_ADDITIVE, _COSMETIC = Severity.ADDITIVE, Severity.COSMETIC

# kind: (in a request, in a reply)
SEVERITIES: dict[str, tuple[Severity, Severity]] = {
    "operation-removed": (_BREAKING, _BREAKING),
    "operation-added": (_ADDITIVE, _ADDITIVE),
    "parameter-removed": (_BREAKING, _BREAKING),
    "parameter-added": (_ADDITIVE, _ADDITIVE),
    "parameter-required": (_BREAKING, _BREAKING),
    "type-changed": (_BREAKING, _BREAKING),
    "form-removed": (_BREAKING, _BEHAVIOUR),
    "form-added": (_ADDITIVE, _BREAKING),
    "variant-removed": (_BREAKING, _BREAKING),
    "variant-added": (_ADDITIVE, _BEHAVIOUR),
    "field-removed": (_BREAKING, _BREAKING),
    "field-added": (_ADDITIVE, _ADDITIVE),
    "required-field-added": (_BREAKING, _ADDITIVE),
    "field-required": (_BREAKING, _ADDITIVE),
    "field-optional": (_ADDITIVE, _BREAKING),
    "value-removed": (_BREAKING, _BEHAVIOUR),
    "known-value-removed": (_BEHAVIOUR, _BEHAVIOUR),  # of an open enum
    "value-added": (_ADDITIVE, _BEHAVIOUR),
    "known-value-added": (_ADDITIVE, _ADDITIVE),
    "enum-opened": (_ADDITIVE, _BEHAVIOUR),
    "enum-closed": (_BREAKING, _ADDITIVE),
    "format-changed": (_BEHAVIOUR, _BEHAVIOUR),
    "deprecated": (_COSMETIC, _COSMETIC),
    "no-longer-deprecated": (_COSMETIC, _COSMETIC),
    "name-changed": (_COSMETIC, _COSMETIC),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """`place` is a type and what is in it, by our names; `before` and `after` are words, or ""."""

    severity: Severity
    kind: str
    place: str
    before: str = ""
    after: str = ""

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.place}"

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, **asdict(self), "severity": self.severity.value}


class Differences:
    """Collects; what is seen in requests and in replies counts once, as the more severe."""

    def __init__(self) -> None:
        self._by_id: dict[str, Difference] = {}

    def add(self, kind: str, place: str, sender: Sender, before: str = "", after: str = "") -> None:
        severity = SEVERITIES[kind][sender is Sender.SERVER]
        found = Difference(severity, kind, place, before, after)
        known = self._by_id.get(found.id)
        if known is None or not known.severity.reaches(severity):
            self._by_id[found.id] = found

    def sorted(self) -> list[Difference]:
        """The most severe first, then by kind and place."""
        return sorted(self._by_id.values(), key=lambda it: (-it.severity.rank, it.kind, it.place))


def reach(differences: Iterable[Difference], least: Severity) -> bool:
    """Whether any is at least as severe as `least`."""
    return any(each.severity.reaches(least) for each in differences)
