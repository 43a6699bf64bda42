"""Interaction chains: immutable records, each with a pointer to its parent.

A record is bytes, so a turn at any depth costs the same, and thousands of them cost little more
than what they hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from fake_gemini.clock import Instant
from fake_gemini.ids import Ids


@dataclass(frozen=True, slots=True)
class Record:
    """One stored interaction: its input `sent`, and `blob`, all else of it.

    Both are opaque to the store.
    """

    root: bytes
    own: bytes
    parent: bytes | None
    created: Instant
    sent: bytes
    blob: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a create stands: its scope, its parent, and the spelling of its body."""

    scope: str
    parent: Record | None
    canonical: bytes

    def fingerprint(self, ids: Ids) -> bytes:
        """Equal for equal creates; repetitions are counted by it."""
        parent = self.parent.own if self.parent else b""
        return ids.digest("create", self.scope, parent, self.canonical)[:16]


@dataclass(frozen=True, slots=True)
class Name:
    """What a create is called: the `own` token, and what it was made of."""

    fingerprint: bytes
    repetition: int
    own: bytes

    @classmethod
    def of(cls, ids: Ids, fingerprint: bytes, repetition: int) -> Name:
        """Return the name of a create after so many that have the same fingerprint."""
        return cls(fingerprint, repetition, ids.token("own", fingerprint, repetition))


class InteractionStore(Protocol):
    """Naming and inserting are one step for the caller, who holds the lock, so that equal creates
    in flight together get the same set of names in whatever order they arrive."""

    def name(self, place: Place) -> Name:
        """Return the name that the next interaction at a place will have."""

    def insert(
        self, place: Place, name: Name, created: Instant, sent: bytes, blob: bytes
    ) -> Record:
        """Store a new interaction under its name, and count it."""

    def get(self, scope: str, own: bytes) -> Record | None: ...

    def delete(self, scope: str, own: bytes) -> bool:
        """Remove a record; its children keep theirs. Say whether there was one."""

    def reset(self, scope: str | None) -> int:
        """Forget one scope, or all of them. Return how many interactions that were."""


class MemoryStore:
    """Keeps everything in this process."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._records: dict[str, dict[bytes, Record]] = {}
        self._repetitions: dict[str, dict[bytes, int]] = {}

    def name(self, place: Place) -> Name:
        fingerprint = place.fingerprint(self._ids)
        repetition = self._repetitions.get(place.scope, {}).get(fingerprint, 0)
        return Name.of(self._ids, fingerprint, repetition)

    def insert(
        self, place: Place, name: Name, created: Instant, sent: bytes, blob: bytes
    ) -> Record:
        parent = place.parent
        record = Record(
            root=parent.root if parent else name.own,
            own=name.own,
            parent=parent.own if parent else None,
            created=created,
            sent=sent,
            blob=blob,
        )
        self._repetitions.setdefault(place.scope, {})[name.fingerprint] = name.repetition + 1
        self._records.setdefault(place.scope, {})[name.own] = record
        return record

    def get(self, scope: str, own: bytes) -> Record | None:
        return self._records.get(scope, {}).get(own)

    def delete(self, scope: str, own: bytes) -> bool:
        return self._records.get(scope, {}).pop(own, None) is not None

    def reset(self, scope: str | None) -> int:
        if scope is None:
            gone = sum(map(len, self._records.values()))
            self._records.clear()
            self._repetitions.clear()
            return gone
        self._repetitions.pop(scope, None)
        return len(self._records.pop(scope, {}))
