"""`python -m contracts.machines`: random programmes on an honest fake."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.process import environment


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "contracts.machines", *arguments],
        cwd=cwd, env=environment(), capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_soak_says_what_held_and_where_it_began(tmp_path: Path) -> None:
    done = run("--examples", "3", "--seed", "5", cwd=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[0] == "conversations: 3 held, --seed 5"
    assert len(done.stdout.splitlines()) == 7
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [("--examples", "0"), ("--seed", "x")], ids=" ".join)
def test_wrong_usage_is_refused(arguments: tuple[str, str], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert arguments[0] in done.stderr
