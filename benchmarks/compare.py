"""Two servers under the same load in turn, because the machine is never as fast twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks import client
from benchmarks.prompts import request
from benchmarks.servers import Server

# Callers at once: enough to keep one server busy, so that its sleep is not measured.
CALLERS = 16


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of the ratios of the rounds, and the medians of both sides."""

    value: float
    ours: float
    theirs: float


def ratio(rounds: int, ours: Callable[[], float], theirs: Callable[[], float]) -> Ratio:
    """Measure both in turn, after one round that does not count."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return Ratio(
        median(our / their for our, their in pairs),
        median(our for our, _ in pairs),
        median(their for _, their in pairs),
    )


def cpu(server: Server, requests: Sequence[bytes], count: int) -> float:
    """Return the processor seconds of the server for each of `count` requests."""
    before = server.cpu()
    client.load(server.port, requests, count, connections=CALLERS)
    return (server.cpu() - before) / count


def per_second(server: Server, requests: Sequence[bytes], count: int) -> float:
    """Return how many requests are answered in a second."""
    return count / client.load(server.port, requests, count, connections=CALLERS).seconds


def teach(floor: Server, answer: bytes) -> None:
    """Make the floor answer with the same bytes."""
    head = answer.partition(b"\r\n\r\n")[0]
    lesson = head + b"\r\n\r\n" + client.body_of(answer)
    client.once(floor.port, request("/learn", lesson, method="PUT"))


def micro(ratio: Ratio) -> str:
    """Say both sides in microseconds."""
    return f"{ratio.ours * 1e6:.0f} against {ratio.theirs * 1e6:.0f} us"
