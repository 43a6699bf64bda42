"""The wheel works in a fresh environment outside the clone: without extras, then with one.

The tests stand in the order in which things are installed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.contracts.programs import FEW, SELECTED, contracts, hostile_project

ROOT = Path(__file__).parents[2]
PATIENCE = 300

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody's project, outside the clone, with everything that could get in the way."""
    return hostile_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def installed(wheel: Path, project: Path) -> Path:
    """The programs of an environment inside the project that has nothing but the wheel."""
    _run(sys.executable, "-m", "venv", str(project / ".venv"))
    programs = project / ".venv" / "bin"
    _run(str(programs / "python"), "-m", "pip", "install", "-q", str(wheel), cwd=project)
    return programs


@pytest.fixture(scope="module")
def with_contracts(installed: Path, wheel: Path, project: Path) -> Path:
    """The same programs, with the extra that the suite needs."""
    extra = f"fake-gemini[contracts] @ {wheel.as_uri()}"
    _run(str(installed / "python"), "-m", "pip", "install", "-q", extra, cwd=project)
    return installed


def _run(*arguments: str, cwd: Path = ROOT) -> None:
    done = subprocess.run(
        arguments, cwd=cwd, env=_env(), capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _env() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def test_wheel_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"fake_gemini", "contracts", "fake_gemini-0.1.0.dist-info"}
    endings = {Path(name).suffix for name in names if ".dist-info" not in name}
    assert endings == {".py", ".typed", ".json", ".md", ".ini", ".yaml", ".toml"}


@pytest.mark.parametrize(
    "name",
    [
        "fake_gemini/py.typed",
        "fake_gemini/catalog.json",
        "fake_gemini/coverage.md",
        "fake_gemini/testing/transports.py",
        "contracts/py.typed",
        "contracts/pytest.ini",
        "contracts/conftest.py",
        "contracts/report/report.schema.json",
        "contracts/schema/gemini.openapi.yaml",
    ],
)
def test_wheel_holds_the_file(wheel: Path, name: str) -> None:
    assert name in zipfile.ZipFile(wheel).namelist()


def test_installed_command_serves_one_create(installed: Path) -> None:
    serve = [str(installed / "fake-gemini"), "serve", "--port", "0", "--json"]
    process = subprocess.Popen(
        serve, cwd=installed, env=_env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        try:
            assert process.stdout is not None
            url = json.loads(process.stdout.readline())["url"]
            answer = httpx.post(
                f"{url}/v1/interactions",
                json={"model": "gemini-3-flash-preview", "input": "Hello"},
                headers={"x-goog-api-key": "k"},
            )
            assert answer.json()["status"] == "completed"
        finally:
            process.kill()


def test_installed_suite_needs_its_extra(installed: Path, project: Path) -> None:
    done = contracts("run", cwd=project, program=installed / "gemini-contracts")

    assert done.returncode == 3
    assert done.stderr.endswith(": not installed; pip install '.[contracts]' in the checkout\n")


@pytest.mark.parametrize("more", [(), ("--", "-n", "2")], ids=["one", "two"])
def test_installed_suite_runs_inside_the_project(
    with_contracts: Path, project: Path, more: tuple[str, ...]
) -> None:
    done = contracts(*FEW, *more, cwd=project, program=with_contracts / "gemini-contracts")

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{SELECTED} passed" in done.stdout
    assert not (project / ".pytest_cache").exists()
