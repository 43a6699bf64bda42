"""Creates with a JSON answer, against the floor and against aimock."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from benchmarks import aimock, client, servers
from benchmarks.compare import cpu, micro, per_second, ratio, teach
from benchmarks.prompts import moved, whole
from benchmarks.rows import Effort, Row

_WHAT = "unary create, CPU per request / bare Starlette+uvicorn, same bytes"
_AIMOCK = "unary create, requests/s / aimock"


def measure(effort: Effort) -> Iterator[Row]:
    count = effort.of(1000)
    with servers.fake() as fake, servers.floor() as floor:
        asked = iter(whole(count * (effort.rounds + 1)))
        first = whole(1)[0]
        teach(floor, client.once(fake.port, first))
        bare = [moved(first, "/whole")]
        cost = ratio(
            effort.rounds,
            lambda: cpu(fake, list(islice(asked, count)), count),
            lambda: cpu(floor, bare, count),
        )
    yield Row("unary", _WHAT, cost.value, 1.5, note=f"{micro(cost)}, each question new")


def measure_aimock(effort: Effort) -> Iterator[Row]:
    count = effort.of(1000)
    asked = whole(count)
    with servers.fake() as fake:
        text = aimock.text_of(client.body_of(client.once(fake.port, asked[0])))
        with aimock.running(text) as rival:
            if isinstance(rival, str):
                yield Row("unary-aimock", _AIMOCK, None, 1.5, at_least=True, note=rival)
                return
            aimock.check(client.body_of(client.once(rival.port, asked[0])), text)
            speed = ratio(
                effort.rounds,
                lambda: per_second(fake, asked, count),
                lambda: per_second(rival, asked, count),
            )
    note = f"{speed.ours:.0f} against {speed.theirs:.0f} a second"
    yield Row("unary-aimock", _AIMOCK, speed.value, 1.5, at_least=True, note=note)
