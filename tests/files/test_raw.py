"""The raw protocol: one request with nothing but the bytes (docs/wire/files.md 2.2)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import Connect, Json
from tests.files.uploading import file_of, got, hash_of, refusal, started, upload

RAW = {"X-Goog-Upload-Protocol": "raw", "Content-Type": "text/css"}


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("", RAW),
        ("", {**RAW, "X-Goog-Upload-Protocol": "RAW"}),
        ("?uploadType=media", {"Content-Type": "text/css"}),
        ("?upload_protocol=raw", {"Content-Type": "text/css"}),
        (
            "",
            {
                "X-Goog-Upload-Protocol": "raw",
                "Content-Type": "application/json",
                "X-Goog-Upload-Header-Content-Type": "text/css",
            },
        ),
    ],
    ids=["header", "capitals", "upload type", "query", "type in header"],
)
def test_raw_upload_makes_a_file(client: httpx.Client, query: str, headers: Json) -> None:
    response = client.post(f"/upload/v1/files{query}", content=b"a {}", headers=headers)

    assert response.headers["server"] == "UploadServer"
    file = file_of(response)
    assert (file["mimeType"], file["sizeBytes"]) == ("text/css", "4")
    assert file["sha256Hash"] == hash_of(b"a {}")
    assert got(client, file).json() == file


def test_raw_upload_without_a_length_makes_a_file(client: httpx.Client) -> None:
    response = client.post("/upload/v1/files", content=iter([b"a ", b"{}"]), headers=RAW)

    assert file_of(response)["sha256Hash"] == hash_of(b"a {}")


def test_raw_upload_of_nothing_makes_an_empty_file(client: httpx.Client) -> None:
    assert file_of(client.post("/upload/v1/files", headers=RAW))["sizeBytes"] == "0"


def test_raw_upload_of_an_unsupported_type_is_refused(client: httpx.Client) -> None:
    headers = {**RAW, "Content-Type": "bad/mime_type"}

    response = client.post("/upload/v1/files", content=b"x", headers=headers)

    assert response.headers["x-goog-upload-status"] == "final"
    assert refusal(response) == (400, "INVALID_ARGUMENT", "Unsupported MIME type: bad/mime_type")
    assert client.get("/v1/files").json() == {}


def test_raw_upload_needs_a_key(connect: Connect) -> None:
    response = connect(key="").post("/upload/v1/files", content=b"x", headers=RAW)

    assert refusal(response)[:2] == (403, "PERMISSION_DENIED")


def test_compressed_raw_upload_is_refused(client: httpx.Client) -> None:
    headers = {**RAW, "Content-Encoding": "gzip"}

    assert client.post("/upload/v1/files", content=b"x", headers=headers).status_code == 415


def test_same_raw_upload_makes_another_file(client: httpx.Client) -> None:
    one, other = (client.post("/upload/v1/files", content=b"x", headers=RAW) for _ in range(2))

    assert file_of(one)["name"] != file_of(other)["name"]


def test_file_with_a_chosen_name_does_not_rename_others(connect: Connect) -> None:
    named, plain = connect(), connect()
    upload(named, b"a {}", mime="text/css", name="files/chosen")

    one, other = (
        client.post("/upload/v1/files", content=b"a {}", headers=RAW) for client in (named, plain)
    )

    assert file_of(one) == file_of(other)


def test_raw_upload_does_not_rename_a_session(connect: Connect) -> None:
    after, plain = connect(), connect()
    file_of(after.post("/upload/v1/files", content=b"a {}", headers=RAW))

    one, other = (started(client, size=4, mime="text/css") for client in (after, plain))

    assert one == other
