"""The program as its users call it: from anywhere, under nobody's options but its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.clauses import all_clauses
from fake_gemini import Settings, create_app
from fake_gemini.testing import running
from tests.contracts.programs import (
    ALL_HELD,
    FEW,
    NOT_SHOWN,
    PATIENCE,
    SELECTED,
    contracts,
    hostile_project,
)
from tests.process import environment

ROOT = Path(__file__).parents[2]
KEY = {"GEMINI_API_KEY": "never-sent"}
ALL = len(all_clauses())


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    return hostile_project(tmp_path)


def test_fake_holds_all_of_it_within_a_minute(tmp_path: Path) -> None:
    done = contracts("run", "--report-dir", "reports", cwd=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "reports" / "report.json").read_text())
    skipped = [each["clause"] for each in report["results"] if each["outcome"] == "skipped"]
    assert sorted(skipped) == sorted(NOT_SHOWN)
    assert report["counts"]["passed"] == ALL - len(NOT_SHOWN)
    assert report["additive"] == []
    assert report["seconds"] < 60
    assert done.stdout.splitlines()[-1].startswith(ALL_HELD)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reports"]


def test_fake_that_ends_hops_shows_continuation(tmp_path: Path) -> None:
    with running(create_app(Settings(decode_limit=10))) as fake:
        continued = ("--select", "interactions.continuation.", "--target", fake.url)
        done = contracts("run", *continued, "--api-key", "any", cwd=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(NOT_SHOWN)} passed in " in done.stdout


def test_several_processes_share_the_work(tmp_path: Path) -> None:
    done = contracts("run", "--select", "files.", "--", "-n", "2", cwd=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    files = sum(clause.id.startswith("files.") for clause in all_clauses())
    assert done.stdout.splitlines()[-1].startswith(f"{files} passed in ")


@pytest.mark.parametrize("more", [(), ("--", "-n", "2")], ids=["one", "two"])
def test_hostile_project_does_not_matter(hostile: Path, more: tuple[str, ...]) -> None:
    variables = {"PYTEST_ADDOPTS": "--no-such-option", "PYTEST_PLUGINS": "no_such_plugin"}
    done = contracts(*FEW, *more, cwd=hostile, variables=variables)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{SELECTED} passed" in done.stdout


def test_without_the_extra_one_line_says_so(tmp_path: Path) -> None:
    """As if httpx and pytest were not installed."""
    done = _run_after(
        "import importlib.util as u\n"
        "find = u.find_spec\n"
        "hidden = ('httpx', 'pytest', 'yaml')\n"
        "u.find_spec = lambda name, *more: None if name in hidden else find(name)\n",
        tmp_path,
    )

    assert done.returncode == 3
    said = "httpx, pytest, yaml: not installed; pip install '.[contracts]' in the checkout"
    assert done.stderr == f"gemini-contracts: {said}\n"


def test_ctrl_c_while_it_is_loading_is_one_line(tmp_path: Path) -> None:
    """As if it came while the suite's own modules were imported."""
    done = _run_after(
        "import contracts.cli\n"
        "def stopped(name): raise KeyboardInterrupt\n"
        "contracts.cli.find_spec = stopped\n",
        tmp_path,
    )

    assert (done.returncode, done.stderr) == (3, "gemini-contracts: interrupted\n")


def _run_after(changes: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the suite in a process that was changed first."""
    return subprocess.run(
        [sys.executable, "-c", f"{changes}from contracts.cli import main\nmain()\n", "run"],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip


def test_python_without_assertions_is_refused(tmp_path: Path) -> None:
    done = contracts("run", cwd=tmp_path, variables={"PYTHONOPTIMIZE": "1"})

    assert done.returncode == 3
    assert "python -O" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--target", "fakes"), "no such target: 'fakes'"),
        (("run", "--select", "nothing"), "no clause begins with 'nothing'"),
        (("run", "--max-cost", "1"), "--max-cost needs --price-in and --price-out"),
        (("run", "--profile", "fast"), "Invalid value for '--profile'"),
        (("run", "--max-requests", "many"), "Invalid value for '--max-requests'"),
        (("run", "--no-such-option"), "No such option"),
        (("run", "--", "--no-such-option"), "unrecognized arguments: --no-such-option"),
        (("walk",), "No such command"),
        (("clean",), "nothing outlives --target fake"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = contracts(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not done.stdout


def test_real_target_without_a_key_could_not_run(tmp_path: Path) -> None:
    done = contracts("run", "--target", "real", cwd=tmp_path)

    assert done.returncode == 3
    assert done.stdout.startswith("could not run: key: GEMINI_API_KEY is not set; nothing ran")


@pytest.mark.parametrize("more", [(), ("-n", "2")], ids=["one", "two"])
def test_real_target_is_asked_by_one_process(more: tuple[str, ...], tmp_path: Path) -> None:
    """Nothing is sent: with two processes it is refused, with one the budget of 0 stops it."""
    options = ("--target", "real", "--max-requests", "0")
    done = contracts("run", *options, "--", *more, cwd=tmp_path, variables=KEY)

    assert done.returncode == (2 if more else 3)
    assert "never-sent" not in done.stdout + done.stderr
    said = "asked by one process, without -n" if more else "could not run: budget: "
    assert said in done.stdout + done.stderr


def test_plan_sends_nothing_and_needs_no_key(tmp_path: Path) -> None:
    prices = ("--price-in", "0.1", "--price-out", "0.4")
    done = contracts("plan", "--target", "real", *prices, cwd=tmp_path)

    assert done.returncode == 0
    assert "at most " in done.stdout and "which cost " in done.stdout
    assert "left out, needs --other-api-key: keys.file-of-another" in done.stdout


def test_list_shows_every_clause(tmp_path: Path) -> None:
    done = contracts("list", cwd=tmp_path)

    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        clause.id for clause in all_clauses()
    ]


def test_pytest_arguments_are_followed(tmp_path: Path) -> None:
    done = contracts(*FEW, "--", "-k", "times or model", "-v", cwd=tmp_path)

    assert done.returncode == 0
    assert "test_times PASSED" in done.stdout
    assert "2 passed, 9 not asked in" in done.stdout.splitlines()[-1]


def test_nothing_that_ran_is_no_success(tmp_path: Path) -> None:
    done = contracts(*FEW, "--", "-k", "nothing", cwd=tmp_path)

    assert done.returncode == 3
    assert "nothing ran" in done.stdout


def test_pytest_runs_the_checks_in_a_clone() -> None:
    options = ("--target=fake", "--select=interactions.create.", "-q", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "contracts", *options], cwd=ROOT, env=environment(),
        capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{SELECTED} passed" in done.stdout


def test_list_of_nothing_is_wrong_usage(tmp_path: Path) -> None:
    done = contracts("list", "--select", "nothing.", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "gemini-contracts: no clause begins with 'nothing.'\n"


def test_module_is_the_program(tmp_path: Path) -> None:
    module = [sys.executable, "-m", "contracts", "list", "--select", "files."]
    env = environment(PYTHONPATH=str(ROOT))
    done = subprocess.run(module, cwd=tmp_path, env=env, capture_output=True, timeout=PATIENCE)

    said = contracts("list", "--select", "files.", cwd=tmp_path).stdout
    assert (done.returncode, done.stdout.decode()) == (0, said)
