"""An ASGI app behind the protocol on a real socket, and a client that sends what it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.types import Message, Receive, Scope, Send

from fake_gemini.http11.connection import Connection
from fake_gemini.server import listen

# Seconds after which something that should have happened has not.
PATIENCE = 20

Handler = Callable[[Scope, Receive, Send], Awaitable[None]]


class App:
    """An app of one function, which may be exchanged; it is begun without a task or in one."""

    def __init__(self, handler: Handler, *, is_quick: bool = False) -> None:
        self.handler = handler
        self.quick = self.__call__ if is_quick else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.handler(scope, receive, send)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_ready.set()


@dataclass(frozen=True, slots=True)
class Wire:
    """A connection of raw bytes."""

    socket: socket.socket

    def send(self, *data: bytes) -> None:
        for piece in data:
            self.socket.sendall(piece)

    def end(self) -> None:
        """Stop sending; what comes can still be read."""
        self.socket.shutdown(socket.SHUT_WR)

    def until(self, end: bytes) -> bytes:
        """Return what arrives up to `end`, or all of it when the connection ends before."""
        received = b""
        while not received.endswith(end) and (data := self.socket.recv(65536)):
            received += data
        return received

    def rest(self) -> bytes:
        """Return what arrives until the server closes."""
        return b"".join(iter(lambda: self.socket.recv(65536), b""))


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that answers on a port of loopback."""

    port: int
    server: uvicorn.Server

    @contextmanager
    def connected(self) -> Iterator[Wire]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            yield Wire(connection)

    def asked(self, *data: bytes) -> bytes:
        """Send, stop sending, and return all that comes back."""
        with self.connected() as wire:
            wire.send(*data)
            wire.end()
            return wire.rest()


@contextmanager
def serving(app: Any, **config: Any) -> Iterator[Serving]:
    """Serve an app while the block runs."""
    bound = listen("127.0.0.1", 0)
    server = _Server(
        uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            log_config=None,
            proxy_headers=False,
            lifespan="off",
            **config,
        )
    )
    thread = threading.Thread(target=server.run, args=([bound],), daemon=True)
    thread.start()
    try:
        assert server.is_ready.wait(PATIENCE), "the server did not start"
        yield Serving(bound.getsockname()[1], server)
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive(), "the server did not stop"


async def read(receive: Receive) -> bytes:
    """Return a whole body, or what there was of it when the client left."""
    pieces: list[bytes] = []
    while (message := await receive())["type"] != "http.disconnect":
        pieces.append(message["body"])
        if not message["more_body"]:
            break
    return b"".join(pieces)


def start(status: int = 200, **headers: bytes) -> Message:
    """The beginning of an answer; a `_` in a name stands for `-`."""
    pairs = [(name.replace("_", "-").encode(), value) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": pairs}


def body(data: bytes, *, more: bool = False) -> Message:
    return {"type": "http.response.body", "body": data, "more_body": more}


async def answer(send: Send, data: bytes, status: int = 200, **headers: bytes) -> None:
    """Answer with a whole body of a known length."""
    await send(start(status, content_length=b"%d" % len(data), **headers))
    await send(body(data))


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with method, path and body."""
    data = await read(receive)
    await answer(send, b"%b %b %b" % (scope["method"].encode(), scope["path"].encode(), data))


def request(target: str = "/", data: bytes = b"", *lines: str, method: str = "POST") -> bytes:
    """Return a request of HTTP/1.1, with a Content-Length where it has a body."""
    head = [f"{method} {target} HTTP/1.1", "Host: a", *lines]
    if data:
        head.append(f"Content-Length: {len(data)}")
    return "\r\n".join([*head, "", ""]).encode() + data
