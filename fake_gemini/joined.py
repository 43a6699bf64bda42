"""The parts of an answer in one write: a write is a system call, and wakes whoever waits for it."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# More than this is not held back, so that a slow reader is felt.
_HELD = 64 * 1024


class JoinedWrites:
    """A transport that writes what one turn of the loop brings at its end."""

    __slots__ = (
        "_held",
        "_loop",
        "_size",
        "_transport",
        "is_closing",
        "pause_reading",
        "resume_reading",
    )

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []
        self._size = 0
        # What every request asks for goes straight through.
        self.is_closing = transport.is_closing
        self.pause_reading = transport.pause_reading
        self.resume_reading = transport.resume_reading

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._held:
            self._loop.call_soon(self.flush)
        self._held.append(data)
        self._size += len(data)
        if self._size > _HELD:
            self.flush()

    def close(self) -> None:
        self.flush()
        self._transport.close()

    def flush(self) -> None:
        if self._held:
            data = self._held[0] if len(self._held) == 1 else b"".join(self._held)
            self._held, self._size = [], 0
            self._transport.write(data)


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP, with joined writes."""

    transport: Any  # the transport below

    def connection_made(self, transport: Any) -> None:
        super().connection_made(JoinedWrites(transport, self.loop))  # type: ignore[arg-type]

    def eof_received(self) -> None:
        # A client that only stops sending still reads; the loop closes the transport after this.
        self.transport.flush()
        super().eof_received()
