"""Nights of the example: its scripts run here, on a fake that stands for the real API.

Only what a script says of the real API is replaced, by an address; `gh` writes down what it is
asked to do.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fake_gemini import create_app
from tests.contracts.nightly.workflow import step, workflow
from tests.lies.telling import Answered, Liar, Lie
from tests.process import environment

KEY = "key-of-the-night"
PATIENCE = 120
# A few clauses are enough here.
SOME = "--select interactions.create. --max-requests"
GH = """#!/usr/bin/env bash
echo "$*" >> "$GH_LOG"
for name in "$@"; do
  if [ "$name" = list ] && [ -e "$GH_OPEN" ]; then echo 7; fi
  if [ "$name" = body.md ]; then cp body.md "$GH_BODY"; fi
done
"""


class Moving:
    """An ASGI app: a fake that answers otherwise once somebody says so."""

    def __init__(self) -> None:
        honest = create_app()
        self.state = honest.state
        self.lie: Answered = lambda reply: None
        self._app = Liar(honest, Lie("moves", "", lambda: (lambda request: None, self._answered)))

    def _answered(self, reply: Any) -> None:
        self.lie(reply)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._app(scope, receive, send)


@dataclass
class Night:
    """One run of the workflow in the folder of a repository; `outputs` by job and step."""

    url: str
    folder: Path
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    @property
    def asked_gh(self) -> list[str]:
        log = self.folder / ".gh.log"
        return log.read_text().splitlines() if log.exists() else []

    @property
    def body(self) -> str:
        return (self.folder / ".gh.body").read_text()

    def run(self, job: str, name: str) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub does; it fails unless its code is 0."""
        return self._bash(self._local(step(job, name).script))

    def watch(self) -> None:
        """Run what the job with the key does."""
        for name in ("Run the checks", "Record", "Compare with the baseline"):
            done = self.run("contract", name)
            assert done.returncode == 0, done.stdout + done.stderr

    def _local(self, script: str) -> str:
        """The script about an address instead of the real API, and about a few clauses."""
        address = f"{self.url} --api-key {KEY}"
        script = script.replace("--target real", f"--target {address}")
        script = script.replace('"$BASELINE" real', f'"$BASELINE" {address}')
        if "gemini-contracts run" in script:
            script = script.replace("--max-requests", SOME)
        return script

    def _bash(self, script: str) -> subprocess.CompletedProcess[str]:
        output, summary = self.folder / ".output", self.folder / ".summary"
        for path in (output, summary):
            path.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder, env=self._environment(output, summary), text=True,
            capture_output=True, timeout=PATIENCE,
        )  # fmt: skip
        self.outputs |= dict(line.split("=", 1) for line in output.read_text().splitlines())
        self.summary += summary.read_text()
        return done

    def _environment(self, output: Path, summary: Path) -> dict[str, str]:
        programs = self.folder / ".programs"
        programs.mkdir(exist_ok=True)
        (programs / "gh").write_text(GH)
        (programs / "gh").chmod(0o755)
        path = os.pathsep.join(map(str, (programs, Path(sys.executable).parent)))
        return environment(
            **workflow()["env"],
            PATH=f"{path}{os.pathsep}{os.environ['PATH']}",
            XDG_STATE_HOME=str(self.folder / ".state"),
            GITHUB_OUTPUT=str(output),
            GITHUB_STEP_SUMMARY=str(summary),
            RUNNER_TEMP=str(self.folder / ".temp"),
            RUN="https://github.example/runs/1",
            GH_LOG=str(self.folder / ".gh.log"),
            GH_OPEN=str(self.folder / ".gh.open"),
            GH_BODY=str(self.folder / ".gh.body"),
        )
