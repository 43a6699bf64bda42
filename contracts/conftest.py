"""The suite's pytest options and the fixture `api`; `gemini-contracts run` uses no others."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn

import pytest

from .api import Api
from .clauses import Clause, clauses_of
from .driver import Driver
from .options import Options, flag, kind
from .results import Outcome, Result
from .stopping import Blocked, Skipped, WrongUsage
from .suite import DRIVER, PROPERTY, Suite, Trial

SUITE = pytest.StashKey[Suite]()
_CLAUSE = pytest.StashKey[Clause]()
_TRIAL = pytest.StashKey[Trial]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract", "the contract suite")
    for each in fields(Options):
        group.addoption(
            flag(each.name), dest=f"contract_{each.name}", type=kind(each),
            default=each.default, help=each.metadata["help"],
        )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    driver = _driver(config)
    try:
        suite = config.stash[SUITE] = _told(config) if driver is None else driver.suite
        plan = suite.open()
    except (Blocked, WrongUsage) as error:
        _stop(config, error)
    if driver is not None:
        driver.planned(plan)


def pytest_sessionstart(session: pytest.Session) -> None:
    config, suite = session.config, session.config.stash[SUITE]
    if config.option.collectonly:
        return
    told: dict[str, Any] | None = getattr(config, "workerinput", None)
    try:
        if told is None:
            suite.begin(parallel=bool(getattr(config.option, "tx", None)))
        else:
            suite.join(told["contract_model"], Path(told["contract_budget"]))
    except (Blocked, WrongUsage) as error:
        _stop(config, error)


def _told(config: pytest.Config) -> Suite:
    told = {each.name: config.getoption(f"contract_{each.name}") for each in fields(Options)}
    return Suite(Options.of(told))


def _driver(config: pytest.Config) -> Driver | None:
    found = config.pluginmanager.get_plugin(DRIVER)
    return found if isinstance(found, Driver) else None


def _stop(config: pytest.Config, error: Blocked | WrongUsage) -> NoReturn:
    """End the run before its beginning."""
    if (driver := _driver(config)) is not None:
        driver.error = error
    elif isinstance(error, WrongUsage):
        raise pytest.UsageError(str(error))
    pytest.exit(f"could not run: {error}", returncode=3)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process of pytest-xdist what the preflight has found, and where to count."""
    suite = node.config.stash[SUITE]
    node.workerinput["contract_model"] = suite.model
    node.workerinput["contract_budget"] = str(suite.shared_budget)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a process of pytest-xdist: tell the first one what would not be deleted."""
    told: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if told is not None:
        suite = session.config.stash[SUITE]
        suite.close()
        told["contract_left"] = suite.left


def pytest_unconfigure(config: pytest.Config) -> None:
    suite = config.stash.get(SUITE, None)
    if suite is not None:
        suite.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        found = clauses_of(metafunc.function)
        metafunc.parametrize("case", [each.arguments[0] for each in found],
                             ids=[each.case for each in found])  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what is planned; each item learns its clause."""
    wanted = config.stash[SUITE].plan.ids
    kept: list[pytest.Item] = []
    for item in items:
        clause = _clause_of(item)
        if clause.id in wanted:
            item.stash[_CLAUSE] = clause
            kept.append(item)
    items[:] = kept


@pytest.fixture
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    """The API of the target, as one check sees it; what it leaves is deleted."""
    suite, node = request.config.stash[SUITE], request.node
    clause = node.stash[_CLAUSE]
    if reason := suite.missing(clause):
        pytest.skip(reason)
    trial = node.stash[_TRIAL] = suite.trial(clause)
    yield trial.api
    suite.clean_up()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Tell pytest in its own words that a check has skipped itself."""
    try:
        return (yield)
    except Skipped as error:
        raise pytest.skip.Exception(str(error)) from error


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put what came of a check onto its report, which also comes from other processes."""
    report = yield
    if call.when == "call" or (call.when == "setup" and call.excinfo is not None):
        report.user_properties.append((PROPERTY, _result(item, call).as_json()))
    return report


def _result(item: pytest.Item, call: pytest.CallInfo[None]) -> Result:
    trial = item.stash.get(_TRIAL, None)
    error = None if call.excinfo is None else call.excinfo.value
    if isinstance(error, pytest.skip.Exception):
        if trial is None:
            return Result.of(item.stash[_CLAUSE], Outcome.SKIPPED, str(error))
        error = Skipped(str(error))
    if trial is None:
        blocked = isinstance(error, Blocked)
        outcome = Outcome.BLOCKED if blocked else Outcome.FAILED
        reason = str(error) if blocked else f"the check did not begin: {error}"
        return Result.of(item.stash[_CLAUSE], outcome, reason)
    return item.config.stash[SUITE].result(trial, error, call.duration)


def _clause_of(item: pytest.Item) -> Clause:
    function: Any = getattr(item, "function", None)
    found = clauses_of(function)
    case = item.callspec.id if hasattr(item, "callspec") else None
    for each in found:
        if each.case == case:
            return each
    raise pytest.UsageError(f"{item.nodeid} is not the check of any clause")
