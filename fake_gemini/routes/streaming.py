"""Frames as a streamed answer: joined when they are ready, one by one when they are paced."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.types import Message, Receive, Send

from fake_gemini.http11.answer import whole_answer
from fake_gemini.routes.answers import EVENT_STREAM, fields
from fake_gemini.services.streams import CutOff

Pause = Callable[[float], Awaitable[None]]

# What is joined into one message. A send is what a stream costs, not a byte.
_JOINED = 64 * 1024


@dataclass(frozen=True, slots=True)
class Pacing:
    """How streams are sent: `seconds` before each frame, waited by `pause`.

    `watchers` are the open streams of this app that are not sent at once; cancelling one ends its
    stream.
    """

    seconds: float
    pause: Pause = asyncio.sleep
    watchers: set[asyncio.Task[None]] = field(default_factory=set)

    def end_all(self) -> None:
        """End the open streams, as at the end of the server."""
        for watcher in tuple(self.watchers):
            watcher.cancel()

    @contextmanager
    def watching(self, receive: Receive) -> Iterator[asyncio.Task[None]]:
        """Give a task that is done when the client has left or the server ends."""
        watcher = asyncio.create_task(_until_gone(receive))
        self.watchers.add(watcher)
        try:
            yield watcher
        finally:
            self.watchers.discard(watcher)
            watcher.cancel()


class StreamAnswer:
    """An event stream."""

    status = 200

    def __init__(self, frames: Iterator[bytes], pacing: Pacing) -> None:
        self._frames = frames
        self._pacing = pacing
        self._joined = _joined(frames)
        # What has been joined, and is yet to be sent.
        self._ready: tuple[bytes, bool] | None = None

    def whole(self, date: bytes) -> bytes | None:
        """Return a stream that is ready as one body; there is none of one that is paced or long."""
        if self._pacing.seconds > 0:
            return None
        body, more = self._ready = next(self._joined)
        if more:
            return None
        return whole_answer(self.status, fields(EVENT_STREAM, (), date), body, is_chunked=True)

    async def send(self, date: bytes, receive: Receive, send: Send) -> None:
        headers = fields(EVENT_STREAM, (), date)
        start = {"type": "http.response.start", "status": self.status, "headers": headers}
        try:
            if self._pacing.seconds > 0:
                # Where it came this far without a loop, it goes on on one.
                await asyncio.sleep(0)
                await send(start)
                await self._send_paced(receive, send)
            else:
                await self._send_joined(start, receive, send)
        except CutOff:
            # Without an end, the server hangs up.
            return

    async def _send_joined(self, start: Message, receive: Receive, send: Send) -> None:
        """Send what is ready at once; a stream too long for that ends when the client leaves."""
        body, more = self._ready or next(self._joined)
        await send({**start, "body": body, "more_body": more})
        if more:
            # As above.
            await asyncio.sleep(0)
        for body, more in self._joined:
            with self._pacing.watching(receive) as watcher:
                await asyncio.sleep(0)
                if watcher.done():
                    body, more = b"", False
                await send({"type": "http.response.body", "body": body, "more_body": more})
            if not more:
                break

    async def _send_paced(self, receive: Receive, send: Send) -> None:
        """Send each frame after its pause, until the client has left or the server ends."""
        with self._pacing.watching(receive) as watcher:
            for frame in self._frames:
                pause = asyncio.ensure_future(self._pacing.pause(self._pacing.seconds))
                try:
                    await asyncio.wait((watcher, pause), return_when=asyncio.FIRST_COMPLETED)
                finally:
                    pause.cancel()
                if watcher.done():
                    break
                await send({"type": "http.response.body", "body": frame, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def _joined(frames: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield what is ready of a stream as one body after the other, and whether more may follow."""
    ready: list[bytes] = []
    size = 0
    try:
        for frame in frames:
            ready.append(frame)
            size += len(frame)
            if size >= _JOINED:
                yield b"".join(ready), True
                ready, size = [], 0
    except CutOff:
        yield b"".join(ready), True
        raise
    yield b"".join(ready), False


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
