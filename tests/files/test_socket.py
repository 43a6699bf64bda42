"""Uploads as they arrive at a socket."""

from __future__ import annotations

import socket
import threading
from urllib.parse import urlsplit

import httpx
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fake_gemini import create_app
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


class Noticing:
    """Middleware that sets `left` once a request whose client has left is over."""

    def __init__(self, app: ASGIApp, left: threading.Event) -> None:
        self.app = app
        self.left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kinds = set()

        async def noted() -> Message:
            message = await receive()
            kinds.add(message["type"])
            return message

        await self.app(scope, noted, send)
        if "http.disconnect" in kinds:
            self.left.set()


def test_client_that_hung_up_can_go_on() -> None:
    app, left = create_app(), threading.Event()
    app.add_middleware(Noticing, left)
    headers = {"x-goog-api-key": "k"}
    with running(app) as fake, httpx.Client(base_url=fake.url, headers=headers) as client:
        url = started(client, size=10)
        hang_up(url, b"abcd")

        assert left.wait(20), "the server has not noticed"
        assert received(client, url) == 4
        file = file_of(last_chunk(client, url, b"efghij", 4))

    assert file["sha256Hash"] == hash_of(b"abcdefghij")
