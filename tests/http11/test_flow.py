"""Nobody is sent more than is read, in either direction."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

from starlette.types import Receive, Scope, Send

from tests.http11.conftest import Serve
from tests.http11.serving import PATIENCE, answer, body, read, request, start

MIB = 1024 * 1024
PIECE = b"x" * MIB


def test_slow_reader_pauses_the_app(serve: Serve) -> None:
    sent: list[int] = []

    async def generous(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/how-many":
            await answer(send, b"%d" % len(sent), connection=b"close")
            return
        await send(start())
        for _ in range(64):
            await send(body(PIECE, more=True))
            sent.append(MIB)
        await send(body(b""))

    served = serve(generous)
    with served.connected() as slow:
        slow.send(request())
        assert slow.socket.recv(1) == b"H"
        head, _, count = served.asked(request("/how-many")).partition(b"\r\n\r\n")
        assert int(count) < 32
        slow.end()
        assert len(slow.rest()) > 64 * MIB


def test_body_that_is_not_read_is_not_taken(serve: Serve) -> None:
    may_read = threading.Event()

    async def later(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.get_running_loop().run_in_executor(None, may_read.wait, PATIENCE)
        await answer(send, b"%d" % len(await read(receive)))

    with serve(later).connected() as wire:
        wire.socket.settimeout(0.5)
        sent, data = 0, request("/", PIECE * 64)
        with suppress(TimeoutError):
            while sent < len(data):
                sent += wire.socket.send(data[sent : sent + MIB])
        assert sent < 16 * MIB
        wire.socket.settimeout(PATIENCE)
        may_read.set()
        wire.send(data[sent:])
        assert wire.until(b"%d" % (64 * MIB)).startswith(b"HTTP/1.1 200 OK")


def test_many_waiting_requests_are_not_taken(serve: Serve) -> None:
    begun: list[str] = []
    may_answer = threading.Event()

    async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
        begun.append(scope["path"])
        await asyncio.get_running_loop().run_in_executor(None, may_answer.wait, PATIENCE)
        await answer(send, b"x")

    with serve(waiting).connected() as wire:
        wire.socket.settimeout(0.5)
        data, sent = request("/", b"y" * 1000) * 30_000, 0
        with suppress(TimeoutError):
            while sent < len(data):
                sent += wire.socket.send(data[sent : sent + MIB])
        assert sent < 16 * MIB
        assert len(begun) == 1
        may_answer.set()
