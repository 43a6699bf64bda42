"""The servers that are compared, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_FAKE = ("-m", "fake_gemini", "serve", "--port", "0", "--json", "--log-level", "error")
_STOP_SECONDS = 30
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers on a port of loopback."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Return the processor seconds used so far, user and system, of all its threads."""
        # clock_getcpuclockid(3), which Python has for threads only; /proc counts in 10 ms.
        return time.clock_gettime((~self.pid << 3) | 2)

    def memory(self) -> int:
        """Return the resident bytes."""
        return self._status("VmRSS")

    def peak(self) -> int:
        """Return the most bytes that were ever resident."""
        return self._status("VmHWM")

    def _status(self, name: str) -> int:
        for line in _proc(self.pid, "status").splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1]) * 1024
        raise LookupError(name)


@contextmanager
def fake(*options: str) -> Iterator[Server]:
    """The fake, with more options of `fake-gemini serve`."""
    with _python(*_FAKE, *options) as server:
        yield server


@contextmanager
def floor() -> Iterator[Server]:
    """Bare Starlette on uvicorn."""
    with _python("-m", "benchmarks.floor") as server:
        yield server


@contextmanager
def running(command: tuple[str, ...]) -> Iterator[subprocess.Popen[str]]:
    """Run a command from the root of the checkout until the block ends."""
    root = Path(__file__).parent.parent
    # Where bytecode is not kept, each launch would compile the checkout's modules, but not those
    # that were installed.
    kept = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    process = subprocess.Popen(command, cwd=root, env=kept, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


@contextmanager
def _python(*arguments: str) -> Iterator[Server]:
    with running((sys.executable, *arguments)) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(arguments)} did not start")
        yield Server(urlsplit(json.loads(line)["url"]).port or 80, process.pid)


def _proc(pid: int, name: str) -> str:
    return Path("/proc", str(pid), name).read_text()
