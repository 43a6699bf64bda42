"""A file of 1 GiB, hashed and kept, against reading the same body and throwing it away."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from benchmarks import client, servers
from benchmarks.compare import ratio
from benchmarks.prompts import request
from benchmarks.rows import Effort, Row

_MIB = 1024 * 1024
_PIECE = bytes(range(256)) * 4096
_URL = re.compile(rb"x-goog-upload-url: (\S+)", re.I)
_WHAT = "upload of 1 GiB with sha256, bytes/s / discarding the body"


def measure(effort: Effort) -> Iterator[Row]:
    size = effort.of(1024) * _MIB
    with servers.fake() as fake, servers.floor() as floor:
        _upload(fake, _MIB)
        before = fake.memory()
        # Fewer rounds than elsewhere: each writes the file, and deletes it.
        speed = ratio(
            min(effort.rounds, 5),
            lambda: size / _upload(fake, size),
            lambda: size / _send(floor, _head("/discard", size), size),
        )
        more = (fake.peak() - before) / _MIB
    note = f"{speed.ours / _MIB:.0f} against {speed.theirs / _MIB:.0f} MiB/s"
    yield Row("upload", _WHAT, speed.value, 0.4, at_least=True, note=note)
    yield Row("upload-memory", "peak memory while it is uploaded, more", more, 16, "MiB")


def _upload(fake: servers.Server, size: int) -> float:
    """Upload a file as the official clients do, and delete it; return the seconds of its bytes."""
    start = request(
        "/upload/v1beta/files",
        b'{"file": {}}',
        X_Goog_Upload_Protocol="resumable",
        X_Goog_Upload_Command="start",
        X_Goog_Upload_Header_Content_Length=str(size),
        X_Goog_Upload_Header_Content_Type="application/octet-stream",
    )
    url = _URL.search(client.once(fake.port, start))
    if url is None:
        raise client.Failed("no upload url")
    parts = urlsplit(url[1].decode())
    seconds = _send(fake, _head(f"{parts.path}?{parts.query}", size), size)
    listed = client.once(fake.port, request("/v1beta/files", b"", method="GET"))
    for name in re.findall(rb'"name": "(files/[^"]+)"', listed):
        client.once(fake.port, request(f"/v1beta/{name.decode()}", b"", method="DELETE"))
    return seconds


def _head(target: str, size: int) -> bytes:
    whole = request(target, b"", X_Goog_Upload_Command="upload, finalize", X_Goog_Upload_Offset="0")
    return whole.replace(b"Content-Length: 0", b"Content-Length: %d" % size)


def _send(server: servers.Server, head: bytes, size: int) -> float:
    with client.connect(server.port) as connection:
        began = time.perf_counter()
        connection.sendall(head)
        for _ in range(size // len(_PIECE)):
            connection.sendall(_PIECE)
        client.ask(connection, b"")
        return time.perf_counter() - began
