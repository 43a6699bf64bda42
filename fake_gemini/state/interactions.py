"""Interaction chains: immutable records, each with a pointer to its parent.

A record is a few bytes and texts, so a turn at any depth costs the same, and thousands of them cost
little more than what they hold.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple, Protocol

from fake_gemini.clock import Instant
from fake_gemini.ids import TOKEN_BYTES, Ids

_FINGERPRINT = 16


class Record(NamedTuple):
    """One stored interaction; what is `kept` of it never changes, and is opaque to the store."""

    root: bytes
    own: bytes
    parent: bytes | None
    created: Instant
    kept: Any


class Name(NamedTuple):
    """What a create is called: the `own` token, and where it stands.

    Equal creates have the same `first`, the own token of the first of them, and `repetition` tells
    them apart.
    """

    scope: str
    parent: Record | None
    first: bytes
    repetition: int
    own: bytes


class InteractionStore(Protocol):
    """Naming and inserting are one step for the caller, who holds the lock, so that equal creates
    in flight together get the same set of names in whatever order they arrive."""

    def name(self, scope: str, parent: Record | None, spelled: bytes, *, stored: bool) -> Name:
        """Return the name of the create that is `spelled` so.

        One that is not stored leaves nothing, and is always the first.
        """

    def insert(self, name: Name, created: Instant, kept: Any) -> Record:
        """Store a new interaction under its name, and count it."""

    def get(self, scope: str, own: bytes) -> Record | None: ...

    def delete(self, scope: str, own: bytes) -> bool:
        """Remove a record; its children keep theirs. Say whether there was one."""

    def reset(self, scope: str | None) -> int:
        """Forget one scope, or all of them. Return how many interactions that were."""


class MemoryStore:
    """Keeps everything in this process.

    What was deleted leaves its token behind, without a record: its name is not given again.
    """

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._records: defaultdict[str, dict[bytes, Record | None]] = defaultdict(dict)
        # How many equal creates there were, where it was more than one.
        self._repeated: defaultdict[str, dict[bytes, int]] = defaultdict(dict)

    def name(self, scope: str, parent: Record | None, spelled: bytes, *, stored: bool) -> Name:
        digest = self._ids.behind("create", scope)(parent.own if parent else b"", spelled)
        first = digest[-TOKEN_BYTES:]
        if not stored or first not in self._records[scope]:
            return Name(scope, parent, first, 0, first)
        repetition = self._repeated[scope].get(first, 1)
        own = self._ids.token("own", digest[:_FINGERPRINT], repetition)
        return Name(scope, parent, first, repetition, own)

    def insert(self, name: Name, created: Instant, kept: Any) -> Record:
        scope, parent, first, repetition, own = name
        root, above = (parent.root, parent.own) if parent else (own, None)
        record = self._records[scope][own] = Record(root, own, above, created, kept)
        if repetition:
            self._repeated[scope][first] = repetition + 1
        return record

    def get(self, scope: str, own: bytes) -> Record | None:
        return self._records.get(scope, {}).get(own)

    def delete(self, scope: str, own: bytes) -> bool:
        if self.get(scope, own) is None:
            return False
        self._records[scope][own] = None
        return True

    def reset(self, scope: str | None) -> int:
        scopes = tuple(self._records) if scope is None else (scope,)
        gone = (self._records.pop(name, {}) for name in scopes)
        count = sum(record is not None for records in gone for record in records.values())
        for name in scopes:
            self._repeated.pop(name, None)
        return count
