"""What an interaction costs while it is stored."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import client, servers
from benchmarks.compare import CALLERS
from benchmarks.prompts import create, talk
from benchmarks.rows import Effort, Row


def measure(effort: Effort) -> Iterator[Row]:
    count = effort.of(50_000)
    with servers.fake() as fake:
        warm = [create(talk(number)) for number in range(1000)]
        size = len(client.body_of(client.once(fake.port, warm[0])))
        client.load(fake.port, warm, len(warm), connections=CALLERS)
        before = fake.memory()
        stored = [create(talk(number)) for number in range(1000, 1000 + count)]
        client.load(fake.port, stored, count, connections=CALLERS)
        each = (fake.memory() - before) / count
    what = f"memory after {count:,} stored interactions of {size:,} bytes, each"
    yield Row("memory", what, each / 1000, 2, "kB", note="resident, replies as sent")
