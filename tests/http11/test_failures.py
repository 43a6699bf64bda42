"""Apps that fail, or say what cannot be sent."""

from __future__ import annotations

import pytest
from starlette.types import Message, Receive, Scope, Send

from tests.http11.conftest import Serve
from tests.http11.serving import Serving, answer, body, read, request, serving, start

FAILED = (
    b"HTTP/1.1 500 Internal Server Error\r\n"
    b"content-type: text/plain; charset=utf-8\r\n"
    b"content-length: 21\r\nconnection: close\r\n\r\n"
)


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name.startswith("fake_gemini")]


async def raising(scope: Scope, receive: Receive, send: Send) -> None:
    raise LookupError("of the app")


async def silent(scope: Scope, receive: Receive, send: Send) -> None:
    await read(receive)


def test_app_that_fails_is_answered_for(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    assert serve(raising).asked(request("/a", b"x") * 2) == FAILED + b"Internal Server Error"
    assert errors(caplog)[0] == "POST '/a': the app failed"
    assert "LookupError: of the app" in caplog.text


def test_app_that_fails_is_answered_for_without_a_body(serve: Serve) -> None:
    assert serve(raising).asked(request(method="HEAD")) == FAILED


def test_app_that_does_not_answer_is_answered_for(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    with serve(silent).connected() as wire:
        wire.send(request("/a"))
        assert wire.rest() == FAILED + b"Internal Server Error"
    assert errors(caplog) == ["POST '/a': the app gave no answer"]


def test_app_that_does_not_answer_who_has_left_is_no_failure(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    assert serve(silent).asked(request("/a", b"xyz")[:-1]) == b""
    assert errors(caplog) == []


@pytest.mark.parametrize("fails", [True, False], ids=["raises", "returns"])
def test_answer_that_breaks_off_is_seen(serve: Serve, fails: bool) -> None:
    async def breaking(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start())
        await send(body(b"some", more=True))
        assert not fails

    with serve(breaking).connected() as wire:
        wire.send(request() * 2)
        assert wire.rest().endswith(b"\r\n\r\n4\r\nsome\r\n")


WRONG: dict[str, Message] = {
    "line-break": start(x=b"a\r\nb: c"),
    "cr": start(x=b"a\rb"),
    "nul": start(x=b"a\x00b"),
    "colon-in-name": {**start(), "headers": [(b"a:b", b"c")]},
    "line-break-in-name": {**start(), "headers": [(b"a\r\nb", b"c")]},
    "empty-name": {**start(), "headers": [(b"", b"c")]},
    "length-no-number": start(content_length=b"1x"),
    "two-lengths": {
        **start(),
        "headers": [(b"content-length", b"1"), (b"Content-Length", b"2")],
    },
    "status-100": start(100),
    "status-1000": start(1000),
    "body-first": body(b"x"),
    "no-type-of-ours": {"type": "http.response.pathsend", "path": "/"},
}


@pytest.mark.parametrize("message", WRONG.values(), ids=WRONG)
def test_message_that_cannot_be_sent_is_refused(serve: Serve, message: Message) -> None:
    async def wrong(scope: Scope, receive: Receive, send: Send) -> None:
        await send(message)

    assert serve(wrong).asked(request()) == FAILED + b"Internal Server Error"


@pytest.mark.parametrize("message", [start(), body(b"more")], ids=["start", "body"])
def test_nothing_follows_a_whole_answer(
    serve: Serve, caplog: pytest.LogCaptureFixture, message: Message
) -> None:
    async def talkative(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, b"done")
        await send(message)

    answered = serve(talkative).asked(request() * 2)
    assert answered == b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone" * 2
    assert errors(caplog) == ["POST '/': the app failed"] * 2


def test_unnamed_status_is_sent(serve: Serve) -> None:
    async def unnamed(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, b"", 299)

    assert serve(unnamed).asked(request()).startswith(b"HTTP/1.1 299 \r\n")


def test_app_may_change_its_scope(serve: Serve) -> None:
    async def changing(scope: Scope, receive: Receive, send: Send) -> None:
        scope["method"], scope["http_version"] = "GET", "1.0"
        scope["headers"].clear()
        await answer(send, b"body")

    answered = serve(changing).asked(request(method="HEAD"))
    assert answered == b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n"


def test_requests_share_no_scope(serve: Serve) -> None:
    async def marking(scope: Scope, receive: Receive, send: Send) -> None:
        is_new = "mark" not in scope and "mark" not in scope["state"]
        scope["mark"] = scope["state"]["mark"] = 1
        await answer(send, b"%d" % is_new)

    served: Serving = serve(marking)
    assert [part[-1:] for part in served.asked(request() * 2).split(b"HTTP")[1:]] == [b"1", b"1"]


def test_app_without_a_word_about_tasks_is_served() -> None:
    async def plain(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, b"plain")

    with serving(plain) as served:
        assert served.asked(request()).endswith(b"plain")
