"""A pause between frames that ends when a test says so."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Iterator

import httpx

# Seconds after which something that should have happened has not.
_PATIENCE = 20


class Gate:
    """Hand it to `create_app(pause=...)`: each frame waits until `open` lets it through."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[asyncio.Future[None]] = queue.SimpleQueue()
        self._given_up = threading.Event()

    async def __call__(self, seconds: float) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.put(future)
        try:
            await future
        except asyncio.CancelledError:
            self._given_up.set()
            raise

    def open(self) -> None:
        """Let one frame through, as soon as one waits."""
        while (future := self._waiting.get(timeout=_PATIENCE)).done():
            pass  # of a stream that has ended
        future.get_loop().call_soon_threadsafe(_end, future)

    def await_given_up(self) -> None:
        """Return once a stream has stopped waiting for its next frame."""
        assert self._given_up.wait(_PATIENCE), "the stream still waits"


def _end(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def arriving(response: httpx.Response) -> Iterator[str]:
    """Yield each whole frame of a stream as it arrives, without its blank line.

    Give the iterator a name: when it is collected, the connection closes.
    """
    text = ""
    for piece in response.iter_raw():
        text += piece.decode()
        *whole, text = text.split("\n\n")
        yield from whole
    assert not text
