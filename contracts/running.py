"""Runs the checks with pytest, under the package's own configuration and nobody else's."""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from .driver import Driver, Screen
from .options import Options
from .results import Report
from .stopping import WrongUsage
from .suite import Suite
from .waiting import MachineTime, Time

PACKAGE = Path(__file__).parent
# What somebody may have set for tests of their own; and no plugin joins in uninvited.
_FOREIGN = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")
_ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
# Arguments that only pytest-xdist understands.
_PARALLEL = ("-n", "--numprocesses", "--dist", "--maxprocesses")
# Arguments with which pytest speaks for itself.
_LOUD = re.compile(
    r"-v+|--verbose|-h|--help|--co|--collect-only|--fixtures|--markers|--trace|--pdb"
)


def run_checks(
    options: Options, arguments: Sequence[str], screen: Screen, time: Time | None = None
) -> Report:
    """Run what the options choose and return what came of it.

    `arguments` go to pytest; `time` replaces that of the target. Raises `WrongUsage`.
    """
    suite = Suite(options, time)
    driver = Driver(suite, screen)
    clock = MachineTime()
    started, began = clock.calendar(), clock.now()
    try:
        loud = any(map(_LOUD.fullmatch, arguments))
        code, said = _pytest([*_own(arguments), *options.as_arguments()], driver, loud=loud)
    finally:
        suite.close()
    if isinstance(driver.error, WrongUsage):
        raise driver.error
    if code == pytest.ExitCode.USAGE_ERROR:
        raise WrongUsage(said.strip())
    target = suite.target
    return Report(
        target=options.target,
        url=target.url if target else "",
        model=suite.model,
        profile=options.profile,
        started=started.isoformat(),
        seconds=round(clock.now() - began, 1),
        plan=suite.opened_plan,
        results=sorted(driver.results, key=lambda result: result.clause),
        cost=sum((result.cost for result in driver.results), suite.preflight_cost),
        stopped=_stopped(driver, code, said),
        left=suite.left,
    )


def _own(arguments: Sequence[str]) -> list[str]:
    plugins = ["-p", "xdist"] if any(each.startswith(_PARALLEL) for each in arguments) else []
    ours = ["-c", str(PACKAGE / "pytest.ini"), "--rootdir", str(PACKAGE)]
    return [*ours, "--confcutdir", str(PACKAGE), *plugins, *arguments, str(PACKAGE / "checks")]


def _pytest(arguments: list[str], driver: Driver, *, loud: bool) -> tuple[int, str]:
    """Return the exit code of pytest and what was kept back of what it printed."""
    said = io.StringIO()
    with _environment(), contextlib.ExitStack() as stack:
        if not loud:
            stack.enter_context(contextlib.redirect_stdout(said))
            stack.enter_context(contextlib.redirect_stderr(said))
        code = pytest.main(arguments, plugins=[driver])
    return int(code), said.getvalue()


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    before = dict(os.environ)
    for name in _FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(_ALONE)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _stopped(driver: Driver, code: int, said: str) -> str:
    if driver.error is not None:
        return str(driver.error)
    if driver.interrupted:
        return "interrupted"
    if driver.trouble:
        return "the checks could not be collected:\n" + "\n".join(driver.trouble)
    if code == pytest.ExitCode.INTERNAL_ERROR:
        return f"pytest broke:\n{said}"
    return ""
