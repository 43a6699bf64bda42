"""The plugin of pytest's first process: holds the run, takes results as they come, shows them."""

from __future__ import annotations

from typing import Any, Protocol

import pytest

from .plan import Plan
from .results import Result
from .stopping import Blocked, WrongUsage
from .suite import DRIVER, PROPERTY, Suite


class Screen(Protocol):
    """Who watches a run."""

    def planned(self, suite: Suite, plan: Plan) -> None: ...

    def came(self, result: Result, done: int, planned: int) -> None: ...


class Driver:
    """What `gemini-contracts` knows of a run of pytest; `error` is why it did not begin."""

    def __init__(self, suite: Suite, screen: Screen) -> None:
        self.__name__ = DRIVER  # under which pytest registers it
        self.suite = suite
        self.results: list[Result] = []
        self.error: Blocked | WrongUsage | None = None
        self.interrupted = False
        self.trouble: list[str] = []
        self._screen = screen

    def planned(self, plan: Plan) -> None:
        self._screen.planned(self.suite, plan)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, told in report.user_properties:
            if name == PROPERTY and report.when != "teardown" and isinstance(told, dict):
                result = Result.read(told)
                self.results.append(result)
                self._screen.came(result, len(self.results), len(self.suite.plan.ids))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what another process could not delete."""
        self.suite.left += getattr(node, "workeroutput", {}).get("contract_left", [])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.trouble.append(report.longreprtext)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.interrupted = excinfo.errisinstance(KeyboardInterrupt)
