"""What a client sent is repeated in refusals, but not at any length."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import MODEL

LONG = "z" * 20_000
SHOWN = "z" * 150
START = {"X-Goog-Upload-Protocol": "resumable", "X-Goog-Upload-Command": "start"}


def check(response: httpx.Response) -> None:
    assert 400 <= response.status_code < 500
    assert SHOWN in response.text
    assert len(response.text) < 2000


@pytest.mark.parametrize(
    "body",
    [
        {LONG: 1},
        {"input": [{"type": LONG}]},
        {"input": [{"type": "text", "text": "x", LONG: 1}]},
        {"input": [{"type": "document", "uri": f"files/{LONG}"}]},
        {"input": [{"type": "image", "mime_type": LONG, "data": "AAAA"}]},
        {"model": LONG},
        {"model": None, "agent": LONG},
        {"tools": [{"type": LONG}]},
    ],
    ids=lambda body: "/".join(body)[:20],
)
def test_refused_interaction_repeats_the_beginning(client: httpx.Client, body: Any) -> None:
    check(client.post("/v1/interactions", json={"model": MODEL, "input": "x", **body}))


@pytest.mark.parametrize(
    "path",
    [
        f"/v1/files?{LONG}=1",
        f"/v1/files?alt={LONG}",
        f"/v1/files/batch-{LONG}",
        f"/v1/models/{LONG}",
    ],
)
def test_refused_address_repeats_the_beginning(client: httpx.Client, path: str) -> None:
    check(client.get(path))


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Goog-Upload-Protocol": LONG},
        {**START, "X-Goog-Upload-Command": LONG},
        {**START, "X-Goog-Upload-Header-Content-Length": LONG},
        {"X-Goog-Upload-Protocol": "raw", "Content-Type": LONG},
    ],
    ids=["protocol", "command", "length", "type"],
)
def test_refused_upload_repeats_the_beginning(
    client: httpx.Client, headers: dict[str, str]
) -> None:
    check(client.post("/upload/v1/files", content=b"{}", headers=headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Goog-Upload-Command": LONG},
        {"X-Goog-Upload-Command": "upload", "X-Goog-Upload-Offset": LONG},
    ],
    ids=["command", "offset"],
)
def test_refused_command_repeats_the_beginning(
    client: httpx.Client, headers: dict[str, str]
) -> None:
    url = client.post("/upload/v1/files", headers=START).headers["x-goog-upload-url"]

    check(client.post(url, headers=headers))


def test_refused_control_repeats_the_beginning(client: httpx.Client) -> None:
    check(client.post("/_fake/reset", json={LONG: 1}))
