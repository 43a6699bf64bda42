"""A create that arrives whole is answered at once, with what it is answered later."""

from __future__ import annotations

import json
import logging
import re
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from fake_gemini.testing import Running, running
from tests.api import MODEL, Json

PATIENCE = 20
HEALTH = b"GET /_fake/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
COUNT = "Count from 1 to 10000"
CHUNKED = b"\r\ntransfer-encoding: chunked"

CREATES: dict[str, Json] = {
    "plain": {"model": MODEL, "input": "Hello"},
    "instruction": {
        "model": MODEL,
        "input": "Hello",
        "system_instruction": "End all replies with X",
    },
    "not stored": {"model": MODEL, "input": "Hello", "store": False},
    "agent": {"agent": "deep-research-preview-04-2026", "input": "Hello", "background": True},
    "stream": {"model": MODEL, "input": "Hello", "stream": True},
    "long stream": {"model": MODEL, "input": COUNT, "stream": True},
    "slow stream": {"model": MODEL, "input": "[[fake: slow stream 0.001]]", "stream": True},
    "cut stream": {"model": MODEL, "input": "[[fake: cut stream]]", "stream": True},
    "rehearsed": {"model": MODEL, "input": "[[fake: error too_many_requests, retry-after 1]]"},
    "unknown field": {"model": MODEL, "input": "Hello", "inputs": "Hello"},
    "unknown model": {"model": "nobody", "input": "Hello"},
    "labels": {"model": MODEL, "input": "Hello", "labels": {"a": "b"}},
    "too large": {"model": MODEL, "input": "Hello " * 1000},
}
HEADERS: dict[str, tuple[str, ...]] = {
    "no key": ("x-goog-api-key: ",),
    "bad key": ("x-goog-api-key: invalid-key",),
    "retired schema": ("x-goog-api-key: k", "Api-Revision: 2025-01-01"),
    "browser": ("x-goog-api-key: k", "Origin: https://a.example"),
    "compressed": ("x-goog-api-key: k", "Content-Encoding: gzip"),
    "bearer": ("Authorization: Bearer ya29.token",),
}


def _connected(fake: Running) -> socket.socket:
    parts = urlsplit(fake.url)
    assert parts.hostname and parts.port
    return socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)


def _head(*headers: str) -> bytes:
    lines = ["POST /v1beta/interactions HTTP/1.1", "Host: 127.0.0.1", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def _answer(connection: socket.socket) -> bytes:
    """Return an answer, its chunks as one: where they are cut is nobody's promise."""
    received = b""
    while not _is_whole(received) and (data := connection.recv(65536)):
        received += data
    head, _, body = received.partition(b"\r\n\r\n")
    if not head.endswith(CHUNKED):
        return received
    joined = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        joined, body = joined + body[: int(size, 16)], body[int(size, 16) + 2 :]
    return head + joined


def _is_whole(received: bytes) -> bool:
    head, end, body = received.partition(b"\r\n\r\n")
    if head.endswith(CHUNKED):
        return body.endswith(b"0\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: (\d+)", head)
    return bool(end and length) and len(body) == int(length[1] if length else 0)


def _whole(fake: Running, head: bytes, body: bytes) -> bytes:
    with _connected(fake) as connection:
        connection.sendall(head + body)
        return _answer(connection)


def _later(fake: Running, head: bytes, body: bytes) -> bytes:
    with _connected(fake) as connection, _connected(fake) as other:
        connection.sendall(head)
        # When this one is answered, what was sent before it has arrived.
        other.sendall(HEALTH)
        assert other.recv(65536).startswith(b"HTTP/1.1 200")
        connection.sendall(body)
        return _answer(connection)


def _both(body: bytes, headers: tuple[str, ...], **settings: Any) -> tuple[bytes, bytes]:
    """Return what one fake says to a whole request, and another to one that comes in two."""
    head = _head(*headers, f"Content-Length: {len(body)}")
    with running(**settings) as one, running(**settings) as other:
        return _whole(one, head, body), _later(other, head, body)


@pytest.mark.parametrize("settings", [{}, {"lenient": True}], ids=["strict", "lenient"])
@pytest.mark.parametrize("name", CREATES)
def test_both_ways_say_the_same(name: str, settings: Json) -> None:
    body = json.dumps(CREATES[name]).encode()
    at_once, later = _both(body, ("x-goog-api-key: k",), max_body=1000, **settings)
    assert at_once == later
    assert at_once.startswith(b"HTTP/1.1 ") and not at_once.startswith(b"HTTP/1.1 5")


@pytest.mark.parametrize(
    "settings", [{"decode_limit": 5}, {"revision": "2026-05-07"}, {"pace": 0.001}]
)
@pytest.mark.parametrize("name", ["plain", "stream"])
def test_both_ways_say_the_same_with_other_settings(name: str, settings: Json) -> None:
    at_once, later = _both(json.dumps(CREATES[name]).encode(), ("x-goog-api-key: k",), **settings)
    assert at_once == later
    assert at_once.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("name", HEADERS)
def test_both_ways_say_the_same_to_all_who_call(name: str) -> None:
    at_once, later = _both(json.dumps(CREATES["plain"]).encode(), HEADERS[name])
    assert at_once == later
    assert at_once.startswith(b"HTTP/1.1 ") and not at_once.startswith(b"HTTP/1.1 5")


def test_both_ways_refuse_what_is_no_json() -> None:
    at_once, later = _both(b"{", ("x-goog-api-key: k",))
    assert at_once == later
    assert at_once.startswith(b"HTTP/1.1 400") and b"no JSON" in at_once


def test_long_stream_goes_on_behind_what_is_ready() -> None:
    at_once, _ = _both(json.dumps(CREATES["long stream"]).encode(), ("x-goog-api-key: k",))
    assert at_once.count(b"event: step.delta\n") > 500
    assert at_once.endswith(b"event: done\ndata: [DONE]\n\n")


def test_both_ways_are_logged_alike(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "fake_gemini")
    _both(json.dumps(CREATES["plain"]).encode(), ("x-goog-api-key: k",))
    _both(json.dumps(CREATES["unknown model"]).encode(), ("x-goog-api-key: k",))

    told = [record.getMessage() for record in caplog.records if record.name == "fake_gemini"]
    lines = [line for line in told if "/v1beta/interactions" in line]
    assert len(lines) == 4 and lines[0] == lines[1] and lines[2] == lines[3]
    assert lines[0].startswith("200 POST") and lines[2].startswith("404 POST")
