"""`POST /_fake/reset`: one key, or all."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api import KEY, Connect, created

OTHER = {"x-goog-api-key": "other"}


def reset(client: httpx.Client, **body: Any) -> dict[str, int]:
    response = client.post("/_fake/reset", json=body)
    assert response.status_code == 200, response.text
    return dict(response.json())


def other(client: httpx.Client) -> str:
    """Create an interaction with another key and return its path."""
    body = {"model": "gemini-3-flash-preview", "input": "Hello"}
    made = client.post("/v1/interactions", json=body, headers=OTHER).json()
    return f"/v1/interactions/{made['id']}"


def upload(client: httpx.Client) -> str:
    """Upload a file in one request and return its path."""
    headers = {"X-Goog-Upload-Protocol": "raw", "Content-Type": "text/plain"}
    made = client.post("/upload/v1/files", content=b"Hello", headers=headers)
    assert made.status_code == 200, made.text
    return f"/v1/{made.json()['file']['name']}"


def start_upload(client: httpx.Client, **headers: str) -> str:
    """Start an upload and return the URL that its bytes are sent to."""
    starting = {
        "X-Goog-Upload-Protocol": "resumable",
        "X-Goog-Upload-Command": "start",
        "X-Goog-Upload-Header-Content-Type": "text/plain",
    }
    started = client.post("/upload/v1/files", json={}, headers=starting | headers)
    assert started.status_code == 200, started.text
    return str(started.headers["x-goog-upload-url"])


def test_reset_of_nothing_removes_nothing(client: httpx.Client) -> None:
    assert reset(client) == {"interactions": 0, "files": 0, "uploads": 0}


def test_reset_forgets_interactions_of_every_key(client: httpx.Client) -> None:
    mine, others = f"/v1/interactions/{created(client)['id']}", other(client)

    assert reset(client)["interactions"] == 2

    assert client.get(mine).status_code == 404
    assert client.get(others, headers=OTHER).status_code == 404


def test_reset_forgets_files(client: httpx.Client) -> None:
    path = upload(client)

    assert reset(client)["files"] == 1

    assert client.get(path).status_code == 403
    assert client.get("/v1/files").json() == {}


def test_reset_forgets_uploads(client: httpx.Client) -> None:
    url = start_upload(client)

    assert reset(client) == {"interactions": 0, "files": 0, "uploads": 1}

    command = {"X-Goog-Upload-Command": "upload, finalize", "X-Goog-Upload-Offset": "0"}
    assert client.post(url, content=b"Hello", headers=command).status_code == 404


def test_reset_of_one_key_leaves_files_and_uploads_of_others(client: httpx.Client) -> None:
    path = upload(client)
    start_upload(client, **OTHER)

    assert reset(client, api_key="other") == {"interactions": 0, "files": 0, "uploads": 1}

    assert client.get(path).status_code == 200


def test_reset_names_the_same_file_again(client: httpx.Client) -> None:
    path = upload(client)

    reset(client)

    assert upload(client) == path


def test_reset_of_one_key_leaves_the_others(client: httpx.Client) -> None:
    mine, others = f"/v1/interactions/{created(client)['id']}", other(client)

    assert reset(client, api_key=KEY)["interactions"] == 1

    assert client.get(mine).status_code == 404
    assert client.get(others, headers=OTHER).status_code == 200


def test_reset_starts_the_same_story_again(client: httpx.Client) -> None:
    first, second = created(client), created(client)

    reset(client)

    assert first["id"] != second["id"]
    assert [created(client), created(client)] == [first, second]


def test_reset_starts_every_clock_again(client: httpx.Client) -> None:
    client.post("/_fake/clock", json={"advance": "1h"})
    client.post("/_fake/clock", json={"advance": "1h", "api_key": KEY})

    reset(client)

    assert created(client)["created"] == "2026-01-01T00:00:00Z"
    assert client.get("/_fake/health").json()["now"] == "2026-01-01T00:00:00Z"


def test_reset_of_one_key_leaves_the_other_clocks(client: httpx.Client) -> None:
    client.post("/_fake/clock", json={"advance": "1h", "api_key": KEY})
    client.post("/_fake/clock", json={"advance": "2h", "api_key": "other"})

    reset(client, api_key=KEY)

    assert created(client)["created"] == "2026-01-01T00:00:00Z"
    date = client.get("/v1/models", headers=OTHER).headers["date"]
    assert date == "Thu, 01 Jan 2026 02:00:00 GMT"


def test_reset_through_either_way(connect_either: Connect) -> None:
    client = connect_either()
    created(client)

    assert reset(client)["interactions"] == 1
