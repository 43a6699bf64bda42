"""`fake-gemini serve` as a process of its own, ready when it says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# Seconds after which a process that does not do what it should is a failure.
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Served:
    """A running server; `first` is the first line that it printed."""

    process: subprocess.Popen[str]
    first: str

    @property
    def url(self) -> str:
        return str(json.loads(self.first)["url"])

    def stop(self, signal: int) -> tuple[int, str]:
        """Send a signal and return the exit code and what was printed to stderr."""
        self.process.send_signal(signal)
        _, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, err


def environment(**variables: str) -> dict[str, str]:
    """This process's environment, without the fake's own variables but those given."""
    kept = {name: value for name, value in os.environ.items() if "GEMINI" not in name}
    return kept | variables


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "fake_gemini", *arguments]


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end."""
    return subprocess.run(
        command(*arguments),
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@contextmanager
def served(*options: str, json_line: bool = True, **variables: str) -> Iterator[Served]:
    """Serve on a free port while the block runs."""
    ready = ("--json",) if json_line else ()
    process = subprocess.Popen(
        command("serve", "--port", "0", *ready, *options),
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            yield Served(process, process.stdout.readline())
        finally:
            process.kill()
