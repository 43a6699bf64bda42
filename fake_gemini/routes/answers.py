"""Answers as ASGI messages, with the headers that the real service sends.

docs/wire/errors-auth-siblings.md 5 has the headers. `Date` is the fake's clock; `Alt-Svc` is left
out, because it would send clients to a port that is not ours.
"""

from __future__ import annotations

from collections.abc import Awaitable
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from starlette.types import Receive, Send

from fake_gemini.http11.answer import whole_answer
from fake_gemini.http11.fields import Fields
from fake_gemini.wire.json import pretty

Headers = tuple[tuple[bytes, bytes], ...]

JSON = b"application/json; charset=UTF-8"
EVENT_STREAM = b"text/event-stream"

_VARY: Headers = ((b"vary", b"Origin"), (b"vary", b"X-Origin"), (b"vary", b"Referer"))
SERVICE_HEADERS: Headers = (
    *_VARY,
    (b"server", b"scaffolding on HTTPServer2"),
    (b"server-timing", b"gfet4t7; dur=1"),
    (b"x-xss-protection", b"0"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"x-content-type-options", b"nosniff"),
)
UPLOAD_HEADERS: Headers = (*_VARY, (b"server", b"UploadServer"))


class Answer(Protocol):
    """Whatever can be sent; `date` is the value of the `Date` header."""

    @property
    def status(self) -> int: ...

    def whole(self, date: bytes) -> bytes | None:
        """Return all that is written for it on a connection that stays, if that is there."""

    def send(self, date: bytes, receive: Receive, send: Send) -> Awaitable[None]: ...


class BytesAnswer(NamedTuple):
    """A whole body at once. Where `headers` are none, they are the usual ones of the service."""

    body: bytes
    content_type: bytes = JSON
    status: int = 200
    headers: Headers = ()

    def whole(self, date: bytes) -> bytes | None:
        body, content_type, status, headers = self
        return whole_answer(status, fields(content_type, headers, date), body)

    def send(self, date: bytes, receive: Receive, send: Send) -> Awaitable[None]:
        body, content_type, status, headers = self
        return send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": fields(content_type, headers, date),
                "body": body,
            }
        )


@lru_cache(maxsize=256)
def fields(content_type: bytes, headers: Headers, date: bytes) -> Fields:
    """Return the header of an answer, without the length of its body."""
    headers = headers or SERVICE_HEADERS
    return Fields([(b"content-type", content_type), *headers, (b"date", date)])


def json_answer(value: Any) -> BytesAnswer:
    """Return 200 with an indented JSON body."""
    return BytesAnswer(pretty(value))
