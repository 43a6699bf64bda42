"""The protocol without a socket: what arrives is handed over, what is written is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from fake_gemini.http11.connection import Connection


class Transport(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.is_closed = False

    def write(self, data: Any) -> None:
        assert not self.is_closed
        self.written += data

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.is_closed = True

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def talk(app: Any, pieces: Iterable[bytes]) -> Transport:
    """Let pieces arrive in turn, then the end of the connection; return what became of it."""
    config = uvicorn.Config(app, proxy_headers=False, log_config=None)
    config.load()
    connection, transport = Connection(config, ServerState(), {}), Transport()
    connection.connection_made(transport)
    for piece in pieces:
        if not transport.is_closed:
            connection.data_received(piece)
            await asyncio.sleep(0)
    await _turns(50)
    connection.connection_lost(None)
    await _turns(10)
    return transport


async def _turns(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)
