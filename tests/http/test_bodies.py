"""Bodies that are not read: compressed, too large, cut off."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import httpx
import pytest

from tests.api import MODEL, Connect

LIMIT = 1000
CREATE = "/v1/interactions"
COUNT = f"/v1/models/{MODEL}:countTokens"
PATHS = pytest.mark.parametrize("path", [CREATE, COUNT])


def body(path: str, size: int) -> bytes:
    """Return a request body of exactly so many bytes that is right."""
    create = b'{"model":"gemini-3-flash-preview","input":"%b"}'
    count = b'{"contents":[{"parts":[{"text":"%b"}]}]}'
    form = create if path == CREATE else count
    return form % (b"x" * (size - len(form) + 2))


def in_pieces(data: bytes) -> Iterator[bytes]:
    """Sent so, a body has no Content-Length."""
    for at in range(0, len(data), 100):
        yield data[at : at + 100]


def message_of(response: httpx.Response) -> str:
    return str(response.json()["error"]["message"])


@PATHS
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, identity"])
def test_compressed_body_is_not_read(client: httpx.Client, path: str, encoding: str) -> None:
    headers = {"Content-Encoding": encoding}

    response = client.post(path, content=gzip.compress(b"{}"), headers=headers)

    assert response.status_code == 415
    assert "send them uncompressed" in message_of(response)


@PATHS
def test_identity_is_no_compression(client: httpx.Client, path: str) -> None:
    headers = {"Content-Encoding": "Identity"}

    assert client.post(path, content=body(path, 100), headers=headers).status_code == 200


@PATHS
def test_body_of_the_limit_is_read(connect: Connect, path: str) -> None:
    response = connect(max_body=LIMIT).post(path, content=body(path, LIMIT))

    assert response.status_code == 200


@PATHS
def test_larger_body_is_refused_by_its_length(connect_either: Connect, path: str) -> None:
    client = connect_either(max_body=LIMIT)

    response = client.post(path, content=body(path, LIMIT + 1))

    assert response.status_code == 400
    assert message_of(response) == "Request payload size exceeds the limit: 1000 bytes."


@PATHS
def test_larger_body_is_refused_without_its_length(connect_either: Connect, path: str) -> None:
    client = connect_either(max_body=LIMIT)

    response = client.post(path, content=in_pieces(body(path, LIMIT + 1)))

    assert response.request.headers.get("content-length") is None
    assert response.status_code == 400
    assert message_of(response) == "Request payload size exceeds the limit: 1000 bytes."


@PATHS
def test_body_of_the_limit_is_read_without_its_length(connect_either: Connect, path: str) -> None:
    client = connect_either(max_body=LIMIT)

    assert client.post(path, content=in_pieces(body(path, LIMIT))).status_code == 200


def test_too_large_is_said_in_the_shape_of_the_route(connect: Connect) -> None:
    client = connect(max_body=LIMIT)

    create = client.post(CREATE, content=body(CREATE, LIMIT + 1)).json()["error"]
    count = client.post(COUNT, content=body(COUNT, LIMIT + 1)).json()["error"]

    assert create["code"] == "invalid_request"
    assert (count["code"], count["status"]) == (400, "INVALID_ARGUMENT")


@PATHS
def test_bad_key_is_said_before_too_large(connect: Connect, path: str) -> None:
    client = connect(max_body=LIMIT, key="invalid-x")

    response = client.post(path, content=body(path, LIMIT + 1))

    assert "API key not valid" in response.text


@pytest.mark.parametrize("kind", [None, "text/plain", "application/octet-stream"])
@PATHS
def test_content_type_does_not_matter(client: httpx.Client, path: str, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}

    assert client.post(path, content=body(path, 100), headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path",
    [CREATE, COUNT, "/v1/files", "/v1/files:register", "/_fake/reset", "/upload/v1/files"],
)
def test_length_of_any_number_of_digits_is_refused(connect: Connect, path: str) -> None:
    headers = {
        "Content-Length": "9" * 5000,
        "Content-Type": "application/json",
        "X-Goog-Upload-Protocol": "resumable",
        "X-Goog-Upload-Command": "start",
    }

    response = connect().post(path, content=b"{}", headers=headers)

    assert response.status_code == 400
    assert message_of(response).startswith("Request payload size exceeds the limit: ")
