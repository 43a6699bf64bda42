"""A file's uri in an interaction (docs/wire/files.md 6)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import Connect, Json, created, error_of, post, text_of
from tests.files.uploading import FORBIDDEN, got, upload

HOST = "https://generativelanguage.googleapis.com"


def image(uri: str) -> list[Json]:
    return [{"type": "image", "uri": uri}]


@pytest.mark.parametrize(
    "form",
    [f"{HOST}/v1beta/files/x", f"{HOST}/v1/files/x", f"{HOST}/v1alpha/files/x", "files/x"],
)
def test_uri_of_a_file_is_resolved(client: httpx.Client, form: str) -> None:
    upload(client, b"abc", mime="image/png", name="files/x", displayName="Portrait")

    answer = text_of(created(client, image(form)))

    assert "You sent an image (image/png, 3 bytes, Portrait)." in answer


def test_answer_depends_on_the_bytes(client: httpx.Client) -> None:
    one, other = (upload(client, data, mime="image/png") for data in (b"abc", b"xyz"))

    assert text_of(created(client, image(one["uri"]))) != text_of(
        created(client, image(other["uri"]))
    )


def test_answer_does_not_depend_on_the_name_of_the_file(client: httpx.Client) -> None:
    one, other = (upload(client, b"abc", mime="image/png") for _ in range(2))

    assert text_of(created(client, image(one["uri"]))) == text_of(
        created(client, image(other["uri"]))
    )


def test_block_need_not_match_the_type_of_the_file(client: httpx.Client) -> None:
    file = upload(client, b"abc", mime="image/jpeg")

    answer = text_of(created(client, [{"type": "document", "uri": file["uri"]}]))

    assert "You sent a document (image/jpeg, 3 bytes)." in answer


def test_unknown_file_is_forbidden(client: httpx.Client) -> None:
    assert error_of(post(client, image("files/nope"))) == (
        403,
        "permission_denied",
        FORBIDDEN.format("nope"),
    )


def test_foreign_file_is_forbidden(client: httpx.Client) -> None:
    file = upload(client, mime="image/png")
    body = {"model": "gemini-3-flash-preview", "input": image(file["uri"])}

    response = client.post("/v1/interactions", json=body, headers={"x-goog-api-key": "other"})

    assert error_of(response)[:2] == (403, "permission_denied")


def test_expired_file_is_forbidden(client: httpx.Client) -> None:
    file = upload(client, mime="image/png")
    client.post("/_fake/clock", json={"advance": "48h"}).raise_for_status()

    assert error_of(post(client, image(file["uri"])))[:2] == (403, "permission_denied")


def test_file_that_is_processed_cannot_be_used_yet(client: httpx.Client) -> None:
    file = upload(client, mime="video/mp4", name="files/x")
    content = [{"type": "video", "uri": file["uri"]}]

    refused = error_of(post(client, content))
    looks = [got(client, file).json()["state"] for _ in range(2)]

    assert refused == (
        400,
        "failed_precondition",
        "The File x is not in an ACTIVE state and usage is not allowed.",
    )
    assert looks == ["PROCESSING", "ACTIVE"]
    assert post(client, content).status_code == 200


def test_failed_file_cannot_be_used(connect: Connect) -> None:
    client = connect(processing_seconds=0)
    file = upload(client, mime="image/png", displayName="[[fake: fail]]")

    assert error_of(post(client, image(file["uri"])))[:2] == (400, "failed_precondition")


def test_file_of_an_unreadable_type_is_refused_in_use(client: httpx.Client) -> None:
    file = upload(client, mime="application/cu-seeme")

    assert error_of(post(client, image(file["uri"]))) == (
        400,
        "invalid_request",
        "Unsupported MIME type: application/cu-seeme",
    )


def test_record_without_bytes_is_refused_in_use(client: httpx.Client) -> None:
    client.post("/v1/files", json={"file": {"name": "files/x"}})

    assert error_of(post(client, image("files/x")))[:2] == (400, "invalid_request")


def test_deleted_file_does_not_break_its_chain(client: httpx.Client) -> None:
    file = upload(client, mime="image/png")
    first = created(client, image(file["uri"]))
    client.delete(f"/v1/{file['name']}")

    assert client.get(f"/v1/interactions/{first['id']}").status_code == 200
    assert post(client, "And now?", previous_interaction_id=first["id"]).status_code == 200
