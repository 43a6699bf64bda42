"""Where the bytes of an upload go, and whether there is room for them.

Space is reserved before bytes are read, so that what is accepted can be kept. No room ends the
session: the bytes it held are free again, which a full disk needs (docs/wire/files.md 5).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass

from fake_gemini.errors import (
    ApiError,
    InvalidRequest,
    StorageFull,
    Unavailable,
    UploadRefused,
)
from fake_gemini.services.blocks import Blocks
from fake_gemini.settings import Settings
from fake_gemini.state.state import State
from fake_gemini.state.stored_bytes import StoredBytes
from fake_gemini.state.uploads import Phase, Span, Upload


def terminated(upload: Upload) -> UploadRefused:
    """The refusal of everything that is sent to a session that is over."""
    return UploadRefused(400, "Upload has already been terminated.", upload.phase)


@dataclass(frozen=True, slots=True)
class Room:
    """The limits of settings.py and of the disk, for every scope."""

    settings: Settings
    state: State

    def check(self, scope: str, size: int, *, reserved: int = 0) -> None:
        """Raise when a file cannot get so large; `reserved` of it is accounted for."""
        if size > self.settings.max_file:
            raise InvalidRequest(
                f"The file is larger than {self.settings.max_file} bytes, the limit for one file."
            )
        more = size - reserved
        if self.state.space.used(scope) + more > self.settings.max_storage:
            raise StorageFull(self.settings.max_storage)
        if more > self.state.folder.free():
            raise Unavailable("The disk of the fake is full.")

    async def receive(self, upload: Upload, length: int | None, body: AsyncIterator[bytes]) -> None:
        """Append a chunk as it arrives; what arrived before it broke off is kept."""
        stored = self._stored(upload, length or 0)
        start, whole = stored.size, False
        try:
            with stored.appending() as append, closing(Blocks(append)) as blocks:
                arrived = start
                async for data in body:
                    arrived += len(data)
                    self._make_room(upload, arrived)
                    await blocks.add(data)
                await blocks.written()
            whole = True
        except Unavailable:
            self._end(upload)
            raise
        finally:
            self._settle(upload, Span(start, stored.size - start), whole=whole)

    async def holds(
        self, stored: StoredBytes, span: Span, length: int | None, body: AsyncIterator[bytes]
    ) -> bool:
        """Say whether a chunk is the same, byte for byte, as what is kept at `span`."""
        if length not in (None, span.length):
            return False
        seen = 0
        try:
            with stored.comparing(span.offset) as same:
                async for data in body:
                    seen += len(data)
                    if seen > span.length or not same(data):
                        return False
        except Unavailable:
            # The bytes are gone, as after a reset.
            return False
        return seen == span.length

    def _stored(self, upload: Upload, length: int) -> StoredBytes:
        """Return where the bytes of a session go, after room is made for the next `length`."""
        with self.state.lock:
            self._make_room(upload, upload.received + length)
            if upload.stored is None:
                try:
                    upload.stored = StoredBytes(self.state.folder.new_file())
                except Unavailable:
                    self._end(upload)
                    raise
            return upload.stored

    def _make_room(self, upload: Upload, size: int) -> None:
        """Reserve space for a file of that size, or end its session."""
        with self.state.lock:
            if upload.phase is not Phase.ACTIVE:
                raise terminated(upload)
            if size <= upload.reserved:
                return
            try:
                self._check_declared(upload, size)
                self.check(upload.scope, size, reserved=upload.reserved)
            except (ApiError, UploadRefused):
                self._end(upload)
                raise
            self.state.uploads.reserve(upload, size)

    def _check_declared(self, upload: Upload, size: int) -> None:
        declared = upload.metadata.size
        if declared is None or size <= declared or self.settings.accept_size_mismatch:
            return
        raise UploadRefused(
            400, f"The upload has more than the {declared} bytes that were declared."
        )

    def _settle(self, upload: Upload, arrived: Span, *, whole: bool) -> None:
        """Give back what was reserved and did not come, and remember an accepted chunk."""
        with self.state.lock:
            if upload.phase is Phase.ACTIVE:
                self.state.uploads.reserve(upload, upload.received)
                if arrived.length:
                    upload.last = arrived if whole else None

    def _end(self, upload: Upload) -> None:
        with self.state.lock:
            if upload.phase is Phase.ACTIVE:
                self.state.uploads.end(upload, Phase.FINAL)
