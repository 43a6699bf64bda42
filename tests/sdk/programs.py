"""Programs that were written for the real API, and the two variables that send them to a fake."""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

HERE = Path(__file__).parent
JS = HERE / "js"
ORGAN = HERE / "seed" / "organ.jpg"

# Seconds after which a program that does not end is a failure.
PATIENCE = 60

# Forks a process for each Python program from one that has loaded the SDK, which takes longer than
# most programs run.
_LOADED = get_context("forkserver")
_LOADED.set_forkserver_preload(["tests.sdk.loaded"])


@dataclass(frozen=True, slots=True)
class Fake:
    """Where a fake answers."""

    url: str

    def variables(self, key: str) -> dict[str, str]:
        """Return the two variables that send a program here."""
        return {"GOOGLE_GEMINI_BASE_URL": self.url, "GEMINI_API_KEY": key}

    def env(self, key: str) -> dict[str, str]:
        """Return the environment of a program that has this fake for the real API."""
        return dict(os.environ) | self.variables(key)

    def client(self, key: str) -> httpx.Client:
        """Return plain HTTP to this fake."""
        headers = {"x-goog-api-key": key}
        return httpx.Client(base_url=self.url, headers=headers, timeout=PATIENCE, trust_env=False)


def run(
    *command: str | Path, env: dict[str, str], cwd: Path = HERE
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, whatever that is."""
    return subprocess.run(
        command, env=env, cwd=cwd, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def run_python(
    file: Path, *, env: dict[str, str], cwd: Path = HERE
) -> subprocess.CompletedProcess[str]:
    """Run a Python program to its end, in a process of its own."""
    with TemporaryDirectory() as folder:
        said = [Path(folder) / name for name in ("out", "err")]
        process = _LOADED.Process(target=_as_main, args=(file, env, cwd, *said))
        process.start()
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(str(file), PATIENCE)
        texts = [path.read_text() for path in said]
        return subprocess.CompletedProcess(str(file), process.exitcode, *texts)


def _as_main(file: Path, env: dict[str, str], cwd: Path, out: Path, err: Path) -> None:
    """Be the Python program; what it raises ends it as everywhere."""
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = [str(file)]
    try:
        runpy.run_path(str(file), run_name="__main__")
    finally:
        sys.stdout.flush()


def node(script: str, *arguments: str, env: dict[str, str]) -> Any:
    """Run one of our scripts under Node and return the JSON that it prints."""
    done = run("node", JS / script, *arguments, env=env)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def killed_after(lines: int, *command: str | Path, env: dict[str, str]) -> list[str]:
    """Run a program until it has printed so many lines, kill it in what it does then."""
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        timer = threading.Timer(PATIENCE, process.kill)
        timer.start()
        assert process.stdout is not None
        printed = [process.stdout.readline() for _ in range(lines)]
        timer.cancel()
        process.kill()
    assert all(printed), "the program said too little"
    assert process.returncode == -signal.SIGKILL, "the program was over before"
    return printed
