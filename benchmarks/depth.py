"""A turn with 5,000 turns before it, against a turn with one."""

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
    with servers.fake() as fake:
        chain = _chain(fake, depth)
        numbers = iter(range(depth, depth + 2 * count * (effort.rounds + 1)))

        def after(parent: str) -> float:
            turns = [_after(parent, next(numbers)) for _ in range(count)]
            return cpu(fake, turns, count)

        cost = ratio(effort.rounds, lambda: after(chain[-1]), lambda: after(chain[0]))
    yield Row("depth", _WHAT, cost.value, 1.2, note=f"{micro(cost)}, each turn new")


def _chain(fake: servers.Server, depth: int) -> list[str]:
    """Make so many turns, each after the one before it, and return their ids."""
    turn = create(talk(0))
    names: list[str] = []
    with client.connect(fake.port) as connection:
        for number in range(1, depth + 1):
            answer = client.body_of(client.ask(connection, turn))
            names.append(str(json.loads(answer)["id"]))
            turn = _after(names[-1], number)
    return names


def _after(parent: str, number: int) -> bytes:
    return create(talk(number), previous_interaction_id=parent)
