"""The multipart protocol: metadata and bytes in one request (docs/wire/files.md 2.2)."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.api import Connect
from tests.files.uploading import file_of, got, hash_of, refusal

RELATED = {"Content-Type": "multipart/related; boundary=B"}
METADATA = b'{"file":{"display_name":"X"}}'


def related(*parts: tuple[str, bytes]) -> bytes:
    """Return a multipart/related body of parts with those types."""
    written = (b"--B\r\nContent-Type: %s\r\n\r\n%s\r\n" % (t.encode(), data) for t, data in parts)
    return b"".join(written) + b"--B--\r\n"


def send(
    client: httpx.Client, body: bytes | Iterator[bytes], query: str = "", **headers: str
) -> httpx.Response:
    return client.post(f"/upload/v1/files{query}", content=body, headers={**RELATED, **headers})


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?uploadType=multipart", {}),
        ("", {"X-Goog-Upload-Protocol": "multipart"}),
        ("", {}),
        ("", {"Content-Type": 'multipart/related; type="application/json"; boundary="B"'}),
        ("", {"Content-Type": "Multipart/Mixed; Boundary=B"}),
    ],
    ids=["query", "header", "type alone", "quoted boundary", "mixed"],
)
def test_related_upload_makes_a_file(
    client: httpx.Client, query: str, headers: dict[str, str]
) -> None:
    body = related(("application/json; charset=utf-8", METADATA), ("image/png", b"\r\n--\0--B"))

    response = send(client, body, query, **headers)

    assert response.headers["server"] == "UploadServer"
    file = file_of(response)
    assert (file["displayName"], file["mimeType"]) == ("X", "image/png")
    assert file["sha256Hash"] == hash_of(b"\r\n--\0--B")
    assert got(client, file).json() == file


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_related_upload_may_arrive_in_any_pieces(client: httpx.Client, size: int) -> None:
    data = b"\r\n--\r\n--C\r\n\r\n--Bx--" * 5
    body = related(("application/json", METADATA), ("image/png", data))

    response = send(client, (body[at : at + size] for at in range(0, len(body), size)))

    assert file_of(response)["sha256Hash"] == hash_of(data)


def test_related_upload_of_nothing_makes_an_empty_file(client: httpx.Client) -> None:
    body = related(("application/json", METADATA), ("image/png", b""))

    assert file_of(send(client, body))["sizeBytes"] == "0"


def test_related_upload_may_have_a_preamble_and_an_epilogue(client: httpx.Client) -> None:
    body = related(("application/json", b"{}"), ("image/png", b"x"))

    assert file_of(send(client, b"before\r\n" + body + b"after"))["sizeBytes"] == "1"


def test_parts_may_have_no_headers(client: httpx.Client) -> None:
    body = b"--B\r\n\r\n{}\r\n--B\r\n\r\nx\r\n--B--"

    assert file_of(send(client, body))["mimeType"] == "application/octet-stream"


def test_metadata_may_come_without_its_wrapper(client: httpx.Client) -> None:
    body = related(("application/json", b"{'displayName': 'X',}"), ("image/png", b"x"))

    assert file_of(send(client, body))["displayName"] == "X"


def test_type_of_the_metadata_serves_a_part_without_one(client: httpx.Client) -> None:
    body = b'--B\r\n\r\n{"mimeType":"image/gif"}\r\n--B\r\n\r\nx\r\n--B--'

    assert file_of(send(client, body))["mimeType"] == "image/gif"


def test_type_of_the_header_goes_first(client: httpx.Client) -> None:
    body = related(("application/json", b'{"mimeType":"image/gif"}'), ("image/png", b"x"))

    response = send(client, body, **{"X-Goog-Upload-Header-Content-Type": "image/jpeg"})

    assert file_of(response)["mimeType"] == "image/jpeg"


def test_chosen_name_is_taken_from_the_metadata(client: httpx.Client) -> None:
    body = related(("application/json", b'{"file":{"name":"files/x"}}'), ("image/png", b"x"))

    assert file_of(send(client, body))["name"] == "files/x"
    assert refusal(send(client, body))[:2] == (409, "ALREADY_EXISTS")


def test_form_makes_a_file(client: httpx.Client) -> None:
    response = client.post(
        "/upload/v1/files?uploadType=multipart",
        files={
            "metadata": (None, METADATA, "application/json"),
            "file": ("file", b"abc", "image/png"),
        },
    )

    file = file_of(response)
    assert (file["displayName"], file["mimeType"], file["sizeBytes"]) == ("X", "image/png", "3")


def test_form_with_a_file_alone_makes_a_file(client: httpx.Client) -> None:
    response = client.post("/upload/v1/files", files={"file": ("a.png", b"abc", "image/png")})

    assert "displayName" not in file_of(response)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no boundary",
        b"--B--",
        b"--B\r\n\r\n{}\r\n--B--",
        b"--B\r\n\r\n{}\r\n--B\r\n\r\nx",
        b"--B\r\n\r\n{}\r\n--B\r\n\r\nx\r\n--B\r\n\r\ny\r\n--B--",
        b"--B\r\n" + b"x" * 20_000,
        b"--B\r\n\r\nno json\r\n--B\r\n\r\nx\r\n--B--",
        b"--B\r\n\r\n" + b" " * 300_000 + b"\r\n--B\r\n\r\nx\r\n--B--",
        b'--B\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n{}\r\n'
        b'--B\r\nContent-Disposition: form-data; name="other"; filename="file"\r\n\r\nx\r\n--B--',
    ],
    ids=[
        "empty",
        "no boundary",
        "no part",
        "one part",
        "no end",
        "three parts",
        "long headers",
        "bad metadata",
        "long metadata",
        "wrong field",
    ],
)
def test_malformed_upload_is_refused_and_leaves_nothing(client: httpx.Client, body: bytes) -> None:
    response = send(client, body)

    assert refusal(response)[:2] == (400, "INVALID_ARGUMENT")
    assert response.headers["x-goog-upload-status"] == "final"
    assert client.get("/v1/files").json() == {}


@pytest.mark.parametrize("content_type", ["multipart/related", "multipart/related; boundary=", ""])
def test_upload_without_a_boundary_is_refused(client: httpx.Client, content_type: str) -> None:
    response = send(client, b"", "?uploadType=multipart", **{"Content-Type": content_type})

    assert "boundary" in refusal(response)[2]


def test_upload_obeys_the_limits(connect: Connect) -> None:
    client = connect(max_file=10, max_storage=10)

    response = send(client, related(("application/json", b"{}"), ("image/png", b"x" * 11)))

    assert refusal(response)[:2] == (400, "INVALID_ARGUMENT")
    assert file_of(send(client, related(("application/json", b"{}"), ("image/png", b"x" * 10))))
