"""The limits of one file, of one key and of the disk (docs/wire/files.md 4.2 and 5)."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api import Connect
from tests.files.uploading import (
    TERMINATED,
    begin,
    chunk,
    command,
    file_of,
    last_chunk,
    refusal,
    said,
    started,
    upload,
)

KIB = 1024
RAW = {"X-Goog-Upload-Protocol": "raw"}


@pytest.fixture
def small(connect: Connect) -> httpx.Client:
    """A client of a fake with room for two files."""
    return connect(max_file=4 * KIB, max_storage=8 * KIB)


def test_file_may_be_as_large_as_the_limit(small: httpx.Client) -> None:
    assert upload(small, bytes(4 * KIB))["sizeBytes"] == "4096"


def test_file_that_says_it_is_too_large_is_refused_at_start(small: httpx.Client) -> None:
    code, status, message = refusal(begin(small, size=4 * KIB + 1))

    assert (code, status) == (400, "INVALID_ARGUMENT")
    assert "4096 bytes" in message


@pytest.mark.parametrize("whole", [True, False], ids=["announced", "unannounced"])
def test_file_that_grows_too_large_ends_its_session(small: httpx.Client, whole: bool) -> None:
    url = started(small)
    data = bytes(4 * KIB + 1)

    response = command(small, url, "upload", data if whole else iter([data[:4096], data[4096:]]), 0)

    assert response.headers["x-goog-upload-status"] == "final"
    assert refusal(response)[:2] == (400, "INVALID_ARGUMENT")
    assert said(chunk(small, url, b"")) == (400, "final", TERMINATED)
    assert upload(small, bytes(4 * KIB))["sizeBytes"] == "4096"


def test_raw_file_that_is_too_large_is_refused(small: httpx.Client) -> None:
    response = small.post("/upload/v1/files", content=bytes(4 * KIB + 1), headers=RAW)

    assert response.headers["x-goog-upload-status"] == "final"
    assert refusal(response)[:2] == (400, "INVALID_ARGUMENT")


def test_full_storage_is_the_documented_refusal(small: httpx.Client) -> None:
    upload(small, bytes(4 * KIB))
    upload(small, bytes(4 * KIB))

    error = begin(small, size=1).json()["error"]

    assert (error["code"], error["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert error["message"].startswith("You exceeded your current quota, ")
    assert error["message"].endswith(
        "* Quota exceeded for metric: generativelanguage.googleapis.com/file_storage_bytes,"
        " limit: 8192"
    )
    kinds = [detail["@type"].rpartition(".")[2] for detail in error["details"]]
    assert kinds == ["QuotaFailure", "Help"]
    assert error["details"][0]["violations"] == [
        {
            "quotaMetric": "generativelanguage.googleapis.com/file_storage_bytes",
            "quotaId": "FileStorageBytesPerProject",
            "quotaValue": "8192",
        }
    ]


def test_full_storage_ends_the_session_that_meets_it(small: httpx.Client) -> None:
    url = started(small)
    upload(small, bytes(4 * KIB))
    upload(small, bytes(4 * KIB))

    response = chunk(small, url, b"x")

    assert response.headers["x-goog-upload-status"] == "final"
    assert refusal(response)[:2] == (429, "RESOURCE_EXHAUSTED")
    assert said(chunk(small, url, b"x")) == (400, "final", TERMINATED)


def test_uploads_under_way_count_against_the_storage(small: httpx.Client) -> None:
    chunk(small, started(small), bytes(4 * KIB))
    chunk(small, started(small), bytes(4 * KIB))

    assert begin(small, size=1).status_code == 429


def test_session_without_bytes_holds_no_storage(small: httpx.Client) -> None:
    started(small, size=4 * KIB)
    started(small, size=4 * KIB)

    assert upload(small, bytes(4 * KIB))["sizeBytes"] == "4096"


def test_deleted_file_frees_its_storage(small: httpx.Client) -> None:
    upload(small, bytes(4 * KIB))
    file = upload(small, bytes(4 * KIB))

    small.delete(f"/v1/{file['name']}")

    assert upload(small, bytes(4 * KIB))["sizeBytes"] == "4096"


def test_cancelled_upload_frees_its_storage(small: httpx.Client) -> None:
    url = started(small)
    chunk(small, url, bytes(4 * KIB))
    upload(small, bytes(4 * KIB))

    command(small, url, "cancel")

    assert begin(small, size=4 * KIB).status_code == 200


def test_storage_is_of_one_key(small: httpx.Client) -> None:
    upload(small, bytes(4 * KIB))
    upload(small, bytes(4 * KIB))

    response = begin(small, size=4 * KIB, headers={"x-goog-api-key": "other"})

    assert response.status_code == 200


def test_storage_of_nothing_keeps_empty_files_only(connect: Connect) -> None:
    client = connect(max_storage=0)

    assert upload(client, b"")["sizeBytes"] == "0"
    assert begin(client, size=1).status_code == 429


def busy_disk(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Make every write to a file fail, as a full or broken disk does."""

    def write(descriptor: int, data: Any) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("fake_gemini.state.stored_bytes.os.write", write)


