"""`files:register`, as far as it goes without reading a bucket (docs/wire/files.md 4.4)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect, Json, created, error_of, post, text_of
from tests.files.uploading import got, refusal

VIDEO = "gs://bucket/folder/clip.mp4"
BEARER = {"Authorization": "Bearer ya29.token"}


def register(client: httpx.Client, *uris: Any, **headers: str) -> httpx.Response:
    return client.post("/v1/files:register", json={"uris": list(uris)}, headers=headers)


def registered(client: httpx.Client, *uris: str) -> list[Json]:
    response = register(client, *uris)
    assert response.status_code == 200, response.text
    return list(response.json()["files"])


def test_registered_file_says_what_its_uri_says_and_no_more(client: httpx.Client) -> None:
    (file,) = registered(client, VIDEO)

    assert file == {
        "name": file["name"],
        "mimeType": "video/mp4",
        "createTime": "2026-01-01T00:00:00.000000Z",
        "updateTime": "2026-01-01T00:00:00.000000Z",
        "uri": f"https://generativelanguage.googleapis.com/v1beta/{file['name']}",
        "state": "ACTIVE",
        "source": "REGISTERED",
    }
    assert got(client, file).json() == file


def test_register_answers_in_the_order_of_the_uris(client: httpx.Client) -> None:
    files = registered(client, "gs://bucket/a.png", "gs://bucket/b.PDF", "gs://bucket/c.unknown")

    types = [file.get("mimeType") for file in files]
    assert types == ["image/png", "application/pdf", None]


def test_same_uri_is_the_same_file(client: httpx.Client) -> None:
    assert registered(client, VIDEO, VIDEO) == registered(client, VIDEO) * 2
    assert len(client.get("/v1/files").json()["files"]) == 1


def test_uri_can_be_registered_again_after_delete(client: httpx.Client) -> None:
    (file,) = registered(client, VIDEO)
    client.delete(f"/v1/{file['name']}")

    assert registered(client, VIDEO)[0]["name"] != file["name"]


def test_registered_file_does_not_expire(client: httpx.Client) -> None:
    (file,) = registered(client, VIDEO)

    client.post("/_fake/clock", json={"advance": "1000h"}).raise_for_status()

    assert got(client, file).json() == file


def test_registered_file_cannot_be_downloaded(client: httpx.Client) -> None:
    (file,) = registered(client, VIDEO)

    assert refusal(client.get(f"/v1/{file['name']}:download?alt=media"))[0] == 403


@pytest.mark.parametrize("by", ["gs", "https"])
def test_registered_file_can_be_used(client: httpx.Client, by: str) -> None:
    (file,) = registered(client, VIDEO)
    uri = VIDEO if by == "gs" else file["uri"]

    made = created(client, [{"type": "video", "uri": uri}])

    assert "You sent a video (video/mp4, gs://bucket/folder/clip.mp4), which I did not read" in (
        text_of(made)
    )


def test_uri_that_is_not_registered_cannot_be_used(client: httpx.Client) -> None:
    registered(client, "gs://bucket/other.mp4")

    assert error_of(post(client, [{"type": "video", "uri": VIDEO}])) == (
        400,
        "invalid_request",
        "Cannot fetch content from the provided URL.",
    )


def test_bucket_may_have_one_letter(client: httpx.Client) -> None:
    assert registered(client, "gs://b/o")[0]["source"] == "REGISTERED"


def test_refusal_says_what_is_expected_and_repeats_the_beginning(client: httpx.Client) -> None:
    message = refusal(register(client, "z" * 10_000))[2]

    assert message == (
        f"* RegisterFilesRequest.uris: '{'z' * 200}…' is not of the form gs://bucket/object.\n"
    )


def test_registered_file_is_of_one_key(client: httpx.Client, connect: Connect) -> None:
    (file,) = registered(client, VIDEO)
    other = {"x-goog-api-key": "other"}

    assert client.get(f"/v1/{file['name']}", headers=other).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"uris": []}',
        '{"uris": [5]}',
        '{"uris": ["https://example.com/a.png"]}',
        '{"uris": ["gs://bucket"]}',
        '{"uris": ["gs://bucket/a"], "x": 1}',
    ],
)
def test_wrong_body_is_refused(client: httpx.Client, body: str) -> None:
    response = client.post("/v1/files:register", content=body)

    assert refusal(response)[:2] == (400, "INVALID_ARGUMENT")
    assert client.get("/v1/files").json() == {}


def test_refused_uri_registers_none(client: httpx.Client) -> None:
    assert register(client, VIDEO, "nonsense").status_code == 400
    assert client.get("/v1/files").json() == {}


def test_two_credentials_are_accepted(client: httpx.Client) -> None:
    assert register(client, VIDEO, **BEARER).status_code == 200


def test_two_credentials_can_be_refused(connect: Connect) -> None:
    client = connect(refuse_two_credentials=True)

    response = register(client, VIDEO, **BEARER)

    assert refusal(response)[:2] == (401, "UNAUTHENTICATED")
    (info,) = response.json()["error"]["details"]
    assert info["reason"] == "OVERLOADED_CREDENTIALS"
    assert info["metadata"]["method"].endswith(".FileService.RegisterFiles")
    assert register(client, VIDEO).status_code == 200
