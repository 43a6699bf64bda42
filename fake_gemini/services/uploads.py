"""Resumable uploads as a state machine (docs/wire/files.md 2.1), without HTTP.

A session is active until it is finalized, cancelled, or ended by a refusal that no later chunk
could mend; what arrived of a chunk that broke off is kept, and `query` says how much that is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from fake_gemini.errors import ApiError, UploadRefused
from fake_gemini.services.files import Files
from fake_gemini.services.room import Room, terminated
from fake_gemini.settings import Settings
from fake_gemini.state.state import State
from fake_gemini.state.stored_bytes import StoredBytes
from fake_gemini.state.uploads import Phase, Span, Upload
from fake_gemini.wire.files import FileResource, Metadata
from fake_gemini.wire.mime_types import check_mime_type

GRANULARITY = 8 * 1024 * 1024

# What a file is of which nobody says what it is.
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Chunk:
    """One request to an upload URL: where its bytes go, and what comes after them.

    `offset` is None for where the session stands; `length` is the announced one, if any. Without
    `upload` there are no bytes.
    """

    offset: int | None
    length: int | None
    upload: bool = True
    finalize: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How a session stands; `file` is there once it is final."""

    upload_id: str
    phase: Phase
    received: int
    file: FileResource | None = None


@dataclass(frozen=True, slots=True)
class Uploads:
    """The sessions of every scope. Whoever has the id of one may use it."""

    settings: Settings
    state: State
    files: Files
    room: Room

    def start(self, scope: str, metadata: Metadata) -> Progress:
        """Open a session, unless its file can be refused already."""
        return _progress(self.opened(scope, metadata))

    def opened(self, scope: str, metadata: Metadata, *, whole: bool = False) -> Upload:
        """Open a session and return itself: after a reset its id may be that of another."""
        with self.state.lock:
            now = self.files.now(scope)
            self.state.uploads.expire(scope, now)
            self.files.check_name(scope, metadata)
            self.room.check(scope, metadata.size or 0)
            return self.state.uploads.start(scope, metadata, now, whole=whole)

    def scope_and_phase(self, upload_id: str) -> tuple[str, Phase]:
        """Return whose session it is and how it stands, or raise when there is no such session."""
        with self.state.lock:
            upload = self._session(upload_id)
            return upload.scope, upload.phase

    def query(self, upload_id: str) -> Progress:
        """Say how far a session is."""
        with self.state.lock:
            upload = self._session(upload_id)
            if upload.phase is Phase.FINAL:
                return self._answered(upload)
            return _progress(upload)

    def cancel(self, upload_id: str) -> Progress:
        """End an active session; to cancel it once more changes nothing."""
        with self.state.lock:
            upload = self._session(upload_id)
            if upload.phase is Phase.FINAL:
                raise terminated(upload)
            if upload.phase is Phase.ACTIVE:
                self._refuse_busy(upload)
                self.state.uploads.end(upload, Phase.CANCELLED)
            return _progress(upload)

    def name_of_whole(self, scope: str, made: Progress) -> str:
        """Return the id for a session that lived in one request, by the file that it made."""
        return self.state.uploads.name("whole", scope, made.file.id if made.file else "")

    def drop(self, upload: Upload) -> None:
        """Forget a session that nobody knows of."""
        with self.state.lock:
            self.state.uploads.forget(upload)

    async def send(self, upload_id: str, chunk: Chunk, body: AsyncIterator[bytes]) -> Progress:
        """Take a chunk as it arrives, and with `finalize` make the file."""
        with self.state.lock:
            upload = self._session(upload_id)
        return await self.send_to(upload, chunk, body)

    async def send_to(self, upload: Upload, chunk: Chunk, body: AsyncIterator[bytes]) -> Progress:
        """Do the same for a session at hand."""
        with self.state.lock:
            self._refuse_busy(upload)
            upload.busy = True
        try:
            if upload.phase is Phase.ACTIVE:
                return await self._active(upload, chunk, body)
            return await self._over(upload, chunk, body)
        finally:
            upload.busy = False

    async def _active(self, upload: Upload, chunk: Chunk, body: AsyncIterator[bytes]) -> Progress:
        start = upload.received
        if chunk.offset is not None and chunk.offset != start:
            await self._check_repeat(upload, chunk, body)
            start = chunk.offset
        else:
            await self._receive(upload, chunk, body)
        with self.state.lock:
            # A reset or an expiry may have come between.
            if upload.phase is not Phase.ACTIVE or upload.stored is None:
                raise terminated(upload)
            if not chunk.finalize:
                return _progress(upload)
            return self._finalize(upload, upload.stored, start)

    async def _receive(self, upload: Upload, chunk: Chunk, body: AsyncIterator[bytes]) -> None:
        if not chunk.upload:
            await _refuse_bytes(body)
            await self.room.receive(upload, 0, body)
            return
        self._check_granularity(chunk)
        await self.room.receive(upload, chunk.length, body)

    async def _over(self, upload: Upload, chunk: Chunk, body: AsyncIterator[bytes]) -> Progress:
        """Replay the answer to the final chunk where that is sent again, refuse all else."""
        closing, file = upload.closing, upload.file
        if closing is None or file is None or not chunk.finalize:
            raise terminated(upload)
        stored = file.draft.stored
        at = closing.offset if chunk.offset is None else chunk.offset
        if at != closing.offset or stored is None or self._is_gone(upload):
            raise terminated(upload)
        if not await self.room.holds(stored, closing, chunk.length, body):
            raise terminated(upload)
        return self._answered(upload)

    async def _check_repeat(self, upload: Upload, chunk: Chunk, body: AsyncIterator[bytes]) -> None:
        """Raise unless it is the last accepted chunk once more, whose answer may have got lost."""
        last, stored = upload.last, upload.stored
        if last and stored and chunk.upload and chunk.offset == last.offset:
            if await self.room.holds(stored, last, chunk.length, body):
                return
        raise UploadRefused(
            400,
            f"Invalid X-Goog-Upload-Offset: {chunk.offset}. The session has received"
            f" {upload.received} bytes.",
            upload.phase,
        )

    def _check_granularity(self, chunk: Chunk) -> None:
        if not self.settings.enforce_granularity or chunk.finalize:
            return
        if chunk.length is None or chunk.length % GRANULARITY:
            raise UploadRefused(
                400,
                f"The length of a chunk that is not the last has to be a multiple of {GRANULARITY}"
                " bytes, and announced by Content-Length.",
                Phase.ACTIVE,
            )

    def _finalize(self, upload: Upload, stored: StoredBytes, start: int) -> Progress:
        try:
            self._check_size(upload)
            mime_type = upload.metadata.mime_type or _UNKNOWN_TYPE
            check_mime_type(mime_type)
            file = self.files.add_uploaded(upload.scope, upload.metadata, mime_type, stored)
        except (ApiError, UploadRefused):
            self.state.uploads.end(upload, Phase.FINAL)
            raise
        self.state.uploads.finish(upload, Span(start, stored.size - start), file)
        return self._answered(upload)

    def _check_size(self, upload: Upload) -> None:
        declared = upload.metadata.size
        if declared is None or self.settings.accept_size_mismatch:
            return
        if upload.received < declared:
            raise UploadRefused(
                400,
                f"The upload was finalized with {upload.received} bytes, but {declared} were"
                " declared.",
            )

    def _answered(self, upload: Upload) -> Progress:
        """How a final session stands, with its file as the finalize was answered."""
        if upload.file is None or self._is_gone(upload):
            raise terminated(upload)
        return replace(_progress(upload), file=self.files.answered(upload.file))

    def _is_gone(self, upload: Upload) -> bool:
        """Whether the file was deleted or has expired since."""
        self.files.now(upload.scope)
        file = upload.file
        return file is None or self.state.files.get(upload.scope, file.id) is not file

    def _session(self, upload_id: str) -> Upload:
        upload = self.state.uploads.get(upload_id)
        if upload is not None:
            now = self.state.clocks.now(upload.scope)
            self.state.uploads.expire(upload.scope, now)
            upload = self.state.uploads.get(upload_id)
        if upload is None:
            raise UploadRefused(404, "There is no upload with this upload_id.")
        return upload

    def _refuse_busy(self, upload: Upload) -> None:
        if upload.busy:
            raise UploadRefused(400, "Another request is sending to this upload.", upload.phase)


async def _refuse_bytes(body: AsyncIterator[bytes]) -> None:
    async for _ in body:
        raise UploadRefused(
            400, "The command 'finalize' has no body; 'upload, finalize' has.", Phase.ACTIVE
        )


def _progress(upload: Upload) -> Progress:
    return Progress(upload.id, upload.phase, upload.received)
