"""Answers whose head brings what is ready of the body, in one message."""

from __future__ import annotations

import pytest
from starlette.types import Message, Receive, Scope, Send

from tests.http11.conftest import Serve
from tests.http11.serving import Handler, body, read, request, start


def saying(*messages: Message) -> Handler:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await read(receive)
        for message in messages:
            await send(message)

    return app


def whole(data: bytes, *, more: bool = False, **headers: bytes) -> Message:
    return {**start(200, **headers), "body": data, "more_body": more}


@pytest.mark.parametrize("data", [b"ab", b""], ids=["some", "none"])
def test_one_message_is_written_like_two(serve: Serve, data: bytes) -> None:
    length = b"%d" % len(data)
    asked = request("/", b"x") * 2
    two = serve(saying(start(content_length=length), body(data))).asked(asked)
    assert serve(saying(whole(data, content_length=length))).asked(asked) == two
    assert two.count(b"HTTP/1.1 200 OK") == 2


def test_all_of_a_body_brings_its_length(serve: Serve) -> None:
    brought = serve(saying({**start(200), "body": b"ab"})).asked(request() * 2)
    assert brought == serve(saying(start(content_length=b"2"), body(b"ab"))).asked(request() * 2)


def test_what_follows_is_chunked(serve: Serve) -> None:
    app = saying(whole(b"ab", more=True), body(b"cde", more=True), body(b""))
    written = serve(app).asked(request())
    assert written.endswith(b"\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n")


def test_head_has_no_body(serve: Serve) -> None:
    written = serve(saying(whole(b"ab", content_length=b"2"))).asked(request(method="HEAD"))
    assert written.endswith(b"content-length: 2\r\n\r\n")


def test_wrong_length_breaks_off(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    written = serve(saying(whole(b"ab", content_length=b"3"))).asked(request("/a"))
    assert b"ab" not in written
    assert "1 bytes are missing" in caplog.text


def test_nothing_comes_behind_a_whole_answer(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    app = saying(whole(b"ab", content_length=b"2"), body(b"cd"))
    assert serve(app).asked(request("/a")).endswith(b"\r\n\r\nab")
    assert "before its end" in caplog.text
