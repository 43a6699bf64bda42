"""Frames as a streamed answer: joined when they are ready, one by one when they are paced."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from starlette.types import Receive, Send

from fake_gemini.routes.answers import EVENT_STREAM, SERVICE_HEADERS, fields

Pause = Callable[[float], Awaitable[None]]

# What is joined into one message. A send is what a stream costs, not a byte.
_JOINED = 64 * 1024
# Frames between two looks at the size.
_GROUP = 32


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


@dataclass(frozen=True, slots=True)
class StreamAnswer:
    """An event stream."""

    frames: Iterator[bytes]
    pacing: Pacing
    status: int = 200

    async def send(self, date: bytes, receive: Receive, send: Send) -> None:
        headers = fields(EVENT_STREAM, SERVICE_HEADERS, date)
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        if self.pacing.seconds > 0:
            await self._send_paced(receive, send)
        else:
            await self._send_joined(receive, send)

    async def _send_joined(self, receive: Receive, send: Send) -> None:
        """Send what is ready at once; a stream too long for that ends when the client leaves."""
        body, more = self._next_joined()
        await send({"type": "http.response.body", "body": body, "more_body": more})
        while more:
            with self.pacing.watching(receive) as watcher:
                await asyncio.sleep(0)
                body, more = (b"", False) if watcher.done() else self._next_joined()
                await send({"type": "http.response.body", "body": body, "more_body": more})

    def _next_joined(self) -> tuple[bytes, bool]:
        """Return the next frames as one, and whether there may be more."""
        ready: list[bytes] = []
        more, size = True, 0
        while more and size < _JOINED:
            group = list(islice(self.frames, _GROUP))
            more = len(group) == _GROUP
            size += sum(map(len, group))
            ready += group
        return b"".join(ready), more

    async def _send_paced(self, receive: Receive, send: Send) -> None:
        """Send each frame after its pause, until the client has left or the server ends."""
        with self.pacing.watching(receive) as watcher:
            for frame in self.frames:
                pause = asyncio.ensure_future(self.pacing.pause(self.pacing.seconds))
                try:
                    await asyncio.wait((watcher, pause), return_when=asyncio.FIRST_COMPLETED)
                finally:
                    pause.cancel()
                if watcher.done():
                    break
                await send({"type": "http.response.body", "body": frame, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
