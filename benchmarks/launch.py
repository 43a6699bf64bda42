"""From the start of the process to its first answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from benchmarks import client, servers
from benchmarks.compare import ratio
from benchmarks.prompts import moved, whole
from benchmarks.rows import Effort, Row

_WHAT = "launch to first answer / bare Starlette+uvicorn"


def measure(effort: Effort) -> Iterator[Row]:
    asked = whole(1)[0]
    bare = moved(asked, "/whole")
    cost = ratio(
        effort.rounds, lambda: _launch(servers.fake, asked), lambda: _launch(servers.floor, bare)
    )
    note = f"{cost.ours * 1000:.0f} against {cost.theirs * 1000:.0f} ms"
    yield Row("launch", _WHAT, cost.value, 1.75, note=note)


def _launch(server: Callable[[], AbstractContextManager[servers.Server]], request: bytes) -> float:
    began = time.perf_counter()
    with server() as started:
        client.once(started.port, request)
        return time.perf_counter() - began
