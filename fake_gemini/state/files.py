"""The files of each scope: immutable records, beside them how often each was looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from fake_gemini.clock import Instant
from fake_gemini.ids import Ids
from fake_gemini.state.space import Space
from fake_gemini.state.stored_bytes import StoredBytes

_ID_LENGTH = 12


class Source(StrEnum):
    """Where a file came from (docs/wire/files.md 4)."""

    UPLOADED = "UPLOADED"
    REGISTERED = "REGISTERED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file before it has a name; `chosen` is the id that its owner wants.

    `size` counts against the storage of its scope. `sha256` is in hex and, like `stored`, None
    where there are no bytes. `processed` says that it takes time, `failure` how that ends badly.
    """

    chosen: str | None
    display_name: str | None
    mime_type: str | None
    size: int | None
    sha256: str | None
    source: Source
    created: Instant
    expires: Instant | None
    processed: bool = False
    failure: str | None = None
    bucket_uri: str | None = None
    stored: StoredBytes | None = None

    def fingerprint(self, ids: Ids, scope: str) -> bytes:
        """Equal for equal files; repetitions are counted by it."""
        known = (self.sha256 or "", self.size or 0, self.mime_type or "", self.display_name or "")
        return ids.digest("file", scope, self.source, *known, self.bucket_uri or "")[:16]


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; `id` is its name without `files/`."""

    id: str
    draft: Draft


@dataclass(slots=True)
class _Share:
    files: dict[str, File] = field(default_factory=dict)
    polls: dict[str, int] = field(default_factory=dict)
    registered: dict[str, str] = field(default_factory=dict)
    repetitions: dict[bytes, int] = field(default_factory=dict)
    next_expiry: Instant | None = None


class FileStore:
    """Keeps the records in this process; the bytes are on disk."""

    def __init__(self, ids: Ids, space: Space) -> None:
        self._ids = ids
        self._space = space
        self._shares: dict[str, _Share] = {}

    def insert(self, scope: str, draft: Draft) -> File:
        """Name and store a file whose space is taken already; a chosen id is free."""
        share = self._shares.setdefault(scope, _Share())
        file = File(self._counted(scope, share, draft), draft)
        share.files[file.id] = file
        if draft.bucket_uri is not None:
            share.registered[draft.bucket_uri] = file.id
        if draft.expires is not None:
            share.next_expiry = min(share.next_expiry or draft.expires, draft.expires)
        return file

    def get(self, scope: str, file_id: str) -> File | None:
        return self._share(scope).files.get(file_id)

    def registered(self, scope: str, uri: str) -> File | None:
        """Return the file that stands for a `gs://` uri."""
        share = self._share(scope)
        return share.files.get(share.registered.get(uri, ""))

    def all(self, scope: str) -> Iterable[File]:
        return self._share(scope).files.values()

    def polls(self, scope: str, file_id: str) -> int:
        """Return how often a file was looked at."""
        return self._share(scope).polls.get(file_id, 0)

    def poll(self, scope: str, file_id: str) -> None:
        """Count one look at a file."""
        self._share(scope).polls[file_id] = self.polls(scope, file_id) + 1

    def delete(self, scope: str, file_id: str) -> bool:
        """Remove a file with its bytes. Say whether there was one."""
        share = self._share(scope)
        file = share.files.pop(file_id, None)
        if file is None:
            return False
        share.polls.pop(file_id, None)
        share.registered.pop(file.draft.bucket_uri or "", None)
        self._discard(scope, file)
        return True

    def expire(self, scope: str, now: Instant) -> None:
        """Remove the files of a scope whose time is over."""
        share = self._share(scope)
        if share.next_expiry is None or now < share.next_expiry:
            return
        times = {file.id: file.draft.expires for file in share.files.values()}
        for file_id, expires in times.items():
            if expires is not None and expires <= now:
                self.delete(scope, file_id)
        left = [expires for expires in times.values() if expires is not None and expires > now]
        share.next_expiry = min(left, default=None)

    def reset(self, scope: str | None) -> int:
        """Forget one scope, or all of them. Return how many files that were."""
        gone = 0
        for name in list(self._shares) if scope is None else [scope]:
            share = self._shares.pop(name, _Share())
            gone += len(share.files)
            for file in share.files.values():
                self._discard(name, file)
        return gone

    def _share(self, scope: str) -> _Share:
        return self._shares.get(scope) or _Share()

    def _counted(self, scope: str, share: _Share, draft: Draft) -> str:
        """Return the id, and count the file unless its name is chosen: that says all of it."""
        if draft.chosen is not None:
            return draft.chosen
        fingerprint = draft.fingerprint(self._ids, scope)
        while True:
            repetition = share.repetitions.get(fingerprint, 0)
            share.repetitions[fingerprint] = repetition + 1
            name = self._ids.word(_ID_LENGTH, "file id", fingerprint, repetition)
            # Somebody may have chosen the name that would be generated.
            if name not in share.files:
                return name

    def _discard(self, scope: str, file: File) -> None:
        self._space.give_back(scope, file.draft.size or 0)
        if file.draft.stored is not None:
            file.draft.stored.remove()
