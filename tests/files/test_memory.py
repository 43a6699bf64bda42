"""What a large upload costs: disk, not memory."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.files.uploading import command, file_of, hash_of, started
from tests.process import Served, served

MIB = 1024 * 1024
SIZE = 96
BOUND = 16 * MIB

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").is_file(), reason="reads the peak of a process in /proc"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as server:
        yield server
        # A killed server would leave its folder behind.
        server.stop(signal.SIGTERM)


@pytest.fixture
def client(server: Served) -> Iterator[httpx.Client]:
    headers = {"x-goog-api-key": "k"}
    with httpx.Client(base_url=server.url, headers=headers, timeout=60, trust_env=False) as client:
        command(client, started(client), "upload, finalize", bytes(2 * MIB), 0)
        yield client


def peak(server: Served) -> int:
    """Return the most memory that a process has had, in bytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024


def pieces() -> Iterator[bytes]:
    for number in range(SIZE):
        yield bytes([number]) * MIB


def test_one_large_chunk_costs_little_memory(server: Served, client: httpx.Client) -> None:
    url = started(client, size=SIZE * MIB)
    before = peak(server)

    file = file_of(command(client, url, "upload, finalize", pieces(), 0))

    assert peak(server) - before <= BOUND
    assert file["sizeBytes"] == str(SIZE * MIB)


def test_large_multipart_upload_costs_little_memory(server: Served, client: httpx.Client) -> None:
    def body() -> Iterator[bytes]:
        yield b"--B\r\n\r\n{}\r\n--B\r\n\r\n"
        yield from pieces()
        yield b"\r\n--B--"

    before = peak(server)
    response = client.post(
        "/upload/v1/files",
        content=body(),
        headers={"Content-Type": "multipart/related; boundary=B"},
    )

    assert peak(server) - before <= BOUND
    assert file_of(response)["sizeBytes"] == str(SIZE * MIB)


def test_chunks_in_threads_keep_their_order(client: httpx.Client) -> None:
    url = started(client)
    data = b"".join(pieces())[: 20 * MIB + 17]
    half = len(data) // 2
    command(client, url, "upload", data[:half], 0)

    file = file_of(command(client, url, "upload, finalize", data[half:], half))

    assert file["sha256Hash"] == hash_of(data)
