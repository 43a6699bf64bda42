"""`gemini-contracts` as a program of its own, in an environment without keys."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from contracts.clauses import all_clauses
from tests.process import environment

PATIENCE = 120
# What a fake as it is shows nothing of: none of its answers has to be continued.
NOT_SHOWN = [clause.id for clause in all_clauses()
             if clause.id.startswith("interactions.continuation.")]  # fmt: skip
ALL_HELD = f"{len(all_clauses()) - len(NOT_SHOWN)} passed, {len(NOT_SHOWN)} skipped in "
FEW = ("run", "--select", "interactions.create.")
SELECTED = sum(clause.id.startswith("interactions.create.") for clause in all_clauses())
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


def hostile_project(folder: Path) -> Path:
    """Make a folder a project that has everything that could get in the way."""
    checks = folder / "contracts" / "checks"
    checks.mkdir(parents=True)
    for package in (checks.parent, checks):
        (package / "__init__.py").write_text("raise RuntimeError('the wrong package')\n")
    (folder / "conftest.py").write_text("raise RuntimeError('the wrong conftest')\n")
    (folder / "test_wrong.py").write_text("def test_wrong():\n    assert False\n")
    (folder / "pytest.ini").write_text(
        "[pytest]\naddopts = --strict-config --no-such-option\npython_files = nothing\n"
        "filterwarnings = error\nno_such_ini = 1\n"
    )
    return folder
