"""The Makefile: each target can be made, is phony and says what it does."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TARGETS = ("serve", "test", "contracts", "check", "bench", "soak", "lies", "clean", "help")


def _make(*arguments: str) -> str:
    # As in a shell of its own, also when the tests themselves were started by make.
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ("make", *arguments), cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("target", TARGETS)
def test_target_can_be_made(target: str) -> None:
    assert _make("-n", target).strip()


@pytest.mark.parametrize("target", TARGETS)
def test_target_is_phony(target: str) -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.M)
    assert phony and target in phony[1].split()


def test_help_says_what_each_target_does() -> None:
    lines = dict(line.split(None, 2)[1:] for line in _make("help").splitlines())
    assert lines.keys() == set(TARGETS) and all(lines.values())


def test_help_is_the_default() -> None:
    assert _make() == _make("help")
