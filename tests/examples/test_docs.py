"""Every example of the README and the guides runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_gemini.testing import Running, running
from tests.examples.blocks import ROOT, Block, blocks, in_language
from tests.process import environment
from tests.sdk.programs import JS, run_python

pytestmark = pytest.mark.sdk

# Seconds: some examples put the whole suite to a fake.
PATIENCE = 120


@pytest.fixture(scope="module")
def fake() -> Iterator[Running]:
    with running() as fake:
        yield fake


def _run(*command: str, fake: Running, cwd: Path, text: str = "") -> str:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment(**fake.env()) | {"PATH": programs},
        input=text,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _run_python(text: str, fake: Running, cwd: Path) -> str:
    program = cwd / "program.py"
    program.write_text(text)
    done = run_python(program, env=environment(**fake.env()), cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("block", in_language("python"), ids=str)
def test_python_program_runs(block: Block, fake: Running, tmp_path: Path) -> None:
    _run_python(block.text, fake, tmp_path)


@pytest.mark.parametrize("block", in_language("python", tests=True), ids=str)
def test_python_test_passes(block: Block, fake: Running, tmp_path: Path) -> None:
    (tmp_path / "test_example.py").write_text(block.text)
    said = _run_python("import pytest, sys\n\nsys.exit(pytest.main(['-q']))\n", fake, tmp_path)
    assert "1 passed" in said


@pytest.mark.once
@pytest.mark.parametrize("block", in_language("sh"), ids=str)
def test_shell_commands_run(block: Block, fake: Running) -> None:
    said = _run("bash", "-euo", "pipefail", "-c", block.text, fake=fake, cwd=ROOT)
    assert "curl" not in block.text or '"error"' not in said


@pytest.mark.parametrize("block", in_language("sh", make=True), ids=str)
def test_make_command_is_a_target(block: Block, fake: Running) -> None:
    assert _run("make", "-n", *block.text.split()[1:], fake=fake, cwd=ROOT)


@pytest.mark.node
@pytest.mark.parametrize("block", in_language("js"), ids=str)
def test_javascript_program_runs(block: Block, fake: Running) -> None:
    said = _run("node", "--input-type=module", "-", fake=fake, cwd=JS, text=block.text)
    assert said == ", ".join(map(str, range(1, 21)))


def test_no_example_is_left_out() -> None:
    languages = {block.language for block in blocks()}
    assert languages == {"python", "sh", "js", "text"}


@pytest.mark.parametrize(
    "page",
    sorted({block.page for block in blocks()} | set(ROOT.glob("docs/*.md"))),
    ids=lambda page: page.name,
)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [part.partition(")")[0] for part in page.read_text().split("](")[1:]]
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not [target for target in missing if "://" not in target]
