"""What is over after 48 hours (docs/wire/files.md 4 and 7)."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from fake_gemini import Settings, create_app
from fake_gemini.clock import HOUR, START
from tests.api import Connect
from tests.files.uploading import (
    FORBIDDEN,
    Hands,
    begin,
    chunk,
    command,
    got,
    last_chunk,
    refusal,
    said,
    started,
    upload,
)

# When a file of the first moment is gone: 48 hours less 18.6 milliseconds.
OVER = START + 48 * HOUR - 18_600_000


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def client(connect: Connect, hands: Hands, tmp_path: Path) -> httpx.Client:
    return connect(create_app(Settings(data_dir=tmp_path, max_storage=10), clock=hands))


def test_file_is_there_until_it_expires(client: httpx.Client, hands: Hands) -> None:
    file = upload(client)

    hands.at = OVER - 1

    assert got(client, file).json() == file


def test_expired_file_is_forbidden(client: httpx.Client, hands: Hands) -> None:
    file = upload(client, name="files/x")

    hands.at = OVER

    assert refusal(got(client, file)) == (403, "PERMISSION_DENIED", FORBIDDEN.format("x"))
    assert refusal(client.delete("/v1/files/x"))[0] == 403
    assert client.get("/v1/files").json() == {}


def test_expired_file_frees_its_name_its_space_and_its_bytes(
    client: httpx.Client, hands: Hands, tmp_path: Path
) -> None:
    upload(client, b"0123456789", name="files/x")

    hands.at = OVER

    assert upload(client, b"9876543210", name="files/x")["createTime"] > "2026-01-02"
    assert len([path for path in tmp_path.glob("*/*") if path.name != "lock"]) == 1


def test_files_expire_one_by_one(client: httpx.Client, hands: Hands) -> None:
    upload(client, b"1")
    hands.at += HOUR
    later = upload(client, b"2")

    hands.at = OVER + HOUR - 1

    assert client.get("/v1/files").json() == {"files": [later]}
    hands.at += 1
    assert client.get("/v1/files").json() == {}


def test_other_keys_keep_what_is_not_over(client: httpx.Client, hands: Hands) -> None:
    upload(client)
    hands.at = OVER - 1
    other = {"x-goog-api-key": "other"}
    url = begin(client, headers=other).headers["x-goog-upload-url"]
    last_chunk(client, url, b"x")

    hands.at = OVER

    assert client.get("/v1/files").json() == {}
    assert len(client.get("/v1/files", headers=other).json()["files"]) == 1


def test_abandoned_session_is_gone_after_48_hours(
    client: httpx.Client, hands: Hands, tmp_path: Path
) -> None:
    url = started(client)
    chunk(client, url, b"0123456789")

    hands.at += 48 * HOUR - 1
    assert said(command(client, url, "query"))[:2] == (200, "active")
    hands.at += 1

    assert said(command(client, url, "query"))[:2] == (404, "final")
    assert [path.name for path in tmp_path.glob("*/*")] == ["lock"]
    assert upload(client, b"0123456789")["sizeBytes"] == "10"


def test_abandoned_session_makes_room_for_another(client: httpx.Client, hands: Hands) -> None:
    chunk(client, started(client), b"0123456789")

    hands.at += 48 * HOUR

    assert begin(client, size=10).status_code == 200


def test_repeated_final_chunk_of_an_expired_file_is_refused(
    client: httpx.Client, hands: Hands
) -> None:
    url = started(client)
    last_chunk(client, url, b"x")

    hands.at = OVER

    assert said(last_chunk(client, url, b"x"))[:2] == (400, "final")


def test_control_plane_moves_the_clock_of_files(connect: Connect) -> None:
    client = connect()
    file = upload(client)

    client.post("/_fake/clock", json={"advance": "48h"}).raise_for_status()

    assert refusal(got(client, file))[0] == 403
