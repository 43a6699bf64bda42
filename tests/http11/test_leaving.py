"""Clients that leave, or only stop sending."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading

import pytest
from starlette.types import Message, Receive, Scope, Send

from tests.http11.conftest import Serve
from tests.http11.serving import PATIENCE, answer, body, read, request, start

RESET = struct.pack("ii", 1, 0)


class Waiting:
    """An app that begins an answer and waits until its client has left."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.is_over = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(start())
        await send(body(b"begun", more=True))
        while (message := await receive())["type"] != "http.disconnect":
            self.messages.append(message)
        self.messages.append(message)
        await send(body(b"to nobody"))
        self.is_over.set()


@pytest.mark.parametrize("how", ["close", "reset", "half-close"])
def test_client_that_leaves_during_its_answer_is_noticed(serve: Serve, how: str) -> None:
    app = Waiting()
    with serve(app).connected() as wire:
        wire.send(request("/", b"x"))
        wire.until(b"begun\r\n")
        if how == "reset":
            wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        if how == "half-close":
            wire.end()
        else:
            wire.socket.close()
        assert app.is_over.wait(PATIENCE)
    assert app.messages == [
        {"type": "http.request", "body": b"x", "more_body": False},
        {"type": "http.disconnect"},
    ]


def test_what_came_before_the_client_left_is_not_lost(serve: Serve) -> None:
    got: list[bytes] = []
    is_over = threading.Event()

    async def reading(scope: Scope, receive: Receive, send: Send) -> None:
        got.append(await read(receive))
        is_over.set()

    with serve(reading).connected() as wire:
        wire.send(request("/", b"hello")[:-1])
        wire.end()
        assert is_over.wait(PATIENCE)
    assert got == [b"hell"]


def test_client_that_stops_sending_gets_an_answer_that_takes_time(serve: Serve) -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await read(receive)
        # In another thread, so that the end of what is sent is seen meanwhile.
        await asyncio.get_running_loop().run_in_executor(None, has_ended.wait, PATIENCE)
        await answer(send, b"done")

    has_ended = threading.Event()
    with serve(slow).connected() as wire:
        wire.send(request("/", b"x"))
        wire.end()
        has_ended.set()
        assert wire.rest().endswith(b"done")


def test_client_that_stops_sending_gets_all_of_a_long_answer(serve: Serve) -> None:
    async def long(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start())
        for _ in range(200):
            await send(body(b"x" * 50_000, more=True))
            await asyncio.sleep(0)
        await send(body(b""))

    answered = serve(long).asked(request())
    assert answered.endswith(b"\r\n0\r\n\r\n") and answered.count(b"x") == 10_000_000


def test_answered_request_has_no_client_any_more(serve: Serve) -> None:
    got: list[Message] = []
    is_over = threading.Event()

    async def curious(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, b"done")
        got.append(await receive())
        is_over.set()

    with serve(curious).connected() as wire:
        wire.send(request("/", b"x"))
        assert wire.until(b"done")
        assert is_over.wait(PATIENCE)
    assert got == [{"type": "http.disconnect"}]


def test_two_may_wait_for_the_client(serve: Serve) -> None:
    got: list[Message] = []
    is_over = threading.Event()

    async def twice(scope: Scope, receive: Receive, send: Send) -> None:
        await read(receive)
        await send(start())
        await send(body(b"begun", more=True))
        got.extend(await asyncio.gather(receive(), receive()))
        is_over.set()

    with serve(twice).connected() as wire:
        wire.send(request())
        wire.until(b"begun\r\n")
        wire.end()
        assert is_over.wait(PATIENCE)
    assert got == [{"type": "http.disconnect"}] * 2


def test_one_who_gives_up_waiting_disturbs_no_other(serve: Serve) -> None:
    got: list[Message] = []
    is_over = threading.Event()

    async def giving_up(scope: Scope, receive: Receive, send: Send) -> None:
        await read(receive)
        stays, leaves = (asyncio.ensure_future(receive()) for _ in range(2))
        await asyncio.sleep(0)
        leaves.cancel()
        await send(start())
        await send(body(b"begun", more=True))
        got.append(await stays)
        is_over.set()

    with serve(giving_up).connected() as wire:
        wire.send(request())
        wire.until(b"begun\r\n")
        wire.end()
        assert is_over.wait(PATIENCE)
    assert got == [{"type": "http.disconnect"}]
