"""One request whose messages a test hands over one by one, for what no client library does."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message


class Slow:
    """A request in flight."""

    def __init__(self, app: ASGIApp, url: str, **headers: str) -> None:
        parts = urlsplit(url)
        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        http: dict[str, Any] = {
            "type": "http",
            "method": "POST",
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [(b"host", b"127.0.0.1"), *raw],
        }
        self._incoming: asyncio.Queue[Message] = asyncio.Queue()
        self.sent: list[Message] = []
        self._task = asyncio.ensure_future(app(http, self._incoming.get, self._send))

    async def _send(self, message: Message) -> None:
        self.sent.append(message)

    async def body(self, data: bytes, *, more: bool = True) -> None:
        """Hand over a piece of the body and let the app take it."""
        await self._hand_over({"type": "http.request", "body": data, "more_body": more})

    async def leave(self) -> None:
        """Disconnect, and wait until the app is done."""
        await self._hand_over({"type": "http.disconnect"})
        await self._task

    async def answer(self) -> tuple[int, str, bytes]:
        """Return status, upload status and body."""
        await asyncio.wait_for(self._task, 10)
        start, body = self.sent
        status = dict(start["headers"]).get(b"x-goog-upload-status", b"")
        return start["status"], status.decode(), body["body"]

    async def _hand_over(self, message: Message) -> None:
        await self._incoming.put(message)
        while not self._incoming.empty():
            await asyncio.sleep(0)
        await asyncio.sleep(0)