@pytest.fixture
def real_writes(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    with monkeypatch.context() as patch:
        yield patch


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_disk_that_takes_no_bytes_is_a_503_without_a_body(
    client: httpx.Client, real_writes: pytest.MonkeyPatch, code: int
) -> None:
    url = started(client)
    busy_disk(real_writes, code)

    response = chunk(client, url, b"abc")
    real_writes.undo()

    assert said(response) == (503, "final", "")
    assert said(chunk(client, url, b"abc")) == (400, "final", TERMINATED)
    assert upload(client)["sizeBytes"] == "5"


def test_disk_that_fills_up_behind_a_block_is_a_503(
    client: httpx.Client, real_writes: pytest.MonkeyPatch
) -> None:
    url = started(client)
    busy_disk(real_writes, errno.ENOSPC)

    response = command(client, url, "upload, finalize", iter([bytes(2**20)] * 4), 0)

    assert said(response) == (503, "final", "")
    assert client.get("/v1/files").json() == {}


def test_folder_that_cannot_be_made_is_a_503(connect: Connect, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    client = connect(data_dir=tmp_path / "file")

    assert said(begin(client)) == (503, "final", "")


def test_folder_that_cannot_be_made_any_more_is_a_503(connect: Connect, tmp_path: Path) -> None:
    client = connect(data_dir=tmp_path / "data")
    url = started(client)
    (tmp_path / "data").rmdir()
    (tmp_path / "data").touch()

    assert said(command(client, url, "finalize")) == (503, "final", "")
    assert said(command(client, url, "finalize")) == (400, "final", TERMINATED)


def test_disk_without_room_is_a_503_before_it_is_written_to(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = os.statvfs_result((4096, 4096, 1, 0, 0, 0, 0, 0, 0, 255))
    monkeypatch.setattr("os.statvfs", lambda path: usage)

    assert said(begin(client, size=1)) == (503, "final", "")
    assert said(chunk(client, started(client), b"x")) == (503, "final", "")


def test_full_storage_refuses_a_raw_file(small: httpx.Client) -> None:
    upload(small, bytes(4 * KIB))
    upload(small, bytes(4 * KIB))

    response = small.post("/upload/v1/files", content=iter([b"x"]), headers=RAW)

    assert response.headers["x-goog-upload-status"] == "final"
    assert refusal(response)[:2] == (429, "RESOURCE_EXHAUSTED")


def test_last_byte_of_the_storage_can_be_used(small: httpx.Client) -> None:
    upload(small, bytes(4 * KIB))
    url = started(small)

    chunk(small, url, bytes(2 * KIB))

    assert file_of(last_chunk(small, url, bytes(2 * KIB), 2 * KIB))["sizeBytes"] == "4096"
