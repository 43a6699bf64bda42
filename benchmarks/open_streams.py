"""Thousands of slow streams that are open at the same time."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Iterator

from benchmarks import client, servers
from benchmarks.prompts import create, talk
from benchmarks.rows import Effort, Row

# Seconds before each event, so that all streams are open before the first one ends.
_PACE = 2.0
_DONE = b"event: done\ndata: [DONE]\n\n"


def measure(effort: Effort) -> Iterator[Row]:
    count = effort.of(5000)
    pace = 0.2 if effort.quick else _PACE
    with servers.fake("--pace", str(pace)) as fake:
        asked = create(talk(0), stream=True)
        warm = _open(fake, asked, 10)
        _read_all(warm)
        before = fake.memory()
        streams = _open(fake, asked, count)
        _wait_for_first(streams)
        each = (fake.memory() - before) / count
        lost = _read_all(streams)
    yield Row("open-lost", f"of {count:,} open slow streams, lost", lost, 0, "streams")
    yield Row("open-memory", f"memory of {count:,} open slow streams, each", each / 1000, 25, "kB")


def _open(fake: servers.Server, request: bytes, count: int) -> list[socket.socket]:
    streams = [client.connect(fake.port) for _ in range(count)]
    for stream in streams:
        stream.sendall(request)
    return streams


def _wait_for_first(streams: list[socket.socket]) -> None:
    """Return when every stream has begun; nothing is read."""
    for stream in streams:
        stream.recv(1, socket.MSG_PEEK)


def _read_all(streams: list[socket.socket]) -> int:
    """Read every stream to its end and return how many did not have one."""
    poll = select.epoll()
    read = {stream.fileno(): b"" for stream in streams}
    by_number = {stream.fileno(): stream for stream in streams}
    for number in read:
        poll.register(number, select.EPOLLIN)
    whole = 0
    deadline = time.monotonic() + 120
    while by_number and time.monotonic() < deadline:
        for number, _ in poll.poll(1):
            piece = by_number[number].recv(1 << 16)
            read[number] += piece
            if not piece or client.is_whole(read[number]):
                whole += _DONE in client.body_of(read[number]) if piece else 0
                by_number.pop(number).close()
    poll.close()
    for stream in by_number.values():
        stream.close()
    return len(streams) - whole
