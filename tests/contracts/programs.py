"""`gemini-contracts` as a program of its own, in an environment without keys."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.process import environment

PATIENCE = 120
PROGRAM = Path(sys.executable).parent / "gemini-contracts"


def contracts(
    *arguments: str | Path,
    cwd: Path,
    program: Path = PROGRAM,
    variables: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run to the end and return what was said."""
    return subprocess.run(
        [str(program), *map(str, arguments)],
        cwd=cwd,
        env=environment(XDG_STATE_HOME=str(cwd / ".state"), **(variables or {})),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
