"""Transports for httpx and httpx2 that reach a fake in this process, truly streaming.

The library is the one whose client sends the request, so nothing is imported that is not used:

    httpx.Client(transport=SyncTransport(create_app()), base_url="http://127.0.0.1")

Both libraries' own ASGI transports collect the whole answer before they return it.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import weakref
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.types import ASGIApp

from fake_gemini.http11.steps import Work
from fake_gemini.testing.exchange import Exchange, Head, Incomplete, http_scope

T = TypeVar("T")

if TYPE_CHECKING:
    import httpx
    import httpx2

    class _Async(httpx.AsyncBaseTransport, httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: Any) -> Any: ...

    class _Sync(httpx.BaseTransport, httpx2.BaseTransport):
        def handle_request(self, request: Any) -> Any: ...
else:
    # Both libraries ask for no more than the methods; only type checkers want their base classes.
    _Async = _Sync = object

# The requests, responses and streams of httpx and httpx2 have the same shape and different types,
# so they are `Any` here.


class AsyncTransport(_Async):
    """For `AsyncClient(transport=...)`, on the loop of the caller."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def handle_async_request(self, request: Any) -> Any:
        exchange = Exchange(self._app, _scope(request), aiter(request.stream))
        try:
            head = await exchange.open(exchange.begin())
        except BaseException:
            await exchange.close()
            raise
        return _response(request, head, _streams(_library(request))[1](exchange, head.first))

    async def aclose(self) -> None:
        """Nothing to close: each exchange ends with its response."""

    async def __aenter__(self) -> AsyncTransport:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self.aclose()


class SyncTransport(_Sync):
    """For `Client(transport=...)`.

    An app that has to wait goes on on a loop in a thread of the transport's own.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._loop: _LoopThread | None = None
        self._opening = threading.Lock()

    def handle_request(self, request: Any) -> Any:
        whole = isinstance(request.stream, _library(request).ByteStream)
        chunks = iter(request.stream)
        exchange = Exchange(
            self._app, _scope(request), _at_once(chunks) if whole else _elsewhere(chunks)
        )
        rest = exchange.begin()
        head = exchange.opened() if rest is None else self._opened(exchange, rest)
        loop = None if exchange.complete else self._running_loop()
        stream = _streams(_library(request))[0](exchange, head.first, loop)
        return _response(request, head, stream)

    def _opened(self, exchange: Exchange, rest: Work) -> Head:
        loop = self._running_loop()
        try:
            return loop.call(exchange.open(rest))
        except BaseException:
            loop.call(exchange.close())
            raise

    def close(self) -> None:
        """Stop the thread; a later request starts another."""
        with self._opening:
            if self._loop is not None:
                self._loop.stop()
                self._loop = None

    def __enter__(self) -> SyncTransport:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self.close()

    def _running_loop(self) -> _LoopThread:
        with self._opening:
            if self._loop is None:
                self._loop = _LoopThread()
            return self._loop


class _LoopThread:
    """A loop that runs in a daemon thread until it is stopped or forgotten."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=_run, args=(self.loop,), name="fake-gemini-transport", daemon=True
        )
        self._thread.start()
        self.stop = weakref.finalize(self, _stop, self.loop, self._thread)

    @property
    def is_running(self) -> bool:
        return self.stop.alive

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
        # Whoever still reads an answer is told so, instead of waiting for ever.
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_default_executor())
    finally:
        loop.close()


def _stop(loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(loop.stop)
        if thread is not threading.current_thread():
            thread.join()


async def _at_once(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def _elsewhere(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Make each chunk in another thread, because the caller may take time over it."""
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    while (chunk := await loop.run_in_executor(None, next, chunks, None)) is not None:
        yield chunk


def _scope(request: Any) -> dict[str, Any]:
    url = request.url
    return http_scope(request.method, url.scheme, url.host, url.raw_path, request.headers.raw)


def _library(request: Any) -> ModuleType:
    return sys.modules[type(request).__module__.partition(".")[0]]


def _response(request: Any, head: Head, stream: Any) -> Any:
    return _library(request).Response(
        head.status, headers=head.headers, stream=stream, extensions={"http_version": b"HTTP/1.1"}
    )


@contextmanager
def _hung_up(library: ModuleType) -> Iterator[None]:
    """Turn an answer without an end into what a client of the library makes of one."""
    try:
        yield
    except Incomplete:
        raise library.RemoteProtocolError(
            "peer closed connection without sending complete message body"
        ) from None


@lru_cache(maxsize=4)
def _streams(library: ModuleType) -> tuple[Any, Any]:
    """The sync and async body classes of a library: its client insists on its own base classes."""

    class Body(library.SyncByteStream):  # type: ignore[misc, name-defined, unused-ignore]
        def __init__(self, exchange: Exchange, first: bytes, loop: _LoopThread | None) -> None:
            self._exchange = exchange
            self._first = first
            self._loop = loop

        def __iter__(self) -> Iterator[bytes]:
            yield self._first
            while not self._exchange.complete:
                if self._loop is None or not self._loop.is_running:
                    raise library.StreamClosed
                with _hung_up(library):
                    piece = self._loop.call(self._exchange.piece())
                yield piece

        def close(self) -> None:
            # A finished exchange needs no trip to the other thread, one that outlived its
            # transport was ended with it.
            loop = self._loop
            if loop is not None and loop.is_running and not self._exchange.finished:
                loop.call(self._exchange.close())

    class AsyncBody(library.AsyncByteStream):  # type: ignore[misc, name-defined, unused-ignore]
        def __init__(self, exchange: Exchange, first: bytes) -> None:
            self._exchange = exchange
            self._first = first

        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield self._first
            while not self._exchange.complete:
                with _hung_up(library):
                    piece = await self._exchange.piece()
                yield piece

        async def aclose(self) -> None:
            await self._exchange.close()

    return Body, AsyncBody
