"""Streams of 50 events without pacing, against the floor and against aimock."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import aimock, client, servers
from benchmarks.compare import cpu, micro, per_second, ratio, teach
from benchmarks.prompts import CHUNK, EVENTS, moved, streamed, unary
from benchmarks.rows import Effort, Row

_WHAT = "stream of 50 events, CPU / Starlette StreamingResponse of the same events"
_AIMOCK = "streams of the same text, streams/s / aimock"


def measure(effort: Effort) -> Iterator[Row]:
    count = effort.of(300)
    asked = streamed()
    with servers.fake() as fake, servers.floor() as floor:
        answer = client.once(fake.port, asked)
        _check_events(answer)
        teach(floor, answer)
        bare = moved(asked, "/events")
        if client.body_of(client.once(floor.port, bare)) != client.body_of(answer):
            raise client.Failed("the floor streams other bytes")
        cost = ratio(
            effort.rounds, lambda: cpu(fake, [asked], count), lambda: cpu(floor, [bare], count)
        )
    yield Row("stream", _WHAT, cost.value, 0.5, note=micro(cost))


def measure_aimock(effort: Effort) -> Iterator[Row]:
    count = effort.of(300)
    asked = streamed()
    with servers.fake() as fake:
        text = aimock.text_of(client.body_of(client.once(fake.port, unary())))
        with aimock.running(text, "--chunk-size", str(CHUNK)) as rival:
            if isinstance(rival, str):
                yield Row("stream-aimock", _AIMOCK, None, 2, at_least=True, note=rival)
                return
            speed = ratio(
                effort.rounds,
                lambda: per_second(fake, [asked], count),
                lambda: per_second(rival, [asked], count),
            )
    note = f"{speed.ours:.0f} against {speed.theirs:.0f} a second"
    yield Row("stream-aimock", _AIMOCK, speed.value, 2, at_least=True, note=note)


def _check_events(answer: bytes) -> None:
    # The last frame, `done`, is no event.
    count = client.body_of(answer).count(b"event: ") - 1
    if count != EVENTS:
        raise client.Failed(f"the stream has {count} events, not {EVENTS}")
