"""Sending bytes to an upload url (docs/wire/files.md 2.1 and 8)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import Connect
from tests.files.uploading import (
    TERMINATED,
    chunk,
    command,
    file_of,
    got,
    hash_of,
    last_chunk,
    received,
    refusal,
    said,
    started,
)

DATA = bytes(range(256)) * 40


def test_upload_in_one_chunk_makes_a_file(client: httpx.Client) -> None:
    response = last_chunk(client, started(client, size=len(DATA), mime="image/png"), DATA)

    assert response.headers["content-type"] == "application/json; charset=UTF-8"
    assert response.headers.get_list("vary") == ["Origin", "X-Origin", "Referer"]
    assert response.text.startswith('{\n  "file": {\n    "name": "files/')
    assert response.text.endswith("\n}\n")
    file = file_of(response)
    assert (file["sizeBytes"], file["sha256Hash"]) == (str(len(DATA)), hash_of(DATA))
    assert got(client, file).json() == file


def test_upload_in_chunks_makes_the_same_file(client: httpx.Client) -> None:
    url = started(client, size=len(DATA))

    assert said(chunk(client, url, DATA[:4000])) == (200, "active", "")
    assert said(chunk(client, url, DATA[4000:8000], 4000)) == (200, "active", "")
    file = file_of(last_chunk(client, url, DATA[8000:], 8000))

    assert file["sha256Hash"] == hash_of(DATA)


def test_empty_upload_makes_an_empty_file(client: httpx.Client) -> None:
    file = file_of(last_chunk(client, started(client, size=0), b""))

    assert (file["sizeBytes"], file["sha256Hash"]) == ("0", hash_of(b""))


def test_finalize_alone_makes_the_file(client: httpx.Client) -> None:
    url = started(client, size=len(DATA))
    chunk(client, url, DATA)

    assert file_of(command(client, url, "finalize"))["sha256Hash"] == hash_of(DATA)


def test_finalize_alone_of_nothing_makes_an_empty_file(client: httpx.Client) -> None:
    assert file_of(command(client, started(client), "finalize"))["sizeBytes"] == "0"


def test_finalize_alone_with_bytes_is_refused(client: httpx.Client) -> None:
    url = started(client)

    assert said(command(client, url, "finalize", b"lost?"))[:2] == (400, "active")
    assert received(client, url) == 0


def test_chunk_without_a_length_is_taken(client: httpx.Client) -> None:
    url = started(client, size=5)

    response = command(client, url, "upload, finalize", iter([b"he", b"llo"]), 0)

    assert file_of(response)["sha256Hash"] == hash_of(b"hello")


@pytest.mark.parametrize(
    "words", ["upload, finalize", "UPLOAD,FINALIZE", " finalize ,upload ", "Upload, Finalize"]
)
def test_command_is_read_without_regard_to_case_and_space(client: httpx.Client, words: str) -> None:
    assert file_of(command(client, started(client), words, b"x", 0))["sizeBytes"] == "1"


@pytest.mark.parametrize("words", ["", "start", "upload, cancel", "download", "query, finalize"])
def test_unknown_command_is_refused_and_changes_nothing(client: httpx.Client, words: str) -> None:
    url = started(client)
    chunk(client, url, b"abc")

    assert said(command(client, url, words, b"def", 3))[:2] == (400, "active")
    assert received(client, url) == 3


@pytest.mark.parametrize("offset", [None, "", "-1", "x", "1.5", "٣", "9" * 5000])
def test_chunk_with_a_malformed_offset_is_refused(client: httpx.Client, offset: str | None) -> None:
    url = started(client)
    headers = {"X-Goog-Upload-Command": "upload"}
    if offset is not None:
        headers["X-Goog-Upload-Offset"] = offset

    response = client.post(url, content=b"abc", headers=httpx.Headers(headers, encoding="utf-8"))

    assert said(response)[:2] == (400, "active")
    assert received(client, url) == 0


@pytest.mark.parametrize("offset", [0, 2, 4, 100])
def test_chunk_at_a_wrong_offset_is_refused_and_changes_nothing(
    client: httpx.Client, offset: int
) -> None:
    url = started(client)
    chunk(client, url, b"abc")

    response = chunk(client, url, b"defg", offset)

    assert said(response)[:2] == (400, "active")
    assert "received 3 bytes" in response.text
    assert file_of(last_chunk(client, url, b"d", 3))["sha256Hash"] == hash_of(b"abcd")


def test_repeated_chunk_is_harmless(client: httpx.Client) -> None:
    url = started(client, size=6)
    chunk(client, url, b"abc")

    assert said(chunk(client, url, b"abc")) == (200, "active", "")
    assert received(client, url) == 3
    assert file_of(last_chunk(client, url, b"def", 3))["sha256Hash"] == hash_of(b"abcdef")


def test_chunk_before_the_last_one_is_no_repeat(client: httpx.Client) -> None:
    url = started(client)
    chunk(client, url, b"abc")
    chunk(client, url, b"def", 3)

    assert said(chunk(client, url, b"abc", 0))[:2] == (400, "active")


def test_repeat_with_other_bytes_is_refused(client: httpx.Client) -> None:
    url = started(client)
    chunk(client, url, b"abc")

    assert said(chunk(client, url, b"abX"))[:2] == (400, "active")
    assert said(chunk(client, url, b"abc"))[0] == 200


def test_repeat_that_finalizes_makes_the_file(client: httpx.Client) -> None:
    url = started(client)
    chunk(client, url, b"abc")

    assert file_of(last_chunk(client, url, b"abc"))["sha256Hash"] == hash_of(b"abc")


def test_repeated_final_chunk_replays_the_answer(client: httpx.Client) -> None:
    url = started(client)
    chunk(client, url, b"abc")
    first = last_chunk(client, url, b"def", 3)

    again = last_chunk(client, url, b"def", 3)

    assert (again.content, again.headers) == (first.content, first.headers)
    assert len(client.get("/v1/files").json()["files"]) == 1


def test_repeated_finalize_alone_replays_the_answer(client: httpx.Client) -> None:
    url = started(client)
    chunk(client, url, b"abc")
    first = command(client, url, "finalize")

    assert command(client, url, "finalize").content == first.content


@pytest.mark.parametrize(
    ("words", "data", "offset"),
    [
        ("upload", b"def", 3),
        ("upload", b"abc", 0),
        ("upload, finalize", b"deX", 3),
        ("upload, finalize", b"defg", 3),
        ("upload, finalize", b"abcdef", 0),
        ("upload, finalize", b"", 6),
        ("finalize", b"", None),
        ("cancel", b"", None),
    ],
)
def test_anything_else_after_the_end_is_refused(
    client: httpx.Client, words: str, data: bytes, offset: int | None
) -> None:
    url = started(client)
    chunk(client, url, b"abc")
    file = file_of(last_chunk(client, url, b"def", 3))

    assert said(command(client, url, words, data, offset)) == (400, "final", TERMINATED)
    assert got(client, file).json() == file


def test_final_chunk_of_a_file_that_was_deleted_is_refused(client: httpx.Client) -> None:
    url = started(client)
    file = file_of(last_chunk(client, url, b"abc"))
    client.delete(f"/v1/{file['name']}")

    assert said(last_chunk(client, url, b"abc")) == (400, "final", TERMINATED)
    assert said(command(client, url, "query")) == (400, "final", TERMINATED)


def test_query_says_how_many_bytes_were_received(client: httpx.Client) -> None:
    url = started(client)

    assert received(client, url) == 0
    chunk(client, url, b"abc")
    assert received(client, url) == 3


def test_query_after_the_end_has_the_file_again(client: httpx.Client) -> None:
    url = started(client)
    final = last_chunk(client, url, b"abc")

    assert command(client, url, "query").content == final.content


def test_cancelled_upload_takes_nothing_more(client: httpx.Client) -> None:
    url = started(client)
    chunk(client, url, b"abc")

    assert said(command(client, url, "cancel")) == (200, "cancelled", "")
    assert said(command(client, url, "query")) == (200, "cancelled", "")
    assert said(command(client, url, "cancel")) == (200, "cancelled", "")
    assert said(last_chunk(client, url, b"def", 3)) == (400, "cancelled", TERMINATED)
    assert client.get("/v1/files").json() == {}


@pytest.mark.parametrize("sent", [b"abcd", b"abcdef"], ids=["too few", "too many"])
def test_other_size_than_declared_ends_the_session(client: httpx.Client, sent: bytes) -> None:
    url = started(client, size=5)

    status, upload_status, text = said(last_chunk(client, url, sent))

    assert (status, upload_status) == (400, "final")
    assert "declared" in text
    assert said(last_chunk(client, url, b"abcde")) == (400, "final", TERMINATED)
    assert client.get("/v1/files").json() == {}


def test_too_many_bytes_without_a_length_end_the_session(client: httpx.Client) -> None:
    url = started(client, size=5)

    response = command(client, url, "upload", iter([b"abc", b"def"]), 0)

    assert said(response)[:2] == (400, "final")
    assert said(command(client, url, "query")) == (400, "final", TERMINATED)


@pytest.mark.parametrize("sent", [b"abcd", b"abcdef"], ids=["fewer", "more"])
def test_other_size_than_declared_can_be_accepted(connect: Connect, sent: bytes) -> None:
    client = connect(accept_size_mismatch=True)

    file = file_of(last_chunk(client, started(client, size=5), sent))

    assert file["sizeBytes"] == str(len(sent))


def test_granularity_is_not_enforced_by_default(client: httpx.Client) -> None:
    assert said(chunk(client, started(client), b"abc")) == (200, "active", "")


def test_granularity_can_be_enforced(connect: Connect) -> None:
    client = connect(enforce_granularity=True)
    url = started(client)

    assert said(chunk(client, url, b"abc"))[:2] == (400, "active")
    assert said(command(client, url, "upload", iter([b"abc"]), 0))[:2] == (400, "active")
    assert said(chunk(client, url, bytes(8388608))) == (200, "active", "")
    assert file_of(last_chunk(client, url, b"abc", 8388608))["sizeBytes"] == "8388611"


@pytest.mark.parametrize(
    "mime", ["bad/mime_type", "text", "text/", "/plain", "text/plain/x", "é/x"]
)
def test_unsupported_type_is_refused_at_the_end(client: httpx.Client, mime: str) -> None:
    url = started(client, {"mimeType": mime})

    assert said(chunk(client, url, b"abc")) == (200, "active", "")
    response = last_chunk(client, url, b"def", 3)

    assert response.headers["x-goog-upload-status"] == "final"
    assert refusal(response) == (400, "INVALID_ARGUMENT", f"Unsupported MIME type: {mime}")
    assert said(last_chunk(client, url, b"def", 3)) == (400, "final", TERMINATED)


@pytest.mark.parametrize(
    "mime",
    [
        "application/octet-stream",
        "application/cu-seeme",
        "text/x-python",
        "text/plain; charset=utf-8",
        "Image/PNG",
        "application/vnd.ms-excel",
    ],
)
def test_other_types_are_kept_as_they_were_sent(client: httpx.Client, mime: str) -> None:
    file = file_of(last_chunk(client, started(client, mime=mime), b"abc"))

    assert file["mimeType"] == mime
