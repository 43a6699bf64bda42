"""aimock, installed by npm into a folder of its own, where Node is there."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.client import Failed
from benchmarks.prompts import ALWAYS
from benchmarks.servers import Server
from benchmarks.servers import running as process

_HERE = Path(__file__).parent / "aimock"
_START_SECONDS = 30


@contextmanager
def running(text: str, *options: str) -> Iterator[Server | str]:
    """Run aimock, which answers every prompt with `text`; give the reason where it cannot be."""
    reason = _install()
    if reason:
        yield reason
        return
    with TemporaryDirectory() as folder:
        fixtures = Path(folder, "fixtures.json")
        rule = {"match": {"userMessage": ALWAYS}, "response": {"content": text}}
        fixtures.write_text(json.dumps({"fixtures": [rule]}))
        port = _free_port()
        command = ("node", str(_HERE / "node_modules/.bin/llmock"), "--port", str(port))
        more = ("--fixtures", str(fixtures), "--log-level", "silent", *options)
        with process((*command, *more)) as started:
            _wait_for(port)
            yield Server(port, started.pid)


def text_of(body: bytes) -> str:
    """Return the text of a unary answer of the fake."""
    steps = json.loads(body)["steps"]
    return str(steps[-1]["content"][0]["text"])


def check(body: bytes, text: str) -> None:
    """Raise unless aimock answered with the text."""
    if text_of(body) != text:
        raise Failed(f"aimock answered {body[:300]!r}")


def _install() -> str:
    """Install what package-lock.json names; return why that is not possible, or ""."""
    if not shutil.which("npm") or not shutil.which("node"):
        return "npm is not there"
    if (_HERE / "node_modules" / ".bin" / "llmock").exists():
        return ""
    command = ("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
    done = subprocess.run(command, cwd=_HERE, capture_output=True, text=True)
    return "" if done.returncode == 0 else f"npm ci failed: {done.stderr.strip()[:200]}"


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise Failed("aimock did not start")
