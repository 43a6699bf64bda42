"""One request to an ASGI app in this process, its answer read piece by piece."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message

from fake_gemini.http11.steps import Work, begun

# Pieces that an app may be ahead of its reader.
_AHEAD = 8

RawHeaders = list[tuple[bytes, bytes]]


class Incomplete(Exception):
    """The app returned before its answer was whole: a server would hang up now."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an answer; `first` is what of the body was ready with it."""

    status: int
    headers: RawHeaders
    first: bytes


class Exchange:
    """Runs an app for one request; `complete` once its answer was read.

    `begin` goes as far as it can without waiting, on any thread; what is left of the work goes on
    on the loop where `open` is called. An app gives way (`asyncio.sleep(0)`) before it needs one.
    """

    def __init__(self, app: ASGIApp, http: dict[str, Any], chunks: AsyncIterator[bytes]) -> None:
        self._app = app
        self._http = http
        self._chunks = chunks
        self._messages: asyncio.Queue[Message | None] = asyncio.Queue(_AHEAD)
        self._left = asyncio.Event()
        self._sent_all = False
        self._error: BaseException | None = None
        self._task: asyncio.Task[None] | None = None
        self.complete = False

    def begin(self) -> Work | None:
        """Start the app, and return what is left of its work."""
        work = self._run()
        # Middleware may look for the task that it is in, and has to stay in it.
        return work if getattr(self._app, "quick", None) is None else begun(work)

    async def open(self, rest: Work | None) -> Head:
        """Return the head of the answer, with what of the body is ready."""
        if rest is not None:
            self._task = asyncio.create_task(rest)
        return self._head(await self._messages.get())

    def opened(self) -> Head:
        """Return the head of an answer whose app has returned."""
        return self._head(self._messages.get_nowait())

    async def piece(self) -> bytes:
        """Return the next piece of the body; nothing is left when `complete` is set."""
        return b"" if self.complete else self._take(await self._messages.get())

    @property
    def finished(self) -> bool:
        """Whether the app has returned after a whole answer, without an error."""
        has_returned = self._task is None or self._task.done()
        return self.complete and has_returned and self._error is None

    async def close(self) -> None:
        """Leave: the app sees a disconnect and is waited for."""
        self._left.set()
        while not self._messages.empty():
            self._messages.get_nowait()
        if self._task is not None and not self._task.done():
            await asyncio.wait((self._task,))
        if self._error is not None:
            raise self._error

    async def _run(self) -> None:
        try:
            await self._app(self._http, self._receive, self._send)
        except Exception as error:
            self._error = error
        finally:
            if not self._left.is_set():
                await self._put(None)

    def _head(self, start: Message | None) -> Head:
        if start is None:
            raise self._error or RuntimeError("the app did not answer")
        return Head(start["status"], list(start["headers"]), self._ready())

    def _ready(self) -> bytes:
        """Return what of the body is there already; that it has no end is for who reads on."""
        if self._messages.empty():
            return b""
        message = self._messages.get_nowait()
        if message is None:
            self._messages.put_nowait(None)
            return b""
        return self._take(message)

    def _take(self, message: Message | None) -> bytes:
        if message is None:
            self.complete = True
            raise Incomplete
        self.complete = not message.get("more_body", False)
        return bytes(message.get("body", b""))

    async def _receive(self) -> Message:
        if not self._sent_all:
            async for chunk in self._chunks:
                return {"type": "http.request", "body": chunk, "more_body": True}
            self._sent_all = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if not self._left.is_set():
            await self._put(message)

    async def _put(self, message: Message | None) -> None:
        """Hand a message over, unless the reader leaves while there is no room for it."""
        if not self._messages.full():
            self._messages.put_nowait(message)
            return
        await asyncio.sleep(0)
        put = asyncio.ensure_future(self._messages.put(message))
        left = asyncio.ensure_future(self._left.wait())
        await asyncio.wait((put, left), return_when=asyncio.FIRST_COMPLETED)
        put.cancel()
        left.cancel()


def http_scope(
    method: str, scheme: str, host: str, raw_target: bytes, headers: RawHeaders
) -> dict[str, Any]:
    """Return the ASGI scope of a request, marked as one that came over no network."""
    raw_path, _, query = raw_target.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "path": unquote(raw_path.decode("ascii")),
        "raw_path": raw_path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in headers],
        "server": (host, 80),
        "client": ("127.0.0.1", 0),
        "extensions": {"fake_gemini.in_process": {}},
    }
