"""Opening an upload session (docs/wire/files.md 2.1)."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from fake_gemini.testing import running
from tests.api import Connect, Json
from tests.files.uploading import begin, file_of, last_chunk, refusal, started, upload

START = {"X-Goog-Upload-Protocol": "resumable", "X-Goog-Upload-Command": "start"}


def test_start_answers_with_headers_and_no_body(client: httpx.Client) -> None:
    response = begin(client, {"display_name": "X"}, size=5, mime="text/plain")

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["content-length"] == "0"
    assert response.headers["server"] == "UploadServer"
    assert response.headers["x-goog-upload-status"] == "active"
    assert response.headers["x-goog-upload-chunk-granularity"] == "8388608"
    assert (
        response.headers["x-goog-upload-header-content-type"] == "application/json; charset=UTF-8"
    )
    assert response.headers.get_list("vary") == ["Origin", "X-Origin", "Referer"]
    assert response.headers.get_list("x-goog-upload-header-vary") == [
        "Origin",
        "X-Origin",
        "Referer",
    ]


@pytest.mark.parametrize("version", ["v1", "v1beta", "v1alpha"])
def test_start_names_an_upload_url_on_the_host_that_was_asked(
    client: httpx.Client, version: str
) -> None:
    headers = begin(
        client, path=f"/upload/{version}/files", headers={"Host": "localhost:81"}
    ).headers

    upload_id = headers["x-guploader-uploadid"]
    assert re.fullmatch(r"A[\w-]{99,114}", upload_id)
    assert headers["x-goog-upload-url"] == (
        f"http://localhost:81/upload/{version}/files"
        f"?upload_id={upload_id}&upload_protocol=resumable"
    )
    assert headers["x-goog-upload-control-url"] == headers["x-goog-upload-url"]


def test_start_builds_on_the_public_url(connect: Connect) -> None:
    client = connect(public_url="https://fake.example/prefix/")

    url = begin(client, headers={"Host": "elsewhere.example"}).headers["x-goog-upload-url"]

    assert url.startswith("https://fake.example/prefix/upload/v1/files?upload_id=A")


def test_start_with_a_foreign_host_is_refused_on_a_socket() -> None:
    with running() as fake, httpx.Client(base_url=fake.url, trust_env=False) as client:
        client.headers["x-goog-api-key"] = "any"
        code, status, message = refusal(begin(client, headers={"Host": "evil.example"}))

    assert (code, status) == (400, "INVALID_ARGUMENT")
    assert "'evil.example'" in message and "--public-url" in message


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            b'{"file":{"display_name":"X","mime_type":"text/css","size_bytes":5}}', id="python"
        ),
        pytest.param(b'{"file":{"displayName":"X","sizeBytes":"5"}}', id="javascript"),
        pytest.param(b"{'file': {'display_name': 'X'}}", id="single quotes"),
        pytest.param(b'{"file": {"display_name": "X",},}', id="trailing commas"),
        pytest.param(b'{"displayName": "X"}', id="no wrapper"),
        pytest.param(b'{"file":{"displayName":"\\u0058"}}', id="escaped"),
        pytest.param(b'{"file":{"name":"","displayName":"X","state":"ACTIVE"}}', id="whole file"),
        pytest.param(b'{"file":{"display_name":"X","mimeType":null}}', id="null"),
    ],
)
def test_start_reads_every_spelling(client: httpx.Client, body: bytes) -> None:
    url = client.post("/upload/v1/files", content=body, headers=START).headers["x-goog-upload-url"]

    assert file_of(last_chunk(client, url, b"12345"))["displayName"] == "X"


def test_start_without_a_body_says_nothing_of_the_file(client: httpx.Client) -> None:
    file = file_of(last_chunk(client, started(client), b"12345"))

    assert "displayName" not in file
    assert file["mimeType"] == "application/octet-stream"


def test_start_ignores_the_file_name_header(client: httpx.Client) -> None:
    url = started(client, headers={"X-Goog-Upload-File-Name": "big.bin"})

    assert "displayName" not in file_of(last_chunk(client, url, b""))


def test_start_prefers_the_headers_to_the_body(client: httpx.Client) -> None:
    url = started(client, {"mimeType": "image/png", "sizeBytes": 9}, size=5, mime="text/plain")

    assert file_of(last_chunk(client, url, b"12345"))["mimeType"] == "text/plain"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{", "Invalid JSON payload received. "),
        (b"[]", 'Invalid JSON payload received. Unknown name "": Root element must be a message.'),
        (b'{"file": 5}', "Invalid value at 'file'"),
        (b'{"file":{}, "x": 1}', 'Invalid JSON payload received. Unknown name "x": '),
        (b'{"file":{"x": 1}}', "Invalid JSON payload received. Unknown name \"x\" at 'file': "),
        (b'{"file":{"displayName": 5}}', "Invalid value at 'file.display_name' (TYPE_STRING), 5"),
        (b'{"file":{"sizeBytes": -5}}', "Invalid value at 'file.size_bytes' (TYPE_INT64), -5"),
        (b'{"file":{"sizeBytes": 1e999}}', "Invalid "),
        (b'{"file":{"name": "\\ud800"}}', "Invalid JSON payload received. "),
        (b"\xff", "Invalid JSON payload received. "),
        (b"[" * 5000, "Invalid JSON payload received. "),
        (b'{"file":{"name": "x"}}', "* CreateFileRequest.file.name: "),
    ],
)
def test_start_with_a_wrong_body_is_refused(
    client: httpx.Client, body: bytes, message: str
) -> None:
    response = client.post("/upload/v1/files", content=body, headers=START)

    assert refusal(response)[:2] == (400, "INVALID_ARGUMENT")
    assert refusal(response)[2].startswith(message)


@pytest.mark.parametrize("name", ["a b", "-a", "a-", "A", "é", "a/b", "-"])
def test_start_with_a_malformed_name_is_refused(client: httpx.Client, name: str) -> None:
    assert refusal(begin(client, {"name": f"files/{name}"})) == (
        400,
        "INVALID_ARGUMENT",
        "* CreateFileRequest.file.name: File resource name may only contain lowercase alphanumeric"
        " characters or dashes (-) and cannot begin or end with a dash. You can set the"
        " display_name which is not constrained by this format.\n",
    )


def test_start_with_a_long_name_is_refused(client: httpx.Client) -> None:
    _, _, message = refusal(begin(client, {"name": "files/" + "a" * 41}))

    assert "cannot be more than 40 characters." in message


def test_start_with_a_long_display_name_is_refused(client: httpx.Client) -> None:
    assert begin(client, {"displayName": "é" * 512}).status_code == 200
    assert "512" in refusal(begin(client, {"displayName": "é" * 513}))[2]


def test_chosen_name_is_the_name_of_the_file(client: httpx.Client) -> None:
    assert upload(client, name="files/my-file")["name"] == "files/my-file"


def test_chosen_name_that_is_taken_is_refused_at_start(client: httpx.Client) -> None:
    upload(client, name="files/my-file")

    assert refusal(begin(client, {"name": "files/my-file"}))[:2] == (409, "ALREADY_EXISTS")


def test_chosen_name_taken_meanwhile_is_refused_at_the_end(client: httpx.Client) -> None:
    url = started(client, {"name": "files/my-file"})
    file = upload(client, name="files/my-file")

    response = last_chunk(client, url, b"other")

    assert response.headers["x-goog-upload-status"] == "final"
    assert refusal(response)[:2] == (409, "ALREADY_EXISTS")
    assert client.get("/v1/files/my-file").json() == file


def test_chosen_name_is_free_again_after_delete(client: httpx.Client) -> None:
    upload(client, name="files/my-file")
    client.delete("/v1/files/my-file")

    assert upload(client, b"other", name="files/my-file")["sizeBytes"] == "5"


def test_generated_name_never_takes_a_chosen_one(connect: Connect) -> None:
    predicted = upload(connect())["name"]
    client = connect()
    chosen = upload(client, b"mine", name=predicted)

    assert upload(client)["name"] != predicted
    assert client.get(f"/v1/{predicted}").json() == chosen


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Goog-Upload-Protocol": "resumable"},
        {"X-Goog-Upload-Protocol": "resumable", "X-Goog-Upload-Command": "upload"},
        {"X-Goog-Upload-Protocol": "smoke", "X-Goog-Upload-Command": "start"},
        {**START, "X-Goog-Upload-Header-Content-Length": "many"},
        {**START, "X-Goog-Upload-Header-Content-Length": "9" * 5000},
        {},
    ],
    ids=["no command", "a chunk", "protocol", "length", "long length", "nothing"],
)
def test_start_with_wrong_headers_is_refused(client: httpx.Client, headers: Json) -> None:
    response = client.post("/upload/v1/files", headers=headers)

    assert refusal(response)[:2] == (400, "INVALID_ARGUMENT")


def test_start_with_an_unknown_query_name_is_refused(client: httpx.Client) -> None:
    _, _, message = refusal(begin(client, path="/upload/v1/files?foo=1"))

    assert message == (
        'Invalid JSON payload received. Unknown name "foo": Cannot bind query parameter. Field'
        " 'foo' could not be found in request message."
    )


def test_start_needs_a_key(connect: Connect) -> None:
    assert refusal(begin(connect(key="")))[:2] == (403, "PERMISSION_DENIED")


def test_start_refuses_a_bad_key(connect: Connect) -> None:
    assert refusal(begin(connect(key="invalid-x")))[:2] == (400, "INVALID_ARGUMENT")


@pytest.mark.parametrize("other", [{"size": 6}, {"mime": "image/png"}, {"mime": "text/css"}])
def test_upload_ids_differ_where_the_metadata_does(
    client: httpx.Client, other: dict[str, Any]
) -> None:
    same: dict[str, Any] = {"size": 5, "mime": "text/plain"}

    assert started(client, **same) != started(client, **{**same, **other})


def test_upload_ids_are_the_same_on_every_fake(connect: Connect) -> None:
    one, other = connect(), connect()

    assert [started(one), started(one)] == [started(other), started(other)]


def test_upload_ids_of_identical_starts_differ(client: httpx.Client) -> None:
    assert started(client) != started(client)


@pytest.mark.parametrize("size", ["1e20", "99999999999999999999", "-1e300", "9" * 300])
@pytest.mark.parametrize("path", ["/v1/files", "/upload/v1/files"])
def test_size_beyond_64_bits_is_refused(client: httpx.Client, path: str, size: str) -> None:
    headers = {"X-Goog-Upload-Protocol": "resumable", "X-Goog-Upload-Command": "start"}
    body = f'{{"file":{{"sizeBytes":{size}}}}}'

    response = client.post(path, content=body, headers=headers)

    code, status, message = refusal(response)
    assert (code, status) == (400, "INVALID_ARGUMENT")
    assert message == f"Invalid value at 'file.size_bytes' (TYPE_INT64), {float(size)!r}"
