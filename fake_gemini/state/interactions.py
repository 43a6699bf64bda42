"""Interaction chains: immutable records, each with a pointer to its parent.

A record is bytes, so a turn at any depth costs the same, and thousands of them cost little more
than what they hold.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple, Protocol

from fake_gemini.clock import Instant
from fake_gemini.ids import TOKEN_BYTES, Ids

_FINGERPRINT = 16


class Record(NamedTuple):
    """One stored interaction: its input `sent`, a text as it is, and `blob`, all else of it.

    Both are opaque to the store.
    """

    root: bytes
    own: bytes
    parent: bytes | None
    created: Instant
    sent: str | bytes
    blob: bytes


class Name(NamedTuple):
    """What a create is called: the `own` token, and where it stands.

    Equal creates have the same fingerprint, and `repetition` tells them apart.
    """

    scope: str
    parent: Record | None
    fingerprint: bytes
    repetition: int
    own: bytes


class InteractionStore(Protocol):
    """Naming and inserting are one step for the caller, who holds the lock, so that equal creates
    in flight together get the same set of names in whatever order they arrive."""

    def name(self, scope: str, parent: Record | None, canonical: bytes, *, stored: bool) -> Name:
        """Return the name of the create that `canonical` spells.

        One that is not stored leaves nothing, and is always the first.
        """

    def insert(self, name: Name, created: Instant, sent: str | bytes, blob: bytes) -> Record:
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
        self._records: defaultdict[str, dict[bytes, Record]] = defaultdict(dict)
        self._repetitions: defaultdict[str, dict[bytes, int]] = defaultdict(dict)

    def name(self, scope: str, parent: Record | None, canonical: bytes, *, stored: bool) -> Name:
        digest = self._ids.digest("create", scope, parent.own if parent else b"", canonical)
        fingerprint, own = digest[:_FINGERPRINT], digest[-TOKEN_BYTES:]
        repetition = self._repetitions[scope].get(fingerprint, 0) if stored else 0
        if repetition:
            own = self._ids.token("own", fingerprint, repetition)
        return Name(scope, parent, fingerprint, repetition, own)

    def insert(self, name: Name, created: Instant, sent: str | bytes, blob: bytes) -> Record:
        scope, parent, fingerprint, repetition, own = name
        root, above = (parent.root, parent.own) if parent else (own, None)
        record = Record(root, own, above, created, sent, blob)
        self._repetitions[scope][fingerprint] = repetition + 1
        self._records[scope][own] = record
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
