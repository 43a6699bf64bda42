"""Uploads in one request: raw and multipart (docs/wire/files.md 2.2), without HTTP.

Each is a session that lives as long as its request; what breaks off leaves nothing behind.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from fake_gemini.errors import InvalidRequest
from fake_gemini.services.uploads import Chunk, Progress, Uploads
from fake_gemini.wire.files import Metadata, read_metadata
from fake_gemini.wire.multipart import End, Event, Part, Splitter

_FIELD = re.compile(r';\s*name="?([^";]*)', re.A | re.I)
_ORDER = "the metadata first, then the file, and no other"


@dataclass(frozen=True, slots=True)
class WholeUploads:
    """Uploads for every scope; `max_metadata` is in bytes."""

    uploads: Uploads
    max_metadata: int

    async def raw(
        self, scope: str, metadata: Metadata, length: int | None, body: AsyncIterator[bytes]
    ) -> Progress:
        """Make a file of a body."""
        upload = self.uploads.opened(scope, metadata, whole=True)
        try:
            chunk = Chunk(0, length, finalize=True)
            made = await self.uploads.send_to(upload, chunk, body)
            # Sessions are counted when they start and files when they end; two equal requests at
            # once may do that in different orders, so this session is named after its file.
            return replace(made, upload_id=self.uploads.name_of_whole(scope, made))
        finally:
            self.uploads.drop(upload)

    async def multipart(
        self, scope: str, boundary: bytes, given: str | None, body: AsyncIterator[bytes]
    ) -> Progress:
        """Make a file of the second part; the first is its metadata.

        `given` is the type that the headers of the request say; it goes before those of the parts.
        A form with a file and no metadata will do.
        """
        events = _events(Splitter(boundary), body)
        part = await _next_part(events)
        metadata = Metadata()
        if not _is_file(part):
            metadata = read_metadata(await self._whole(events))
            part = await _next_part(events)
        if not _is_file(part, second=True):
            raise InvalidRequest(f"A multipart upload has two parts: {_ORDER}.")
        mime_type = given or part.headers.get("content-type") or metadata.mime_type
        return await self.raw(scope, replace(metadata, mime_type=mime_type), None, _media(events))

    async def _whole(self, events: AsyncIterator[Event]) -> bytes:
        raw = bytearray()
        async for event in events:
            if event is End.PART:
                return bytes(raw)
            if isinstance(event, bytes):
                raw += event
            if len(raw) > self.max_metadata:
                raise InvalidRequest(
                    f"The metadata of an upload is larger than {self.max_metadata} bytes."
                )
        raise AssertionError("the splitter refuses a part without an end")


async def _events(splitter: Splitter, body: AsyncIterator[bytes]) -> AsyncIterator[Event]:
    async for data in body:
        for event in splitter.feed(data):
            yield event
    splitter.close()


async def _next_part(events: AsyncIterator[Event]) -> Part:
    event = await anext(events)
    if not isinstance(event, Part):
        raise InvalidRequest(f"A multipart upload has two parts: {_ORDER}.")
    return event


async def _media(events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    """The bytes of one part, which has to be the last."""
    async for event in events:
        if isinstance(event, bytes):
            yield event
        elif isinstance(event, Part):
            raise InvalidRequest(f"A multipart upload has two parts: {_ORDER}.")


def _is_file(part: Part, *, second: bool = False) -> bool:
    """Whether a part is the file: in a form by its field, else by being the second."""
    disposition = part.headers.get("content-disposition", "")
    if not disposition.lower().startswith("form-data"):
        return second
    field = _FIELD.search(disposition)
    return field is not None and field[1] == "file"
