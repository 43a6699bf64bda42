"""Requests that do not wait for the answer before: all are answered, in their order."""

from __future__ import annotations

import asyncio

from starlette.types import Receive, Scope, Send

from tests.http11.conftest import Serve
from tests.http11.serving import Serving, answer, read, request


def bodies(answers: bytes) -> list[bytes]:
    """Return the bodies of answers that are one line each."""
    return [part.partition(b"\r\n\r\n")[2] for part in answers.split(b"HTTP/1.1 200 OK")[1:]]


async def later(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the path; the ones that begin with /slow after a few turns of the loop."""
    data = await read(receive)
    for _ in range(10 if scope["path"].startswith("/slow") else 0):
        await asyncio.sleep(0)
    await answer(send, scope["path"].encode() + data)


def test_requests_in_one_piece_are_answered_in_order(serve: Serve) -> None:
    wanted = [b"/slow1x", b"/quick1", b"/slow2", b"/quick2y"]
    sent = (
        request("/slow1", b"x") + request("/quick1") + request("/slow2") + request("/quick2", b"y")
    )
    assert bodies(serve(later).asked(sent)) == wanted


def test_thousands_in_one_piece_are_answered(echoing: Serving) -> None:
    answers = echoing.asked(request("/a", b"x") * 5000)
    assert bodies(answers) == [b"POST /a x"] * 5000


def test_what_comes_behind_the_last_request_is_not_answered(echoing: Serving) -> None:
    answers = echoing.asked(request("/a", b"", "Connection: close") + request("/b"))
    assert bodies(answers) == [b"POST /a "]


def test_answer_with_close_is_the_last(serve: Serve) -> None:
    async def closing(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, scope["path"].encode(), connection=b"close")

    assert bodies(serve(closing).asked(request("/a") + request("/b"))) == [b"/a"]


def test_good_request_is_answered_before_garbage(echoing: Serving) -> None:
    answers = echoing.asked(request("/a", b"x") + b"garbage\r\n\r\n")
    first, _, second = answers.partition(b"POST /a x")
    assert first.startswith(b"HTTP/1.1 200 OK")
    assert second.startswith(b"HTTP/1.1 400 Bad Request")


def test_slow_request_is_answered_before_garbage(serve: Serve) -> None:
    with serve(later).connected() as wire:
        wire.send(request("/slow1"), b"garbage\r\n\r\n")
        first, _, second = wire.rest().partition(b"/slow1")
    assert first.startswith(b"HTTP/1.1 200 OK")
    assert second.startswith(b"HTTP/1.1 400 Bad Request")


def test_half_request_behind_a_good_one_is_the_apps_to_answer(serve: Serve) -> None:
    async def whole_only(scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()
        while message["type"] == "http.request" and message["more_body"]:
            message = await receive()
        if message["type"] == "http.request":
            await answer(send, scope["path"].encode())

    answers = serve(whole_only).asked(request("/a") + request("/b", b"xyz")[:-1])
    assert bodies(answers) == [b"/a"]


def test_empty_lines_between_requests_are_passed_over(echoing: Serving) -> None:
    answers = echoing.asked(b"\r\n" + request("/a") + b"\r\n\r\n" + request("/b"))
    assert bodies(answers) == [b"POST /a ", b"POST /b "]
