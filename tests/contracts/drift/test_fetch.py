"""A document from a file or from an address."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from contracts.drift import fetch
from contracts.drift.fetch import FetchError, fetched


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/document.json" else 404)
        self.end_headers()
        self.wfile.write(b'{"paths": {"/a": 1}}')

    def log_message(self, format: str, *args: object) -> None:
        """The output of tests is for tests."""


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "text", ['{"paths":\t{"/a": 1}}', "paths:\n  /a: 1\n"], ids=["json", "yaml"]
)
def test_file_is_json_or_yaml(tmp_path: Path, text: str) -> None:
    (tmp_path / "document").write_text(text)

    assert fetched(str(tmp_path / "document")) == {"paths": {"/a": 1}}


def test_address_is_asked(address: str) -> None:
    assert fetched(f"{address}/document.json") == {"paths": {"/a": 1}}


def test_address_without_a_document_says_so(address: str) -> None:
    with pytest.raises(FetchError, match="cannot be reached: HTTP Error 404"):
        fetched(f"{address}/other.json")


def test_address_that_nobody_answers_says_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and never listens

        with pytest.raises(FetchError, match="cannot be reached: "):
            fetched(f"http://127.0.0.1:{taken.getsockname()[1]}/document.json")


def test_document_that_is_too_large_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "LARGEST", 10)

    with pytest.raises(FetchError, match="has more than 10 bytes"):
        fetched(f"{address}/document.json")


def test_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="cannot be read: No such file"):
        fetched(str(tmp_path / "document"))


@pytest.mark.parametrize(
    "raw", [b"{: :", b"\xff\xfe\x00", b"a: [1"], ids=["words", "bytes", "open"]
)
def test_file_that_is_neither_says_so_on_one_line(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "document").write_bytes(raw)

    with pytest.raises(FetchError, match="neither JSON nor YAML") as caught:
        fetched(str(tmp_path / "document"))

    assert "\n" not in str(caught.value)
