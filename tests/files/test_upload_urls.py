"""What holds for every request to an upload url (docs/wire/files.md 2.1)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import Connect
from tests.files.uploading import (
    chunk,
    command,
    file_of,
    got,
    hash_of,
    last_chunk,
    received,
    said,
    started,
)


@pytest.mark.parametrize("key", ["", "other-key", "invalid-key"])
def test_upload_url_needs_no_key(connect: Connect, client: httpx.Client, key: str) -> None:
    url = started(client)

    response = client.post(
        url,
        content=b"abc",
        headers={
            "x-goog-api-key": key,
            "X-Goog-Upload-Command": "upload, finalize",
            "X-Goog-Upload-Offset": "0",
        },
    )

    assert got(client, file_of(response)).status_code == 200


@pytest.mark.parametrize("version", ["v1", "v1beta", "v1alpha"])
def test_unknown_upload_id_is_not_found(client: httpx.Client, version: str) -> None:
    response = client.post(f"/upload/{version}/files?upload_id=x%0d%0aé&upload_protocol=resumable")

    assert said(response) == (404, "final", "There is no upload with this upload_id.")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_other_method_says_how_the_session_stands(client: httpx.Client, method: str) -> None:
    url = started(client)

    status, upload_status, text = said(client.request(method, url))

    assert (status, upload_status) == (404, "active")
    assert text.startswith("Method not found.")


def test_compressed_chunk_is_refused_and_changes_nothing(client: httpx.Client) -> None:
    url = started(client)
    headers = {
        "Content-Encoding": "gzip",
        "X-Goog-Upload-Command": "upload",
        "X-Goog-Upload-Offset": "0",
    }

    assert said(client.post(url, content=b"abc", headers=headers))[:2] == (415, "active")
    assert received(client, url) == 0


def test_every_answer_names_its_upload(client: httpx.Client) -> None:
    url = started(client)
    upload_id = httpx.URL(url).params["upload_id"]

    answers = [chunk(client, url, b"a"), chunk(client, url, b"a", 9), command(client, url, "query")]

    assert {answer.headers["x-guploader-uploadid"] for answer in answers} == {upload_id}


def test_upload_goes_on_through_another_client(connect: Connect, client: httpx.Client) -> None:
    url = started(client, path="/upload/v1beta/files")
    chunk(client, url, b"abc")

    response = last_chunk(client, url.replace("/v1beta/", "/v1/"), b"def", 3)

    assert file_of(response)["sha256Hash"] == hash_of(b"abcdef")
