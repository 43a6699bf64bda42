"""What a connection does that no HTTP client library does."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from fake_gemini.testing import Running, running
from tests.api import MODEL

PATIENCE = 10
BODY = json.dumps({"model": MODEL, "input": "Hello"}).encode()


@pytest.fixture(scope="module")
def fake() -> Iterator[Running]:
    with running() as fake:
        yield fake


def _create(body: bytes = BODY, *headers: str) -> bytes:
    lines = [
        "POST /v1/interactions HTTP/1.1",
        "Host: 127.0.0.1",
        "x-goog-api-key: any",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _connected(fake: Running) -> socket.socket:
    parts = urlsplit(fake.url)
    assert parts.hostname and parts.port
    return socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)


def _read_all(connection: socket.socket) -> bytes:
    received = b""
    while data := connection.recv(65536):
        received += data
    return received


@pytest.mark.parametrize("stream", [False, True], ids=["unary", "stream"])
def test_client_that_only_stops_sending_gets_its_answer(fake: Running, stream: bool) -> None:
    body = json.dumps({"model": MODEL, "input": "Hello", "stream": stream}).encode()
    with _connected(fake) as connection:
        connection.sendall(_create(body))
        connection.shutdown(socket.SHUT_WR)
        answer = _read_all(connection)
    assert answer.startswith(b"HTTP/1.1 200 OK") and b"completed" in answer


def test_body_behind_an_offer_to_upgrade_is_read(fake: Running) -> None:
    offer = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQ")
    with _connected(fake) as connection:
        connection.sendall(_create(BODY, *offer))
        connection.shutdown(socket.SHUT_WR)
        answer = _read_all(connection)
    assert answer.startswith(b"HTTP/1.1 200 OK") and b"completed" in answer


def test_offer_to_upgrade_without_a_body_is_ignored(fake: Running) -> None:
    request = (
        b"GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nx-goog-api-key: any\r\n"
        b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    )
    with _connected(fake) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        assert _read_all(connection).startswith(b"HTTP/1.1 200 OK")


def test_space_around_a_key_is_no_part_of_it(fake: Running) -> None:
    with _connected(fake) as connection:
        connection.sendall(_create().replace(b"x-goog-api-key: any", b"x-goog-api-key:  any  "))
        connection.shutdown(socket.SHUT_WR)
        spaced = _read_all(connection).partition(b"\r\n\r\n")[2]
    assert json.loads(spaced)["status"] == "completed"
