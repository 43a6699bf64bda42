"""One HTTP request as handlers see it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import cached_property

from starlette.datastructures import QueryParams
from starlette.types import Message, Receive
from starlette.types import Scope as HttpScope

from fake_gemini.errors import InvalidRequest, UnsupportedMediaType

_SECRET_HEADERS = frozenset(
    {b"x-goog-api-key", b"authorization", b"proxy-authorization", b"x-api-key", b"cookie"}
)
_SECRET_PARAMETERS = ("access_token", "api_key")


class ClientGone(Exception):
    """The client left before its request was complete; there is nobody to answer."""


class Request:
    """The parts of a request; `scope` is the isolated share of state that its key has."""

    def __init__(self, http: HttpScope, receive: Receive) -> None:
        self.http = http
        self.receive = receive
        self.headers: dict[bytes, bytes] = dict(http["headers"])
        self.method: str = http["method"]
        self.scope = ""

    @property
    def path(self) -> str:
        return str(self.http["path"])

    @property
    def in_process(self) -> bool:
        """Whether it came by a transport of `fake_gemini.testing`, whatever host it names."""
        return "fake_gemini.in_process" in self.http.get("extensions", {})

    @cached_property
    def query(self) -> QueryParams:
        return QueryParams(self.http["query_string"])

    def header(self, name: bytes) -> str | None:
        """Return a header by its lower-case name."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1").strip(" \t")

    def credentials(self) -> Iterator[str]:
        """Yield everything in the request that may be a secret, accepted or not."""
        for name, value in self.http["headers"]:
            if name in _SECRET_HEADERS:
                text = value.decode("latin-1").strip(" \t")
                yield from {text, text.rpartition(" ")[2]} - {""}
        yield from filter(None, map(self.query.get, _SECRET_PARAMETERS))
        yield from filter(None, self.query.getlist("key"))

    def parameter(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.http["path_params"][name])

    def value(self, name: str) -> str | None:
        """Return a parameter of the query by its snake_case name; camelCase is read as well."""
        first, *rest = name.split("_")
        return self.query.get(name, self.query.get(first + "".join(map(str.capitalize, rest))))

    def flag(self, name: str) -> bool | None:
        """Return a boolean of the query, or None when it is not there."""
        text = self.value(name)
        if text is None:
            return None
        if text in ("true", "True", "1"):
            return True
        if text in ("false", "False", "0"):
            return False
        raise InvalidRequest(f"The query parameter '{name}' is neither 'true' nor 'false'.")

    async def stream(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives; raise `ClientGone` when it ends too soon."""
        more = True
        while more:
            chunk, more = _chunk(await self.receive())
            if chunk:
                yield chunk

    async def body(self, limit: int) -> bytes:
        """Return a whole body of at most `limit` bytes, or raise what it is refused with."""
        if b"content-encoding" in self.headers:
            self.refuse_compressed()
        declared = self.headers.get(b"content-length", b"0")
        # The first digits will do; Python refuses to read thousands of them.
        if declared.isdigit() and int(declared[:18]) > limit:
            raise _too_large(limit)
        chunks: list[bytes] = []
        size, more = 0, True
        while more and size <= limit:
            chunk, more = _chunk(await self.receive())
            size += len(chunk)
            chunks.append(chunk)
        return within(b"".join(chunks), limit)

    def refuse_compressed(self) -> None:
        """Raise for a body with a content encoding: it would be read as it is."""
        encoding = self.headers.get(b"content-encoding", b"identity")
        if encoding.lower() != b"identity":
            raise UnsupportedMediaType(
                "Request bodies with a Content-Encoding are not read; send them uncompressed."
            )


def _chunk(message: Message) -> tuple[bytes, bool]:
    """Return what has arrived of a body, and whether more will."""
    if message["type"] == "http.disconnect":
        raise ClientGone
    return message.get("body", b""), message.get("more_body", False)


def within(body: bytes, limit: int) -> bytes:
    """Return a body of at most `limit` bytes, or raise what it is refused with."""
    if len(body) > limit:
        raise _too_large(limit)
    return body


def _too_large(limit: int) -> InvalidRequest:
    return InvalidRequest(f"Request payload size exceeds the limit: {limit} bytes.")
