"""A broken fake: the honest one with something between it and its clients."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.lies.exchange import Reply, Request, pairs

Asked = Callable[[Request], None]
Answered = Callable[[Reply], None]


@dataclass(frozen=True, slots=True)
class Lie:
    """What is broken, in one sentence; `make` gives the two hooks of one broken fake.

    The first sees each request before the honest fake, the second each answer after it.
    """

    name: str
    breaks: str
    make: Callable[[], tuple[Asked, Answered]]


class Liar:
    """An ASGI app that tells a lie about another; `told` counts the exchanges that it changed."""

    def __init__(self, honest: ASGIApp, lie: Lie) -> None:
        self._honest = honest
        self._asked, self._answered = lie.make()
        self.told = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._honest(scope, receive, send)
            return
        request = await _read(scope, receive)
        untouched = deepcopy(request)
        self._asked(request)
        reply = await self._reply(scope, request)
        before = deepcopy(reply)
        self._answered(reply)
        self.told += request != untouched or (reply.status, reply.headers, reply.body) != (
            before.status, before.headers, before.body,
        )  # fmt: skip
        await _send(reply, send)

    async def _reply(self, scope: Scope, request: Request) -> Reply:
        messages: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": request.body, "more_body": False}

        async def send(message: Any) -> None:
            messages.append(message)

        await self._honest(_scope(scope, request), receive, send)
        start, *rest = messages
        body = b"".join(message.get("body", b"") for message in rest)
        return Reply(start["status"], list(start["headers"]), body, request)


async def _read(scope: Scope, receive: Receive) -> Request:
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    query, headers = pairs(scope["query_string"]), list(scope["headers"])
    return Request(scope["method"], scope["path"], query, headers, bytes(body))


def _scope(scope: Scope, request: Request) -> Scope:
    request.set_header("content-length", str(len(request.body)))
    return {
        **scope,
        "method": request.method,
        "path": request.path,
        "raw_path": quote(request.path).encode(),
        "query_string": request.raw_query,
        "headers": request.headers,
    }


async def _send(reply: Reply, send: Send) -> None:
    if reply.header("content-length"):
        reply.set_header("content-length", str(len(reply.body)))
    await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
    await send({"type": "http.response.body", "body": reply.body})
