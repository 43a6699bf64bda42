"""Upload sessions: each is the one holder of the bytes that arrived so far."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum

from fake_gemini.clock import HOUR, Instant
from fake_gemini.ids import Field, Ids
from fake_gemini.state.files import File
from fake_gemini.state.space import Space
from fake_gemini.state.stored_bytes import StoredBytes
from fake_gemini.wire.files import Metadata

# How long a session that nobody ends is kept. It is the life of a file.
LIFETIME = 48 * HOUR

# 105 characters, as recorded ids have (docs/wire/files.md 2.1).
_ID_BYTES = 78


class Phase(StrEnum):
    """The values of `X-Goog-Upload-Status` (docs/wire/files.md 2.1)."""

    ACTIVE = "active"
    FINAL = "final"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Span:
    """Where a chunk lies in its file."""

    offset: int
    length: int

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(slots=True, eq=False)
class Upload:
    """One session.

    `busy` while a request sends to it, `last` is the last accepted chunk, `closing` the one that
    made `file`. A session that is FINAL without a file was ended by a refusal.
    """

    id: str
    scope: str
    metadata: Metadata
    expires: Instant
    phase: Phase = Phase.ACTIVE
    busy: bool = False
    stored: StoredBytes | None = None
    reserved: int = 0
    last: Span | None = None
    closing: Span | None = None
    file: File | None = None

    @property
    def received(self) -> int:
        return self.stored.size if self.stored else 0


class UploadStore:
    """Keeps the sessions in this process; their bytes are on disk."""

    def __init__(self, ids: Ids, space: Space) -> None:
        self._ids = ids
        self._space = space
        self._uploads: dict[str, dict[str, Upload]] = {}
        self._scopes: dict[str, str] = {}
        self._repetitions: dict[str, dict[bytes, int]] = {}
        self._next_expiry: dict[str, Instant] = {}

    def start(self, scope: str, metadata: Metadata, now: Instant, *, whole: bool = False) -> Upload:
        """Open a session; counting, naming and inserting are one step.

        A `whole` one lives in one request. It counts apart, so that others keep their names.
        """
        known = (metadata.name or "", metadata.display_name or "", metadata.mime_type or "")
        size = "" if metadata.size is None else metadata.size
        purpose = "whole upload" if whole else "upload"
        fingerprint = self._ids.digest(purpose, scope, *known, size)[:16]
        counts = self._repetitions.setdefault(scope, {})
        repetition = counts.get(fingerprint, 0)
        counts[fingerprint] = repetition + 1
        upload = Upload(self.name(fingerprint, repetition), scope, metadata, now + LIFETIME)
        self._uploads.setdefault(scope, {})[upload.id] = upload
        self._scopes[upload.id] = scope
        self._next_expiry[scope] = min(self._next_expiry.get(scope, upload.expires), upload.expires)
        return upload

    def get(self, upload_id: str) -> Upload | None:
        """Return a session by its id alone: whoever has the id may use it."""
        scope = self._scopes.get(upload_id)
        return None if scope is None else self._uploads[scope][upload_id]

    def reserve(self, upload: Upload, size: int) -> None:
        """Take or give back space, so that `size` bytes are reserved for a session."""
        self._space.take(upload.scope, size - upload.reserved)
        upload.reserved = size

    def end(self, upload: Upload, phase: Phase) -> None:
        """End a session without a file: its bytes and its space are free again."""
        upload.phase = phase
        upload.last = None
        self.reserve(upload, 0)
        if upload.stored is not None:
            upload.stored.remove()
            upload.stored = None

    def finish(self, upload: Upload, closing: Span, file: File) -> None:
        """End a session with the file that has taken over its bytes and their space."""
        self.reserve(upload, upload.received)
        upload.phase, upload.closing, upload.file = Phase.FINAL, closing, file
        upload.reserved, upload.stored, upload.last = 0, None, None

    def forget(self, upload: Upload) -> None:
        """End a session that nobody can come back to, and forget it."""
        if upload.phase is Phase.ACTIVE:
            self.end(upload, Phase.FINAL)
        if self.get(upload.id) is upload:
            del self._uploads[upload.scope][upload.id], self._scopes[upload.id]

    def expire(self, scope: str, now: Instant) -> None:
        """Forget the sessions of a scope that are too old."""
        if now < self._next_expiry.get(scope, now + 1):
            return
        for upload in list(self._uploads.get(scope, {}).values()):
            if upload.expires <= now:
                self.forget(upload)
        left = [upload.expires for upload in self._uploads.get(scope, {}).values()]
        self._next_expiry[scope] = min(left, default=now + LIFETIME)

    def reset(self, scope: str | None) -> int:
        """Forget one scope, or all of them. Return how many sessions were active."""
        gone = 0
        for name in list(self._uploads) if scope is None else [scope]:
            for upload in list(self._uploads.pop(name, {}).values()):
                self._scopes.pop(upload.id)
                if upload.phase is Phase.ACTIVE:
                    gone += 1
                    self.end(upload, Phase.FINAL)
            self._repetitions.pop(name, None)
            self._next_expiry.pop(name, None)
        return gone

    def name(self, *origin: Field) -> str:
        """Return the id of the session that `origin` tells from all others."""
        parts = (self._ids.digest("upload id", *origin, n) for n in range(3))
        return "A" + urlsafe_b64encode(b"".join(parts)[:_ID_BYTES]).decode()
