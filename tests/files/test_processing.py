"""PROCESSING to ACTIVE or FAILED (docs/wire/files.md 4.1 and 7)."""

from __future__ import annotations

import httpx
import pytest

from fake_gemini import Settings, create_app
from fake_gemini.clock import SECOND
from tests.api import Connect, Json
from tests.files.uploading import Hands, got, upload

FAIL = "[[fake: fail]]"


def states(client: httpx.Client, file: Json, looks: int) -> list[str]:
    return [got(client, file).json()["state"] for _ in range(looks)]


def video(client: httpx.Client, **file: str) -> Json:
    return upload(client, bytes(500_000), mime="video/mp4", **file)


def test_video_is_processing_for_one_look(client: httpx.Client) -> None:
    file = video(client)

    assert file["state"] == "PROCESSING"
    assert states(client, file, 4) == ["PROCESSING", "ACTIVE", "ACTIVE", "ACTIVE"]


@pytest.mark.parametrize("polls", [0, 3])
def test_looks_that_processing_takes_can_be_chosen(connect: Connect, polls: int) -> None:
    client = connect(processing_polls=polls)

    looks = states(client, video(client), polls + 2)

    assert looks == ["PROCESSING"] * polls + ["ACTIVE"] * 2


def test_video_is_active_after_its_time(connect: Connect) -> None:
    hands = Hands()
    client = connect(create_app(Settings(processing_polls=99), clock=hands))
    file = video(client)
    looks = states(client, file, 1)

    hands.at += 10 * SECOND - 1
    looks += states(client, file, 1)
    hands.at += 1

    assert [*looks, *states(client, file, 1)] == ["PROCESSING", "PROCESSING", "ACTIVE"]


def test_video_that_takes_no_time_is_active_at_once(connect: Connect) -> None:
    assert video(connect(processing_seconds=0))["state"] == "ACTIVE"


def test_active_video_has_metadata_and_a_later_update_time(client: httpx.Client) -> None:
    file = video(client)
    waiting = got(client, file).json()

    active = got(client, file).json()

    assert waiting == file
    assert "videoMetadata" not in waiting
    assert active == {
        **file,
        "state": "ACTIVE",
        "updateTime": "2026-01-01T00:00:10.000000Z",
        "videoMetadata": {"videoDuration": "4s"},
    }


def test_update_time_does_not_depend_on_how_processing_ended(connect: Connect) -> None:
    hands = Hands()
    waited = connect(create_app(clock=hands))
    file = video(waited)
    hands.at += 3600 * SECOND
    polled = connect()
    states(polled, video(polled), 1)

    assert got(waited, file).json() == got(polled, file).json()


@pytest.mark.parametrize("mime", ["image/png", "audio/mpeg", "application/pdf", "text/plain"])
def test_other_files_are_active_at_once(client: httpx.Client, mime: str) -> None:
    file = upload(client, mime=mime)

    assert file["state"] == "ACTIVE"
    assert got(client, file).json() == file


def test_list_shows_the_state_and_is_no_look(client: httpx.Client) -> None:
    file = video(client)

    for _ in range(5):
        assert client.get("/v1/files").json() == {"files": [file]}

    assert states(client, file, 2) == ["PROCESSING", "ACTIVE"]
    assert client.get("/v1/files").json()["files"][0]["state"] == "ACTIVE"


@pytest.mark.parametrize("mime", ["video/mp4", "text/plain"])
@pytest.mark.parametrize(
    ("display_name", "message"),
    [
        (FAIL, "The file could not be processed."),
        ("[[fake: fail the codec is unknown]]", "the codec is unknown"),
    ],
)
def test_file_that_is_to_fail_is_processed_and_fails(
    client: httpx.Client, mime: str, display_name: str, message: str
) -> None:
    file = upload(client, mime=mime, displayName=display_name)

    assert file["state"] == "PROCESSING"
    assert states(client, file, 2) == ["PROCESSING", "FAILED"]
    failed = got(client, file).json()
    assert failed["error"] == {"code": 3, "message": message}
    assert "videoMetadata" not in failed


@pytest.mark.parametrize(
    "display_name", ["fail", f"x {FAIL}", f"{FAIL} x", "[[fake: fails]]", "[[fake: delay 1s]]"]
)
def test_other_display_names_do_not_fail(client: httpx.Client, display_name: str) -> None:
    assert upload(client, displayName=display_name)["state"] == "ACTIVE"


def test_replayed_answer_still_says_processing(client: httpx.Client) -> None:
    file = video(client)
    states(client, file, 3)

    again = video(client)

    assert again["state"] == "PROCESSING"
    assert again["name"] != file["name"]
