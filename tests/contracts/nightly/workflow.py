"""The example of a nightly job, as GitHub would read it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).parents[3] / "docs" / "contracts" / "nightly.yml"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a job."""

    job: str
    told: Json

    @property
    def name(self) -> str:
        return str(self.told.get("name") or self.told["uses"])

    @property
    def script(self) -> str:
        return str(self.told.get("run", ""))


@cache
def workflow() -> Json:
    made: Json = yaml.safe_load(PATH.read_text())
    return made


def jobs() -> dict[str, Json]:
    found: dict[str, Json] = workflow()["jobs"]
    return found


def steps() -> Iterator[Step]:
    for name, job in jobs().items():
        yield from (Step(name, told) for told in job["steps"])


def step(job: str, name: str) -> Step:
    (found,) = (each for each in steps() if each.job == job and each.name == name)
    return found


def calls() -> Iterator[list[str]]:
    """The arguments of each call of gemini-contracts."""
    for each in steps():
        for line in each.script.replace("\\\n", " ").splitlines():
            parts = shlex.shlex(line, posix=True, punctuation_chars=True)
            parts.whitespace_split = True
            words = list(parts)
            for at, word in enumerate(words):
                if word == "gemini-contracts":
                    yield _until_operator(words[at + 1 :])


def _until_operator(words: list[str]) -> list[str]:
    """The words of one command: what follows an operator is none of them."""
    for at, word in enumerate(words):
        if re.fullmatch(r"[<>|&;()]+", word):
            return words[:at]
    return words
