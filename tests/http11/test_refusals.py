"""What is no request is answered in plain text, and the connection is closed."""

from __future__ import annotations

import pytest

from fake_gemini.http11.reading import MOST
from tests.http11.serving import Serving, request

CLOSE = b"\r\nconnection: close\r\n\r\n"

MALFORMED = {
    "no-http": b"garbage\r\n\r\n",
    "method": b"NONSENSE / HTTP/1.1\r\n\r\n",
    "no-version": b"GET /\r\n\r\n",
    "version-0.9": b"GET / HTTP/0.9\r\n\r\n",
    "version-2": b"GET / HTTP/2.0\r\n\r\n",
    "preface-of-http2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "version-7": b"GET / HTTP/7.0\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "space-in-name": b"GET / HTTP/1.1\r\nA B: c\r\n\r\n",
    "control-in-value": b"GET / HTTP/1.1\r\nA: b\x00c\r\n\r\n",
    "folded-line": b"GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
    "bare-lf-in-value": b"GET / HTTP/1.1\r\nA: b\rc\r\n\r\n",
    "length-no-number": b"POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\nab",
    "length-negative": b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    "two-lengths": b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "same-length-twice": b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
    "length-and-chunks": (
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    "chunks-and-length": (
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
    ),
    "encoding-not-last": b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
    "chunk-size": b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n\r\n",
    "connect": b"CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
    "target-no-path": b"GET a/b HTTP/1.1\r\n\r\n",
    "offer-without-a-path": b"GET a/b HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    "offer-of-version-2": b"GET / HTTP/2.0\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    "target-not-ascii": b"GET /\xc3\xa9 HTTP/1.1\r\n\r\n",
}


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
def test_malformed_request_is_refused(echoing: Serving, sent: bytes) -> None:
    with echoing.connected() as wire:
        wire.send(sent)
        head, _, text = wire.rest().partition(b"\r\n\r\n")
    assert head.startswith(
        b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\n"
    )
    assert head.endswith(b"content-length: %d\r\nconnection: close" % len(text))
    assert text.endswith(b".")


def test_refusal_says_what_is_wrong(echoing: Serving) -> None:
    answer = echoing.asked(b"GET / HTTP/1.1\r\nA B: c\r\n\r\n")
    assert b"Malformed HTTP request: Invalid header token; spoken here: HTTP/1.1" in answer


def test_refusal_is_one_log_line(echoing: Serving, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "fake_gemini")
    echoing.asked(b"CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n")
    lines = [r.getMessage() for r in caplog.records if r.name.startswith("fake_gemini")]
    assert lines == ["400 CONNECT is for proxies, and this is none."]


def test_server_answers_others_after_a_refusal(echoing: Serving) -> None:
    assert echoing.asked(b"garbage\r\n\r\n").startswith(b"HTTP/1.1 400")
    assert echoing.asked(request("/a")).endswith(b"POST /a ")


def test_body_that_turns_out_malformed_is_refused(echoing: Serving) -> None:
    with echoing.connected() as wire:
        wire.send(request("/a", b"", "Transfer-Encoding: chunked") + b"1\r\na\r\n")
        wire.send(b"zz\r\n")
        assert wire.rest().startswith(b"HTTP/1.1 400 Bad Request")


def sized(size: int) -> bytes:
    """Return a request whose head, as the server counts it, has so many bytes."""
    lines = {"Host": "a", "X-Long": ""}
    counted = len("/") + sum(len(name) + len(value) + 4 for name, value in lines.items())
    lines["X-Long"] = "v" * (size - counted)
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"GET / HTTP/1.1\r\n{head}\r\n".encode()


def test_head_of_the_most_bytes_is_read(echoing: Serving) -> None:
    assert echoing.asked(sized(MOST)).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize("before", [b"", request("/a", b"x")], ids=["first", "second"])
def test_larger_head_is_refused(echoing: Serving, before: bytes) -> None:
    answer = echoing.asked(before + sized(MOST + 1))
    assert answer[answer.rindex(b"HTTP/1.1 ") :].startswith(
        b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    )
    assert b"accepted: 65536 bytes" in answer


ENDLESS = {
    "target": b"GET /" + b"a" * 1_000_000,
    "value": b"GET / HTTP/1.1\r\nA: " + b"a" * 1_000_000,
    "headers": b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200_000,
    "empty-lines": b"\r\n" * 500_000,
    "trailers": request("/a", b"", "Transfer-Encoding: chunked") + b"0\r\n" + b"A: b\r\n" * 200_000,
    "chunk-extension": (
        request("/a", b"", "Transfer-Encoding: chunked") + b"1;" + b"a" * 1_000_000
    ),
}


@pytest.mark.parametrize("sent", ENDLESS.values(), ids=ENDLESS)
def test_head_without_an_end_is_refused(echoing: Serving, sent: bytes) -> None:
    with echoing.connected() as wire:
        wire.send(sent)
        assert wire.rest().startswith(b"HTTP/1.1 431 ")
