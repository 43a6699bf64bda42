"""What the server's end means to its connections."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from starlette.types import Receive, Scope, Send

from tests.http11.conftest import Serve
from tests.http11.serving import PATIENCE, answer, read, request

# Seconds that the server waits for what is under way. With it, the server is the test's own.
STOPPING: dict[str, Any] = {"timeout_graceful_shutdown": 1}


def test_idle_connection_is_closed(serve: Serve) -> None:
    async def quick(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, b"x")

    served = serve(quick, **STOPPING)
    with served.connected() as unused, served.connected() as used:
        used.send(request())
        used.until(b"x")
        served.server.should_exit = True
        assert used.rest() == unused.rest() == b""


def test_answer_under_way_is_given_and_is_the_last(serve: Serve) -> None:
    begun, may_answer = threading.Event(), threading.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        begun.set()
        await asyncio.get_running_loop().run_in_executor(None, may_answer.wait, PATIENCE)
        await answer(send, b"x")

    served = serve(slow, **STOPPING)
    with served.connected() as wire, served.connected() as idle:
        wire.send(request() * 2)
        assert begun.wait(PATIENCE)
        served.server.should_exit = True
        assert idle.rest() == b""  # all have been told by now
        may_answer.set()
        assert wire.rest() == (
            b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\nx"
        )


def test_request_without_an_end_is_given_up(serve: Serve) -> None:
    async def reading(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, await read(receive))

    served = serve(reading, **STOPPING)
    with served.connected() as wire:
        wire.send(request("/", b"xyz")[:-1])
        served.server.should_exit = True
        # The server cancels what takes longer than it waits.
        assert wire.rest() == b""
