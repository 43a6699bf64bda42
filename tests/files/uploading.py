"""Uploads as raw requests, and what comes back as plain values."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import httpx

from fake_gemini.clock import START, Instant
from tests.api import Json

FORBIDDEN = "You do not have permission to access the File {} or it may not exist."
TERMINATED = "Upload has already been terminated."


@dataclass(slots=True)
class Hands:
    """A clock that a test moves."""

    at: Instant = START
    name: str = "fixed"

    def now(self) -> Instant:
        return self.at


def begin(
    client: httpx.Client,
    file: Json | None = None,
    *,
    path: str = "/upload/v1/files",
    size: int | None = None,
    mime: str | None = None,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """Send a start; `size` and `mime` are announced in headers."""
    sent = {"X-Goog-Upload-Protocol": "resumable", "X-Goog-Upload-Command": "start"}
    if size is not None:
        sent["X-Goog-Upload-Header-Content-Length"] = str(size)
    if mime is not None:
        sent["X-Goog-Upload-Header-Content-Type"] = mime
    body = b"" if file is None else json.dumps({"file": file}).encode()
    return client.post(path, headers={**sent, **(headers or {})}, content=body)


def started(client: httpx.Client, file: Json | None = None, **options: Any) -> str:
    """Start an upload that is not refused, and return its url."""
    response = begin(client, file, **options)
    assert response.status_code == 200, response.text
    return response.headers["x-goog-upload-url"]


def command(
    client: httpx.Client, url: str, words: str, data: Any = b"", offset: int | str | None = None
) -> httpx.Response:
    """Send a command to an upload url."""
    headers = {"X-Goog-Upload-Command": words}
    if offset is not None:
        headers["X-Goog-Upload-Offset"] = str(offset)
    return client.post(url, content=data, headers=headers)


def chunk(client: httpx.Client, url: str, data: bytes, offset: int = 0) -> httpx.Response:
    return command(client, url, "upload", data, offset)


def last_chunk(client: httpx.Client, url: str, data: bytes, offset: int = 0) -> httpx.Response:
    return command(client, url, "upload, finalize", data, offset)


def upload(
    client: httpx.Client, data: bytes = b"hello", *, mime: str = "text/plain", **file: Any
) -> Json:
    """Upload a file and return it as the upload was answered."""
    return file_of(last_chunk(client, started(client, file, size=len(data), mime=mime), data))


def file_of(response: httpx.Response) -> Json:
    """Return the file of a final answer."""
    assert response.status_code == 200, response.text
    assert response.headers["x-goog-upload-status"] == "final"
    return dict(response.json()["file"])


def received(client: httpx.Client, url: str) -> int:
    """Ask an active session how far it is."""
    response = command(client, url, "query")
    assert said(response) == (200, "active", "")
    return int(response.headers["x-goog-upload-size-received"])


def said(response: httpx.Response) -> tuple[int, str, str]:
    """Return status, upload status and text of an answer of the upload server."""
    assert response.headers["server"] == "UploadServer"
    return response.status_code, response.headers["x-goog-upload-status"], response.text


def refusal(response: httpx.Response) -> tuple[int, str, str]:
    """Return code, status and message of a google.rpc refusal."""
    error = response.json()["error"]
    assert error["code"] == response.status_code
    return response.status_code, error["status"], error["message"]


def hash_of(data: bytes) -> str:
    """Return what `sha256Hash` is for `data`: base64 of the hex digest."""
    return base64.b64encode(hashlib.sha256(data).hexdigest().encode()).decode()


def got(client: httpx.Client, file: Json) -> httpx.Response:
    return client.get(f"/v1/{file['name']}")
