"""The hostile hour, twice: `python -m benchmarks.soak [--quick]`.

Everything that should not be sent is sent to one server, then it is reset. No answer may be a 5xx,
and memory, descriptors and tasks have to be what they were. An hour takes a few minutes.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from benchmarks import abuse, client, hostile, rooms
from benchmarks.abuse import Statuses
from benchmarks.prompts import create, request, talk
from benchmarks.servers import Server, running

_RESULTS = Path(__file__).parent / "results" / "soak.json"
_MIB = 1024 * 1024
_MORE_MEMORY = 5 * _MIB
_SETTLE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """What a server holds after a reset."""

    memory: int
    descriptors: int
    tasks: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A server and the pipe on which it says how many tasks it has."""

    server: Server
    process: subprocess.Popen[str]

    def shape(self) -> Shape:
        """Return what it holds once connections that were closed are gone."""
        deadline = time.monotonic() + _SETTLE_SECONDS
        found = self._now()
        while time.monotonic() < deadline:
            time.sleep(0.5)
            before, found = found, self._now()
            if (before.descriptors, before.tasks) == (found.descriptors, found.tasks):
                break
        return found

    def _now(self) -> Shape:
        self.process.send_signal(signal.SIGUSR1)
        assert self.process.stdout is not None
        tasks = int(json.loads(self.process.stdout.readline())["tasks"])
        descriptors = len(list(Path(f"/proc/{self.server.pid}/fd").iterdir()))
        return Shape(self.server.memory(), descriptors, tasks)


@click.command()
@click.option("--quick", is_flag=True, help="A few dozen requests of each kind.")
@click.option("--output", default=_RESULTS, type=click.Path(path_type=Path), show_default=True)
def main(quick: bool, output: Path) -> None:
    """Run the hostile hour twice and compare what is left behind."""
    scale = 0.01 if quick else 1.0
    statuses: Statuses = Statuses()
    with watched() as fake:
        # Everything is used once before anything is compared.
        for asked in rooms.furnished():
            client.once(fake.server.port, asked)
        hour(fake.server, 0.01, Statuses())
        shapes = [_reset(fake)]
        for number in (1, 2):
            began = time.monotonic()
            hour(fake.server, scale, statuses)
            shapes.append(_reset(fake))
            click.echo(f"hour {number}: {time.monotonic() - began:.0f} s, {_said(shapes[-1])}")
        answer = client.once(fake.server.port, create(talk(0)))
    click.echo(f"before: {_said(shapes[0])}")
    click.echo(f"answers: {dict(sorted(statuses.items()))}")
    wrong = complaints(statuses, shapes) + ([] if b'"completed"' in answer else ["no answer"])
    for complaint in wrong:
        click.echo(f"MISSES {complaint}")
    output.parent.mkdir(parents=True, exist_ok=True)
    result = {
        "quick": quick,
        "answers": dict(statuses),
        "shapes": [asdict(shape) for shape in shapes],
        "complaints": wrong,
    }
    output.write_text(json.dumps(result, indent=2) + "\n")
    sys.exit(bool(wrong))


@contextmanager
def watched() -> Iterator[Watched]:
    """Run a fake that can be watched."""
    with running((sys.executable, "-m", "benchmarks.watched")) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        yield Watched(Server(urlsplit(ready["url"]).port or 80, ready["pid"]), process)


def hour(server: Server, scale: float, statuses: Statuses) -> None:
    """Send everything that is hostile, counting the answers by status."""

    def of(count: int) -> int:
        return max(10, int(count * scale))

    abuse.send_all(server, hostile.malformed(of(10_000)), statuses)
    abuse.send_all(server, hostile.misaddressed(of(2_000)), statuses)
    abuse.send_all(server, hostile.overloaded(of(200)), statuses)
    abuse.send_all(server, hostile.uploads(of(1_000)), statuses)
    abuse.half_closed(server, of(500), statuses)
    abuse.slow_uploads(server, of(200), statuses)
    abuse.aborted_streams(server, of(1_000))


def complaints(statuses: Statuses, shapes: list[Shape]) -> list[str]:
    """Say what is not as it should be."""
    wrong = [f"{count} answers {status}" for status, count in statuses.items() if status[0] == "5"]
    before = shapes[0]
    for number, after in enumerate(shapes[1:], 1):
        if after.memory - before.memory > _MORE_MEMORY:
            wrong.append(f"hour {number} leaves {(after.memory - before.memory) / _MIB:.1f} MiB")
        if after.descriptors != before.descriptors:
            wrong.append(f"hour {number} leaves {after.descriptors - before.descriptors} files")
        if after.tasks != before.tasks:
            wrong.append(f"hour {number} leaves {after.tasks - before.tasks} tasks")
    return wrong


def _reset(fake: Watched) -> Shape:
    client.once(fake.server.port, request("/_fake/reset", b"{}"))
    return fake.shape()


def _said(shape: Shape) -> str:
    return (
        f"{shape.memory / _MIB:.1f} MiB, {shape.descriptors} descriptors, {shape.tasks} tasks"
        " after reset"
    )


if __name__ == "__main__":
    main()
