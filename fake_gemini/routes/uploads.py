"""`POST /upload/{version}/files` and the upload URLs (docs/wire/files.md 2).

An upload URL is a capability: no key is needed there, and one that is sent is not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fake_gemini.errors import (
    InvalidRequest,
    MethodNotFound,
    UnsupportedMediaType,
    UploadRefused,
    excerpt,
)
from fake_gemini.routes.answers import Answer
from fake_gemini.routes.classic_query import check_query
from fake_gemini.routes.files import MAX_METADATA
from fake_gemini.routes.hosts import Hosts
from fake_gemini.routes.keys import Keys
from fake_gemini.routes.request import Request
from fake_gemini.routes.upload_answers import answered, progress_answer, start_answer
from fake_gemini.services.uploads import Chunk, Uploads
from fake_gemini.services.whole_uploads import WholeUploads
from fake_gemini.settings import Settings
from fake_gemini.state.uploads import Phase
from fake_gemini.wire.files import Metadata, read_metadata
from fake_gemini.wire.multipart import boundary_of

_NUMBER = re.compile(r"[0-9]{1,18}", re.A)

# What the sibling protocols of Google are called in the query.
_UPLOAD_TYPES = {"media": "raw", "multipart": "multipart", "resumable": "resumable"}
_COMMANDS = "'upload', 'upload, finalize', 'finalize', 'query', 'cancel'"


@dataclass(frozen=True, slots=True)
class UploadRoutes:
    """The handlers; each takes a request and returns an answer."""

    settings: Settings
    keys: Keys
    hosts: Hosts
    uploads: Uploads
    whole: WholeUploads

    async def post(self, request: Request) -> Answer:
        return await answered(request, self._post(request))

    async def other(self, request: Request) -> Answer:
        """Refuse another method than POST, on an upload URL with the state of its session."""
        if (upload_id := request.query.get("upload_id")) is None:
            raise MethodNotFound()
        return await answered(request, self._refuse_method(request, upload_id))

    async def _post(self, request: Request) -> Answer:
        if (upload_id := request.query.get("upload_id")) is not None:
            return await self._command(request, upload_id)
        request.scope = self.keys.scope(request)
        check_query(request)
        protocol = _protocol(request)
        if protocol == "resumable":
            return await self._start(request)
        request.refuse_compressed()
        return await (self._multipart if protocol == "multipart" else self._raw)(request)

    async def _refuse_method(self, request: Request, upload_id: str) -> Answer:
        request.scope, phase = self.uploads.scope_and_phase(upload_id)
        raise UploadRefused(404, MethodNotFound().message, phase)

    async def _start(self, request: Request) -> Answer:
        command = request.header(b"x-goog-upload-command") or ""
        if command.strip(" ").lower() != "start":
            raise InvalidRequest(
                f"Invalid X-Goog-Upload-Command '{excerpt(command)}' without an upload_id;"
                " accepted: 'start'"
            )
        base = self._base(request)
        metadata = read_metadata(await request.body(MAX_METADATA))
        size = request.header(b"x-goog-upload-header-content-length")
        if size and not _NUMBER.fullmatch(size):
            raise InvalidRequest(
                f"Invalid X-Goog-Upload-Header-Content-Length '{excerpt(size)}'; accepted: a number"
                " of bytes."
            )
        mime_type = request.header(b"x-goog-upload-header-content-type")
        metadata = replace(
            metadata,
            mime_type=mime_type or metadata.mime_type,
            size=int(size) if size else metadata.size,
        )
        progress = self.uploads.start(request.scope, metadata)
        return start_answer(
            progress, f"{base}?upload_id={progress.upload_id}&upload_protocol=resumable"
        )

    async def _command(self, request: Request, upload_id: str) -> Answer:
        request.scope, phase = self.uploads.scope_and_phase(upload_id)
        try:
            request.refuse_compressed()
        except UnsupportedMediaType as error:
            raise UploadRefused(error.http_status, error.message, phase) from None
        command = request.header(b"x-goog-upload-command") or ""
        words = frozenset(word.strip(" ").lower() for word in command.split(","))
        if words == {"query"}:
            progress = self.uploads.query(upload_id)
        elif words == {"cancel"}:
            progress = self.uploads.cancel(upload_id)
        elif words in ({"upload"}, {"upload", "finalize"}, {"finalize"}):
            chunk = Chunk(
                offset=_offset(request, phase, needed="upload" in words),
                length=_length(request),
                upload="upload" in words,
                finalize="finalize" in words,
            )
            progress = await self.uploads.send(upload_id, chunk, request.stream())
        else:
            raise UploadRefused(
                400,
                f"Invalid X-Goog-Upload-Command '{excerpt(command)}'; accepted: {_COMMANDS}.",
                phase,
            )
        return progress_answer(progress, received=words == {"query"})

    async def _raw(self, request: Request) -> Answer:
        given = request.header(b"x-goog-upload-header-content-type")
        length = _length(request)
        metadata = Metadata(mime_type=given or request.header(b"content-type"), size=length)
        return progress_answer(
            await self.whole.raw(request.scope, metadata, length, request.stream())
        )

    async def _multipart(self, request: Request) -> Answer:
        given = request.header(b"x-goog-upload-header-content-type")
        boundary = boundary_of(request.header(b"content-type") or "")
        return progress_answer(
            await self.whole.multipart(request.scope, boundary, given, request.stream())
        )

    def _base(self, request: Request) -> str:
        """Return where bytes are to be sent: the public url, or the host that was asked."""
        if self.settings.public_url is not None:
            return self.settings.public_url.rstrip("/") + request.path
        host = request.header(b"host")
        if not (request.in_process or self.hosts.allows(host)):
            raise InvalidRequest(
                f"The Host header '{excerpt(host or '')}' names another server, so no upload URL is"
                " made from it; accepted: loopback, --host and --public-url."
            )
        return f"{request.http['scheme']}://{host}{request.path}"


def _protocol(request: Request) -> str:
    """Return which protocol is asked for: by header, by query, or by the type of the body."""
    asked = request.header(b"x-goog-upload-protocol") or request.query.get("upload_protocol")
    by_type = request.query.get("uploadType", "")
    protocol = (asked or _UPLOAD_TYPES.get(by_type, by_type)).strip(" ").lower()
    if not protocol and (request.header(b"content-type") or "").lower().startswith("multipart/"):
        protocol = "multipart"
    if not protocol and request.header(b"x-goog-upload-command") is not None:
        protocol = "resumable"
    if protocol not in _UPLOAD_TYPES.values():
        raise InvalidRequest(
            f"Invalid X-Goog-Upload-Protocol '{excerpt(protocol)}'; accepted: 'resumable',"
            " 'raw', 'multipart'."
        )
    return protocol


def _offset(request: Request, phase: Phase, *, needed: bool) -> int | None:
    text = request.header(b"x-goog-upload-offset")
    if text is None and not needed:
        return None
    if text is None or not _NUMBER.fullmatch(text):
        shown = excerpt(text or "none")
        message = f"Invalid X-Goog-Upload-Offset: {shown}; accepted: a number of bytes."
        raise UploadRefused(400, message, phase)
    return int(text)


def _length(request: Request) -> int | None:
    text = request.header(b"content-length")
    return int(text) if text and _NUMBER.fullmatch(text) else None
