"""A turn at the end of a chain of 5,000, against a turn at its beginning."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks import client, servers
from benchmarks.compare import cpu, micro, ratio
from benchmarks.prompts import create, talk
from benchmarks.rows import Effort, Row

_WHAT = "turn at depth 5,000 / turn at depth 1, CPU"


def measure(effort: Effort) -> Iterator[Row]:
    depth, count = effort.of(5000), effort.of(1000)
    with servers.fake() as fake, client.connect(fake.port) as connection:
        parent: str | None = None
        for number in range(1, depth):
            answer = client.ask(connection, _turn(number, parent))
            parent = str(json.loads(client.body_of(answer))["id"])
        numbers = iter(range(depth, depth + 3 * count * (effort.rounds + 2)))

        def deep() -> float:
            return cpu(fake, [_turn(next(numbers), parent) for _ in range(count)], count)

        def first() -> float:
            return cpu(fake, [_turn(next(numbers), None) for _ in range(count)], count)

        cost = ratio(effort.rounds, deep, first)
    note = f"{micro(cost)}, each turn new"
    yield Row("depth", _WHAT, cost.value, 1.2, note=note)


def _turn(number: int, parent: str | None) -> bytes:
    if parent is None:
        return create(talk(number))
    return create(talk(number), previous_interaction_id=parent)
