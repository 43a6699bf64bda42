"""Uploads that break off, and requests that meet on one session."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from fake_gemini import Settings, create_app
from tests.api import Connect
from tests.files.asgi import Slow
from tests.files.uploading import (
    TERMINATED,
    chunk,
    command,
    file_of,
    hash_of,
    last_chunk,
    received,
    said,
    started,
)

UPLOAD = {"x_goog_upload_command": "upload", "x_goog_upload_offset": "0"}
RAW = {"x_goog_upload_protocol": "raw", "x_goog_api_key": "test-key"}


@pytest.fixture
def app(tmp_path: Path) -> Starlette:
    return create_app(Settings(data_dir=tmp_path))


@pytest.fixture
def client(connect: Connect, app: Starlette) -> httpx.Client:
    return connect(app)


async def broken_off(app: Starlette, url: str, *pieces: bytes, **headers: str) -> None:
    """Send some of a body and leave."""
    request = Slow(app, url, **headers)
    for piece in pieces:
        await request.body(piece)
    await request.leave()
    assert request.sent == []


def test_chunk_that_breaks_off_is_kept_so_far(app: Starlette, client: httpx.Client) -> None:
    url = started(client, size=10)

    asyncio.run(broken_off(app, url, b"abc", b"de", content_length="10", **UPLOAD))

    assert received(client, url) == 5
    assert file_of(last_chunk(client, url, b"fghij", 5))["sha256Hash"] == hash_of(b"abcdefghij")


def test_chunk_that_breaks_off_behind_a_block_is_kept_so_far(
    app: Starlette, client: httpx.Client
) -> None:
    piece = bytes(range(250)) * 2_800
    url = started(client)

    asyncio.run(broken_off(app, url, piece, piece, piece, **UPLOAD))

    assert received(client, url) == 2_100_000
    file = file_of(command(client, url, "finalize"))
    assert file["sha256Hash"] == hash_of(piece * 3)


def test_chunk_that_broke_off_cannot_be_repeated_from_its_beginning(
    app: Starlette, client: httpx.Client
) -> None:
    url = started(client)
    asyncio.run(broken_off(app, url, b"abc", **UPLOAD))

    assert said(chunk(client, url, b"abcdef"))[:2] == (400, "active")


def test_upload_that_broke_off_can_be_cancelled(
    app: Starlette, client: httpx.Client, tmp_path: Path
) -> None:
    url = started(client)
    asyncio.run(broken_off(app, url, b"abc", **UPLOAD))

    assert said(command(client, url, "cancel")) == (200, "cancelled", "")
    assert [path.name for path in tmp_path.glob("*/*")] == ["lock"]


def test_space_of_what_did_not_arrive_is_free_again(connect: Connect) -> None:
    app = create_app(Settings(max_storage=10))
    client = connect(app)
    url = started(client)

    asyncio.run(broken_off(app, url, b"abc", content_length="10", **UPLOAD))

    assert said(chunk(client, started(client), b"1234567"))[0] == 200
    assert chunk(client, url, b"x", 3).status_code == 429


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts descriptors in /proc")
def test_uploads_that_break_off_leak_no_descriptor(
    app: Starlette, client: httpx.Client, tmp_path: Path
) -> None:
    async def many() -> None:
        urls = [started(client) for _ in range(20)]
        await asyncio.gather(
            *(broken_off(app, url, b"x" * 600_000, b"y" * 600_000, **UPLOAD) for url in urls)
        )

    asyncio.run(many())

    targets = [os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()]
    ours = [target for target in targets if target.startswith(str(tmp_path))]
    assert [Path(target).name for target in ours] == ["lock"]


def test_raw_upload_that_breaks_off_leaves_nothing(
    app: Starlette, client: httpx.Client, tmp_path: Path
) -> None:
    asyncio.run(broken_off(app, "/upload/v1/files", b"abc", **RAW))

    assert client.get("/v1/files").json() == {}
    assert [path.name for path in tmp_path.glob("*/*")] == ["lock"]


@pytest.mark.parametrize(
    ("words", "data"),
    [("upload", b"xyz"), ("upload, finalize", b"xyz"), ("finalize", b""), ("cancel", b"")],
)
def test_second_request_on_a_session_is_refused(
    app: Starlette, client: httpx.Client, words: str, data: bytes
) -> None:
    url = started(client)

    async def meet() -> tuple[httpx.Response, tuple[int, str, bytes]]:
        first = Slow(app, url, **UPLOAD)
        await first.body(b"abc")
        second = command(client, url, words, data, 0)
        await first.body(b"def", more=False)
        return second, await first.answer()

    second, first = asyncio.run(meet())

    assert said(second)[:2] == (400, "active")
    assert "Another request" in second.text
    assert first == (200, "active", b"")
    assert file_of(command(client, url, "finalize"))["sha256Hash"] == hash_of(b"abcdef")


def test_query_during_a_chunk_is_answered(app: Starlette, client: httpx.Client) -> None:
    url = started(client)

    async def meet() -> int:
        first = Slow(app, url, **UPLOAD)
        await first.body(b"abc")
        size = received(client, url)
        await first.leave()
        return size

    assert asyncio.run(meet()) == 0
    assert received(client, url) == 3


def test_sessions_do_not_disturb_each_other(app: Starlette, client: httpx.Client) -> None:
    urls = [started(client) for _ in range(5)]

    async def interleaved() -> list[tuple[int, str, bytes]]:
        requests = [Slow(app, url, **UPLOAD) for url in urls]
        for letter in b"abc":
            for number, request in enumerate(requests):
                await request.body(b"%c%d" % (letter, number))
        for request in requests:
            await request.body(b"", more=False)
        return [await request.answer() for request in requests]

    assert asyncio.run(interleaved()) == [(200, "active", b"")] * 5
    hashes = [file_of(command(client, url, "finalize"))["sha256Hash"] for url in urls]
    assert hashes == [hash_of(b"a%db%dc%d" % (n, n, n)) for n in range(5)]


def ended_by(
    app: Starlette, url: str, end: Callable[[], object], **headers: str
) -> tuple[int, str, bytes]:
    """Send a chunk, let something happen in the middle of it, and return the answer."""

    async def run() -> tuple[int, str, bytes]:
        request = Slow(app, url, **headers)
        await request.body(b"abc")
        end()
        await request.body(b"def", more=False)
        return await request.answer()

    return asyncio.run(run())


@pytest.mark.parametrize("words", ["upload", "upload, finalize"])
def test_reset_ends_an_upload_in_flight(
    app: Starlette, client: httpx.Client, tmp_path: Path, words: str
) -> None:
    url = started(client)

    answer = ended_by(
        app,
        url,
        lambda: client.post("/_fake/reset", json={}).raise_for_status(),
        **{**UPLOAD, "x_goog_upload_command": words},
    )

    assert answer == (400, "final", TERMINATED.encode())
    assert said(command(client, url, "query"))[:2] == (404, "final")
    assert [path.name for path in tmp_path.glob("*/*")] == ["lock"]


def test_reset_ends_a_raw_upload_in_flight(app: Starlette, client: httpx.Client) -> None:
    answer = ended_by(
        app,
        "/upload/v1/files",
        lambda: client.post("/_fake/reset", json={}).raise_for_status(),
        **RAW,
    )

    assert answer == (400, "final", TERMINATED.encode())


@pytest.mark.parametrize("query", ["", "?uploadType=media"])
def test_raw_upload_from_before_a_reset_leaves_another_alone(
    app: Starlette, client: httpx.Client, query: str
) -> None:
    async def meet() -> tuple[int, str, bytes]:
        old = Slow(app, f"/upload/v1/files{query}", **RAW)
        await old.body(b"aaa")
        client.post("/_fake/reset", json={}).raise_for_status()
        new = Slow(app, f"/upload/v1/files{query}", **RAW)
        await new.body(b"bbb")
        await old.leave()
        await new.body(b"ccc", more=False)
        return await new.answer()

    assert asyncio.run(meet())[:2] == (200, "final")
