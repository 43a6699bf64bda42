"""Runs of `settle` against fakes behind an address, which is a target that is cleaned up after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from contracts.options import Options
from contracts.plan import Plan
from contracts.questions.finding import Finding, Settlement
from contracts.questions.question import Question
from contracts.questions.seen import Seen
from contracts.questions.settling import settle
from contracts.targets import Target
from contracts.waiting import SkippedTime
from fake_gemini.testing import running

KEY = "key-of-the-questions"


class Watcher:
    """Remembers what a screen would show."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []
        self.seen: list[tuple[str, int, int]] = []

    def planned(self, target: Target, plan: Plan, questions: int) -> None:
        self.plans.append(plan)

    def came(self, finding: Finding, done: int, planned: int) -> None:
        self.seen.append((finding.question.id, done, planned))


class Address:
    """A fake behind an address, and the ways to ask it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.ledgers = folder / "ledgers"
        self.watcher = Watcher()

    def settle(self, select: str = "", *, again: bool = False, **more: Any) -> Settlement:
        told = {"target": self.url, "api_key": KEY, "ledger_dir": self.ledgers, **more}
        options = Options.of({**told, "select": select})
        return settle(options, self.watcher, again=again, time=SkippedTime())

    @property
    def left(self) -> list[Path]:
        return list(self.ledgers.glob("*"))

    @property
    def files(self) -> list[Any]:
        listed = httpx.get(f"{self.url}/v1/files", headers={"x-goog-api-key": KEY}).json()
        return list(listed.get("files", []))


@contextmanager
def address(folder: Path, app: Any = None, **settings: Any) -> Iterator[Address]:
    """Serve a fake, or an app that is nearly one."""
    with running(app, **settings) as fake:
        yield Address(fake.url, folder)


def asking(probe: Callable[[Any], Seen], row: str = "I-10-1") -> Question:
    """A question of one's own; the fake is said to answer `known`."""
    blind = Seen("known", "is not asked")
    return Question((row,), "What?", ("known", "thought of"), "nothing", 5, 2000, "", blind, probe)
