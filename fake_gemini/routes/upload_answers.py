"""What the upload server answers (docs/wire/files.md 2.1).

Each answer says how the session stands, also a refusal: clients send a chunk again and again when
its answer does not (docs/wire/files.md 3.1).
"""

from __future__ import annotations

from collections.abc import Awaitable

from fake_gemini.errors import ApiError, Unavailable, UploadRefused
from fake_gemini.routes import log
from fake_gemini.routes.answers import UPLOAD_HEADERS, Answer, BytesAnswer, Headers
from fake_gemini.routes.request import Request
from fake_gemini.services.uploads import GRANULARITY, Progress
from fake_gemini.state.uploads import Phase
from fake_gemini.wire.errors import Family, error_body
from fake_gemini.wire.files import file_resource
from fake_gemini.wire.json import pretty

_TEXT = b"text/plain; charset=utf-8"


async def answered(request: Request, work: Awaitable[Answer]) -> Answer:
    """Return the answer that `work` makes, or its refusal as the upload server says it."""
    try:
        return await work
    except UploadRefused as error:
        log.refused(request, error.http_status, error.text)
        headers = _headers(_known_id(request), error.upload_status)
        return BytesAnswer(error.text.encode(), _TEXT, error.http_status, headers)
    except ApiError as error:
        log.refused(request, error.http_status, error.message)
        headers = _headers(_known_id(request), Phase.FINAL)
        if isinstance(error, Unavailable):
            return BytesAnswer(b"", _TEXT, error.http_status, headers)
        body = error_body(error, Family.CLASSIC)
        return BytesAnswer(body, status=error.http_status, headers=headers)


def start_answer(progress: Progress, url: str) -> Answer:
    """Return what a start is answered with: nothing but headers."""
    to = url.encode("latin-1")
    headers: Headers = (
        *_headers(progress.upload_id, progress.phase),
        (b"x-goog-upload-url", to),
        (b"x-goog-upload-control-url", to),
        (b"x-goog-upload-chunk-granularity", b"%d" % GRANULARITY),
        (b"x-goog-upload-header-content-type", b"application/json; charset=UTF-8"),
        (b"x-goog-upload-header-vary", b"Origin"),
        (b"x-goog-upload-header-vary", b"X-Origin"),
        (b"x-goog-upload-header-vary", b"Referer"),
    )
    return BytesAnswer(b"", _TEXT, headers=headers)


def progress_answer(progress: Progress, *, received: bool = False) -> Answer:
    """Return the file of a final session, else nothing but how it stands."""
    headers = _headers(progress.upload_id, progress.phase)
    if progress.file is not None:
        return BytesAnswer(pretty({"file": file_resource(progress.file)}), headers=headers)
    if received and progress.phase is Phase.ACTIVE:
        headers = (*headers, (b"x-goog-upload-size-received", b"%d" % progress.received))
    return BytesAnswer(b"", _TEXT, headers=headers)


def _known_id(request: Request) -> str | None:
    """The id in an upload URL, once a session was found by it."""
    return request.query.get("upload_id") if request.scope else None


def _headers(upload_id: str | None, phase: str) -> Headers:
    named = ((b"x-guploader-uploadid", upload_id.encode()),) if upload_id else ()
    return (*named, (b"x-goog-upload-status", phase.encode()), *UPLOAD_HEADERS)
