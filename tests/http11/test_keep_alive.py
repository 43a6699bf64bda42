"""When a connection stays open, and when it closes."""

from __future__ import annotations

import pytest
from starlette.types import Receive, Scope, Send

from tests.http11.conftest import Serve
from tests.http11.serving import Serving, body, echo, read, request, start


async def without_length(scope: Scope, receive: Receive, send: Send) -> None:
    await read(receive)
    await send(start())
    await send(body(b"some", more=True))
    await send(body(b"thing"))


def test_connection_stays_for_the_next_request(echoing: Serving) -> None:
    with echoing.connected() as wire:
        for path in ("/a", "/b", "/c"):
            wire.send(request(path, b"x"))
            assert wire.until(b" x") == (
                b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nPOST %b x" % path.encode()
            )


def test_request_in_many_pieces_is_one_request(echoing: Serving) -> None:
    with echoing.connected() as wire:
        for byte in request("/a", b"hello"):
            wire.send(bytes([byte]))
        assert wire.until(b"hello").endswith(b"POST /a hello")


def test_client_may_ask_for_the_end(echoing: Serving) -> None:
    with echoing.connected() as wire:
        wire.send(request("/a", b"x", "Connection: close"))
        assert b"\r\nconnection: close\r\n" in (answer := wire.rest())
        assert answer.endswith(b"POST /a x")


def test_app_may_ask_for_the_end(serve: Serve) -> None:
    async def closing(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start(connection=b"Close", content_length=b"1"))
        await send(body(b"x"))

    with serve(closing).connected() as wire:
        wire.send(request())
        assert wire.rest() == (
            b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close\r\n\r\nx"
        )


def test_old_client_is_hung_up_on(echoing: Serving) -> None:
    with echoing.connected() as wire:
        wire.send(b"GET /a HTTP/1.0\r\n\r\n")
        assert b"\r\nconnection: close\r\n" in (answer := wire.rest())
        assert answer.endswith(b"GET /a ")


def test_old_client_keeps_the_connection_by_asking(echoing: Serving) -> None:
    with echoing.connected() as wire:
        for _ in range(2):
            wire.send(b"GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            assert b"\r\nconnection: keep-alive\r\n" in wire.until(b"GET /a ")


@pytest.mark.parametrize("line", ["", "Connection: keep-alive\r\n"], ids=["plain", "keep-alive"])
def test_old_client_gets_no_chunks(serve: Serve, line: str) -> None:
    with serve(without_length).connected() as wire:
        wire.send(f"GET / HTTP/1.0\r\n{line}\r\n".encode())
        assert wire.rest() == b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nsomething"


def test_idle_connection_is_closed(serve: Serve) -> None:
    with serve(echo, timeout_keep_alive=0.1).connected() as wire:
        wire.send(request("/a", b"x"))
        assert wire.rest().endswith(b"POST /a x")


def test_idle_connection_is_closed_after_an_early_answer(serve: Serve) -> None:
    async def early(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start(content_length=b"1"))
        await send(body(b"x"))

    with serve(early, timeout_keep_alive=0.1).connected() as wire:
        head, data = request("/", b"y" * 10)[:-10], b"y" * 10
        wire.send(head, data[:5])
        assert wire.until(b"\r\n\r\nx").endswith(b"x")
        wire.send(data[5:])
        assert wire.rest() == b""


def test_answer_that_takes_longer_than_the_patience_is_given(serve: Serve) -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/slow":
            await receive()
            await receive()  # returns only once the client has sent all
        await send(start(content_length=b"1"))
        await send(body(b"x"))

    served = serve(slow, timeout_keep_alive=0.05)
    with served.connected() as idle, served.connected() as wire:
        wire.send(request("/"))
        wire.until(b"x")
        wire.send(request("/slow", b"ab")[:-1])
        idle.send(request("/"))
        idle.rest()  # closed after the patience, and the other is not
        wire.send(b"b")
        assert wire.until(b"x").startswith(b"HTTP/1.1 200 OK")
