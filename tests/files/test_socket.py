"""Uploads as they arrive at a socket."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

import httpx

from fake_gemini.testing import running
from tests.api import Connect
from tests.files.uploading import (
    chunk,
    file_of,
    got,
    hash_of,
    last_chunk,
    received,
    said,
    started,
)

DATA = bytes(range(256)) * 4000


def test_upload_is_the_same_through_a_socket(connect_either: Connect) -> None:
    client = connect_either()
    url = started(client, size=len(DATA), mime="image/png")

    assert said(chunk(client, url, DATA[:600_000])) == (200, "active", "")
    file = file_of(last_chunk(client, url, DATA[600_000:], 600_000))

    assert file["sha256Hash"] == hash_of(DATA)
    assert got(client, file).json() == file


def test_upload_url_leads_to_the_socket_it_came_from(connect_either: Connect) -> None:
    client = connect_either()

    url = httpx.URL(started(client))

    assert (url.host, url.port) == (client.base_url.host, client.base_url.port)


def hang_up(url: str, data: bytes) -> None:
    """Announce ten bytes, send fewer, and close the connection."""
    parts = urlsplit(url)
    head = (
        f"POST {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "X-Goog-Upload-Command: upload, finalize\r\nX-Goog-Upload-Offset: 0\r\n"
        "Content-Length: 10\r\n\r\n"
    )
    with socket.create_connection((str(parts.hostname), int(parts.port or 0))) as broken:
        broken.sendall(head.encode() + data)


def test_client_that_hung_up_can_go_on() -> None:
    headers = {"x-goog-api-key": "k"}
    with running() as fake, httpx.Client(base_url=fake.url, headers=headers) as client:
        url = started(client, size=10)
        hang_up(url, b"abcd")

        deadline = time.monotonic() + 20
        while received(client, url) != 4:
            assert time.monotonic() < deadline, "the server has not noticed"
        file = file_of(last_chunk(client, url, b"efghij", 4))

    assert file["sha256Hash"] == hash_of(b"abcdefghij")
