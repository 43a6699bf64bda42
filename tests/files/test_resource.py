"""A file as it is shown, got, deleted and made without bytes (docs/wire/files.md 2.3, 4, 5)."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.api import Connect, Json
from tests.files.uploading import FORBIDDEN, got, hash_of, refusal, upload

OTHER = {"x-goog-api-key": "other"}


def test_file_has_the_recorded_keys_in_order(client: httpx.Client) -> None:
    file = upload(client, b"hello", mime="audio/mpeg", displayName="X")

    file_id = file["name"].removeprefix("files/")
    assert re.fullmatch(r"[a-z0-9]{12}", file_id)
    assert list(file.items()) == [
        ("name", f"files/{file_id}"),
        ("displayName", "X"),
        ("mimeType", "audio/mpeg"),
        ("sizeBytes", "5"),
        ("createTime", "2026-01-01T00:00:00.000000Z"),
        ("updateTime", "2026-01-01T00:00:00.000000Z"),
        ("expirationTime", "2026-01-02T23:59:59.981400000Z"),
        ("sha256Hash", hash_of(b"hello")),
        ("uri", f"https://generativelanguage.googleapis.com/v1beta/files/{file_id}"),
        ("state", "ACTIVE"),
        ("source", "UPLOADED"),
    ]


def test_file_without_a_display_name_has_no_such_key(client: httpx.Client) -> None:
    assert "displayName" not in upload(client)


@pytest.mark.parametrize("version", ["v1", "v1beta", "v1alpha"])
def test_get_returns_the_bare_file(client: httpx.Client, version: str) -> None:
    file = upload(client)

    response = client.get(f"/{version}/{file['name']}")

    assert response.json() == file
    assert response.headers["server"] == "scaffolding on HTTPServer2"


def test_names_are_the_same_on_every_fake(connect: Connect) -> None:
    one, other = connect(), connect()

    assert [upload(one), upload(one)] == [upload(other), upload(other)]


@pytest.mark.parametrize(
    "different",
    [{"data": b"other"}, {"mime": "text/css"}, {"displayName": "X"}],
    ids=["bytes", "type", "display name"],
)
def test_names_differ_where_the_file_does(connect: Connect, different: dict[str, Any]) -> None:
    assert upload(connect())["name"] != upload(connect(), **different)["name"]


def test_same_file_again_has_another_name(client: httpx.Client) -> None:
    first = upload(client)
    client.delete(f"/v1/{first['name']}")

    assert upload(client)["name"] != first["name"]


@pytest.mark.parametrize("body", [None, b"{}"], ids=["python", "javascript"])
def test_delete_answers_with_an_empty_object(client: httpx.Client, body: bytes | None) -> None:
    file = upload(client)

    response = client.request("DELETE", f"/v1/{file['name']}", content=body)

    assert (response.status_code, response.content) == (200, b"{}\n")
    assert refusal(got(client, file))[:2] == (403, "PERMISSION_DENIED")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_unknown_file_is_forbidden(client: httpx.Client, method: str) -> None:
    assert refusal(client.request(method, "/v1/files/nope")) == (
        403,
        "PERMISSION_DENIED",
        FORBIDDEN.format("nope"),
    )


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_foreign_file_is_forbidden(client: httpx.Client, method: str) -> None:
    file = upload(client)

    response = client.request(method, f"/v1/{file['name']}", headers=OTHER)

    assert refusal(response) == (
        403,
        "PERMISSION_DENIED",
        FORBIDDEN.format(file["name"].removeprefix("files/")),
    )
    assert got(client, file).json() == file


def test_deleted_file_cannot_be_deleted_again(client: httpx.Client) -> None:
    file = upload(client)
    client.delete(f"/v1/{file['name']}")

    assert refusal(client.delete(f"/v1/{file['name']}"))[:2] == (403, "PERMISSION_DENIED")


def test_long_id_is_refused(client: httpx.Client) -> None:
    assert refusal(client.get("/v1/files/" + "a" * 41)) == (
        400,
        "INVALID_ARGUMENT",
        "* GetFileRequest.name: File ID (name excluding 'files/') cannot be more than 40"
        " characters.\n",
    )
    assert refusal(client.delete("/v1/files/" + "a" * 41))[0] == 400


def test_long_id_of_a_batch_result_is_only_unknown(client: httpx.Client) -> None:
    assert refusal(client.get("/v1/files/batch-" + "a" * 36))[0] == 403


@pytest.mark.parametrize("query", ["?alt=media", ""])
def test_uploaded_file_cannot_be_downloaded(client: httpx.Client, query: str) -> None:
    file = upload(client)

    code, status, message = refusal(client.get(f"/v1/{file['name']}:download{query}"))

    assert (code, status) == (403, "PERMISSION_DENIED")
    assert "cannot be downloaded" in message


def test_unknown_file_cannot_be_downloaded(client: httpx.Client) -> None:
    _, _, message = refusal(client.get("/v1/files/nope:download?alt=media"))

    assert message == FORBIDDEN.format("nope")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/files/x:upload"),
        ("DELETE", "/v1/files/x:download"),
        ("PATCH", "/v1/files/x"),
        ("GET", "/v1/files:register"),
        ("GET", "/v1/files/"),
        ("GET", "/v1/files/http://127.0.0.1/v1beta/files/x"),
        ("GET", "/upload/v1/files"),
    ],
)
def test_other_methods_are_not_found(client: httpx.Client, method: str, path: str) -> None:
    code, status, message = refusal(client.request(method, path))

    assert (code, status) == (404, "NOT_FOUND")
    assert message.startswith("Method not found.")


def test_unknown_query_name_is_refused(client: httpx.Client) -> None:
    file = upload(client)

    assert refusal(client.get(f"/v1/{file['name']}?foo=1"))[:2] == (400, "INVALID_ARGUMENT")


def test_record_without_bytes_has_empty_values(client: httpx.Client) -> None:
    body: Json = {"file": {"name": "files/x", "display_name": "X"}}

    response = client.post("/v1/files", json=body)

    assert response.json() == {
        "file": {
            "name": "files/x",
            "displayName": "X",
            "mimeType": "",
            "sizeBytes": "0",
            "createTime": "2026-01-01T00:00:00.000000Z",
            "updateTime": "2026-01-01T00:00:00.000000Z",
            "expirationTime": "2026-01-02T23:59:59.981400000Z",
            "sha256Hash": "",
            "state": "ACTIVE",
            "source": "UPLOADED",
        }
    }
    assert client.get("/v1/files/x").json() == response.json()["file"]
    assert refusal(client.post("/v1/files", json=body))[:2] == (409, "ALREADY_EXISTS")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/files"),
        ("POST", "/v1/files"),
        ("GET", "/v1/files/x"),
        ("DELETE", "/v1/files/x"),
        ("POST", "/v1/files:register"),
    ],
)
def test_files_need_a_key(connect: Connect, method: str, path: str) -> None:
    assert refusal(connect(key="").request(method, path))[:2] == (403, "PERMISSION_DENIED")
