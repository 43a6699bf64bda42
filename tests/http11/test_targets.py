"""What an app is told of a request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from tests.http11.serving import App, Serving, answer, read, request, serving

OFFER = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQ")


async def told(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the scope and the body as JSON."""
    data = await read(receive)
    hidden = ("app", "state")
    shown = {name: value for name, value in scope.items() if name not in hidden}
    shown["headers"] = [list(map(bytes.decode, pair)) for pair in scope["headers"]]
    for name in ("raw_path", "query_string"):
        shown[name] = scope[name].decode()
    await answer(send, json.dumps({**shown, "body": data.decode()}).encode())


@pytest.fixture(scope="module")
def telling() -> Iterator[Serving]:
    with serving(App(told, is_quick=True)) as served:
        yield served


def scope_of(telling: Serving, sent: bytes) -> Any:
    return json.loads(telling.asked(sent).partition(b"\r\n\r\n")[2])


def test_scope_is_that_of_asgi(telling: Serving) -> None:
    scope = scope_of(telling, request("/a%20b?c=%20", b"", "X-Y:  Z "))
    port = scope["client"][1]
    assert scope == {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ["127.0.0.1", telling.port],
        "client": ["127.0.0.1", port],
        "scheme": "http",
        "root_path": "",
        "extensions": {},
        "method": "POST",
        "path": "/a b",
        "raw_path": "/a%20b",
        "query_string": "c=%20",
        "headers": [["host", "a"], ["x-y", "Z "]],
        "body": "",
    }


def test_old_version_is_told(telling: Serving) -> None:
    assert scope_of(telling, b"GET / HTTP/1.0\r\n\r\n")["http_version"] == "1.0"


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        ("/", "/", ""),
        ("//", "//", ""),
        ("*", "*", ""),
        ("/%C3%A9", "/é", ""),
        ("/%ff%2F", "/\ufffd/", ""),
        ("/a?b?c", "/a", "b?c"),
        ("/a#b?c", "/a", ""),
        ("http://b:80/c?d", "/c", "d"),
        ("HTTP://b", "/", ""),
        ("http://b?d", "/", "d"),
        ("/http://b/c", "/http://b/c", ""),
    ],
)
def test_path_and_query_are_told_from_the_target(
    telling: Serving, target: str, path: str, query: str
) -> None:
    scope = scope_of(telling, request(target, method="OPTIONS"))
    assert (scope["path"], scope["query_string"]) == (path, query)


@pytest.mark.parametrize(
    ("target", "host"),
    [("http://b:80/c", "b:80"), ("http://me@b/", "b"), ("http://[::1]:9/", "[::1]:9")],
)
def test_host_of_the_target_stands_for_that_of_the_header(
    telling: Serving, target: str, host: str
) -> None:
    assert scope_of(telling, request(target))["headers"] == [["host", host]]


def test_body_behind_an_offer_to_upgrade_is_read(telling: Serving) -> None:
    scope = scope_of(telling, request("/a?b", b"hello", *OFFER))
    assert (scope["method"], scope["path"], scope["body"]) == ("POST", "/a", "hello")
    assert dict(scope["headers"])["http2-settings"] == "AAMAAABkAAQ"


def test_chunks_behind_an_offer_to_upgrade_are_read(telling: Serving) -> None:
    sent = request("/a", b"", *OFFER, "Transfer-Encoding: chunked") + b"2\r\nhi\r\n0\r\n\r\n"
    assert scope_of(telling, sent)["body"] == "hi"


def test_requests_behind_an_offer_to_upgrade_are_answered(telling: Serving) -> None:
    sent = request("/a", b"hello", *OFFER) + request("/b", b"", *OFFER) + request("/c")
    answers = telling.asked(sent)
    assert answers.count(b"HTTP/1.1 200 OK") == 3
    assert [b'"%b"' % path in answers for path in (b"/a", b"/b", b"/c")] == [True] * 3


def test_offer_in_single_bytes_is_declined(telling: Serving) -> None:
    pieces = [bytes([byte]) for byte in request("/a", b"hello", *OFFER)]
    assert json.loads(telling.asked(*pieces).partition(b"\r\n\r\n")[2])["body"] == "hello"


def test_websocket_is_not_spoken(telling: Serving) -> None:
    lines = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13")
    answered = telling.asked(request("/a", b"", *lines, method="GET"))
    assert answered.startswith(b"HTTP/1.1 200 OK")
