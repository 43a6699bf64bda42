"""Where the body of a request and of an answer begins and ends."""

from __future__ import annotations

import pytest
from starlette.types import Receive, Scope, Send

from tests.http11.conftest import Serve
from tests.http11.serving import Handler, Serving, answer, body, read, request, start

CHUNKED = "Transfer-Encoding: chunked"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


async def in_pieces(scope: Scope, receive: Receive, send: Send) -> None:
    await read(receive)
    await send(start(x=b"y"))
    await send(body(b"some", more=True))
    await send(body(b"", more=True))
    await send(body(b"thing ", more=True))
    await send(body(b"long" * 100))


async def early(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer without reading the body."""
    await answer(send, b"early")


def test_chunks_of_a_request_are_joined(echoing: Serving) -> None:
    chunks = b"3\r\nabc\r\n" + b"4;name=value\r\ndefg\r\n" + b"0\r\n\r\n"
    assert echoing.asked(request("/a", b"", CHUNKED) + chunks).endswith(b"POST /a abcdefg")


def test_trailers_are_no_headers(serve: Serve) -> None:
    async def names(scope: Scope, receive: Receive, send: Send) -> None:
        await read(receive)
        await answer(send, b" ".join(name for name, _ in scope["headers"]))

    chunks = b"1\r\na\r\n0\r\nX-Goog-Api-Key: late\r\n\r\n"
    with serve(names).connected() as wire:
        # The head first, so that the app has its headers before the trailers come.
        wire.send(request("/a", b"", CHUNKED), chunks)
        wire.end()
        assert wire.rest().endswith(b"host transfer-encoding")


def test_answer_without_a_length_is_chunked(serve: Serve) -> None:
    with serve(in_pieces).connected() as wire:
        for _ in range(2):
            wire.send(request())
            assert wire.until(b"0\r\n\r\n") == (
                b"HTTP/1.1 200 OK\r\nx: y\r\ntransfer-encoding: chunked\r\n\r\n"
                b"4\r\nsome\r\n6\r\nthing \r\n190\r\n" + b"long" * 100 + b"\r\n0\r\n\r\n"
            )


def test_chunking_is_for_the_server_to_say(serve: Serve) -> None:
    async def saying(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start(transfer_encoding=b"chunked", content_length=b"2"))
        await send(body(b"ab"))

    assert serve(saying).asked(request()) == b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab"


@pytest.mark.parametrize(
    ("handler", "head"),
    [(early, b"content-length: 5"), (in_pieces, b"x: y")],
    ids=["length", "no-length"],
)
def test_head_has_no_body(serve: Serve, handler: Handler, head: bytes) -> None:
    with serve(handler).connected() as wire:
        for _ in range(2):
            wire.send(request(method="HEAD"))
            assert wire.until(b"\r\n\r\n") == b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n"
        wire.end()
        assert wire.rest() == b""


@pytest.mark.parametrize("status", [204, 304])
def test_status_without_a_body_has_none(serve: Serve, status: int) -> None:
    async def bodiless(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start(status))
        await send(body(b"ignored"))

    assert serve(bodiless).asked(request()).partition(b"\r\n")[2] == b"\r\n"


@pytest.mark.parametrize("status", [204, 304])
def test_status_without_a_body_has_no_length_either(serve: Serve, status: int) -> None:
    async def bodiless(scope: Scope, receive: Receive, send: Send) -> None:
        await send({**start(status), "body": b""})

    assert serve(bodiless).asked(request()).partition(b"\r\n")[2] == b"\r\n"


def test_client_that_waits_is_asked_for_its_body(echoing: Serving) -> None:
    head = request("/a", b"hello", "Expect: 100-Continue")[:-5]
    with echoing.connected() as wire:
        wire.send(head)
        assert wire.until(CONTINUE) == CONTINUE
        wire.send(b"hel")
        wire.send(b"lo")
        assert wire.until(b"hello").startswith(b"HTTP/1.1 200 OK")


def test_client_that_does_not_wait_is_not_asked(echoing: Serving) -> None:
    assert echoing.asked(request("/a", b"hello", "Expect: 100-continue")).startswith(
        b"HTTP/1.1 200"
    )


def test_old_client_is_not_asked_to_continue(echoing: Serving) -> None:
    head = b"POST /a HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"
    with echoing.connected() as wire:
        wire.send(head)
        wire.send(b"x")
        assert wire.rest().startswith(b"HTTP/1.1 200 OK")


def test_client_that_waits_is_refused_and_hung_up_on(serve: Serve) -> None:
    # It need not send its body now, so that nobody knows where the next request begins.
    with serve(early).connected() as wire:
        wire.send(request("/a", b"hello", "Expect: 100-continue")[:-5])
        answered = wire.rest()
    assert answered.endswith(b"early") and b"\r\nconnection: close\r\n" in answered


def test_body_behind_an_early_answer_is_passed_over(serve: Serve) -> None:
    sent = request("/a", b"x" * 1_000_000)
    with serve(early).connected() as wire:
        wire.send(sent[:1000])
        assert wire.until(b"early").startswith(b"HTTP/1.1 200 OK")
        wire.send(sent[1000:] + request("/b"))
        assert wire.until(b"early").startswith(b"HTTP/1.1 200 OK")


def test_early_answer_reaches_a_client_that_still_sends(serve: Serve) -> None:
    # Closing at once would reset the connection before the client has read the answer.
    with serve(early).connected() as wire:
        wire.send(request("/a", b"x" * 5_000_000, "Connection: close"))
        assert wire.rest().endswith(b"early")


@pytest.mark.parametrize(
    "pieces", [[b"ab", b"cd"], [b"a", b"b"], []], ids=["longer", "shorter", "none"]
)
def test_body_of_another_length_is_cut_off(serve: Serve, pieces: list[bytes]) -> None:
    async def wrong(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start(content_length=b"3"))
        for piece in pieces:
            await send(body(piece, more=True))
        await send(body(b""))

    head, _, rest = serve(wrong).asked(request() * 2).partition(b"\r\n\r\n")
    assert head == b"HTTP/1.1 200 OK\r\ncontent-length: 3"
    assert len(rest) < 3
