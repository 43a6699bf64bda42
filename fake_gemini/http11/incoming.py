"""The body of a request as it arrives, and who waits for it: the `receive` of an ASGI app."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.types import Message, Scope

if TYPE_CHECKING:
    from fake_gemini.http11.connection import Connection

# Bytes that may wait for a reader; the client is not listened to while there are more.
_MOST = 64 * 1024

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Incoming:
    """One request. `is_whole` once its end has arrived, `has_left` once it can arrive no more.

    `keep_alive` is whether another one may follow on the connection.
    """

    # As most requests stay; what is not so is set on the one that it is true of.
    is_whole = False
    has_left = False
    is_answered = False
    _is_read = False
    _is_invited = False
    _waiting = 0
    _changed: asyncio.Event | None = None

    def __init__(self, connection: Connection, scope: Scope, keep_alive: bool) -> None:
        self.keep_alive = keep_alive
        self._connection = connection
        self._output = connection.output
        self._scope = scope
        # Noted, because the scope is the app's to change.
        self._is_head = scope["method"] == "HEAD"
        self._is_current = scope["http_version"] == "1.1"
        self._pieces: list[bytes] = []

    @property
    def is_full(self) -> bool:
        """Whether so much waits to be read that no more should come."""
        return self._waiting > _MOST

    def add(self, piece: bytes) -> None:
        """Take what has arrived of the body; an answered request needs it no more."""
        if not self.is_answered:
            self._pieces.append(piece)
            self._waiting += len(piece)
            if self._changed is not None:
                self._changed.set()

    def end(self) -> None:
        """Take note that all has arrived."""
        self.is_whole = True
        if self._changed is not None:
            self._changed.set()

    def leave(self) -> None:
        """Take note that the client sends no more, and may have left."""
        self.has_left = True
        if self._changed is not None:
            self._changed.set()

    def is_held_back(self) -> bool:
        """Whether the client waits to be asked for the body (RFC 9110, 10.1.1)."""
        if self.is_whole or self._is_invited or not self._is_current:
            return False
        expected = (value for name, value in self._scope["headers"] if name == b"expect")
        return any(value.lower() == b"100-continue" for value in expected)

    async def receive(self) -> Message:
        """Return what has arrived; what came before the client left is not lost."""
        while not self.is_answered:
            if self._pieces or (self.is_whole and not self._is_read):
                more = not self.is_whole
                return {"type": "http.request", "body": self._take(), "more_body": more}
            if self.has_left:
                break
            self._ask_for_more()
            await self._change()
        return {"type": "http.disconnect"}

    def _take(self) -> bytes:
        pieces = self._pieces
        self._pieces, self._waiting = [], 0
        self._is_read = self.is_whole
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _ask_for_more(self) -> None:
        if self.is_held_back():
            self._is_invited = True
            self._output.write(_CONTINUE)
        self._connection.listen()

    def _forget(self) -> None:
        """Let go of a body that nobody will read."""
        self._pieces, self._waiting = [], 0
        if self._changed is not None:
            self._changed.set()

    async def _change(self) -> None:
        if self._changed is None:
            self._changed = asyncio.Event()
        self._changed.clear()
        await self._changed.wait()
