"""When each clause last held on the real API, and which ones that was too long ago for.

The file is committed; `run --target real --mark-validated` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .results import Outcome, Report
from .stopping import WrongUsage

DEFAULT = Path(__file__).parent / "validated.json"
REAL = "real"
_VERSION = 1

Days = Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Outdated:
    """A clause that did not hold on the real API for so many days; None: it never did."""

    clause: str
    last: date | None
    age: int | None

    def __str__(self) -> str:
        told = "never" if self.age is None else f"{self.age} days ago, {self.last}"
        return f"{self.clause}: {told}"


def read_validated(path: Path) -> Days:
    """Return the day of each clause; `WrongUsage` says what is wrong with the file."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["version"] != _VERSION:
            raise ValueError(f"version {told['version']}; read is {_VERSION}")
        return {str(id): date.fromisoformat(day) for id, day in told["validated"].items()}
    except OSError as error:
        raise WrongUsage(f"--validated {path}: {error.strerror}") from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise WrongUsage(f"--validated {path}: {error!r}") from None


def check_may_mark(target: str, path: Path) -> None:
    """Raise `WrongUsage` unless a run on the target validates clauses, and the file is one."""
    if target != REAL:
        raise WrongUsage(f"--mark-validated with --target {target}: only real validates anything")
    if path.exists():
        read_validated(path)


def mark(path: Path, report: Report, today: date, clauses: Iterable[str]) -> int:
    """Write down what passed today and return how many that were.

    Clauses that do not exist any more are dropped.
    """
    before = read_validated(path) if path.exists() else {}
    passed = {result.clause: today for result in report.with_outcome(Outcome.PASSED)}
    days = {**before, **passed}
    kept = {id: days[id].isoformat() for id in sorted(clauses) if id in days}
    text = json.dumps({"version": _VERSION, "validated": kept}, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return len(passed)


def outdated(days: Days, clauses: Iterable[str], today: date, most: int) -> list[Outdated]:
    """Return the clauses that did not hold within `most` days, those that never did first."""
    found = [Outdated(id, days.get(id), _age(days.get(id), today)) for id in clauses]
    late = [each for each in found if each.age is None or each.age > most]
    return sorted(late, key=lambda it: (it.age is not None, -(it.age or 0), it.clause))


def _age(last: date | None, today: date) -> int | None:
    return None if last is None else (today - last).days
