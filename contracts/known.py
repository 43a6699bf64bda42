"""Differences that are written down: known, explained, owned, and borne until a day.

The list never hides anything: what is on it is asked all the same. Whoever repairs a difference has
to remove its entry, because an entry that no longer occurs fails; so does one after its day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from .clauses import all_clauses
from .stopping import WrongUsage
from .waiting import MachineTime

DEFAULT = Path(__file__).parent / "known_differences.toml"


@dataclass(frozen=True, slots=True)
class Known:
    """One entry. `id` is that of a clause, or of a difference as `diff` prints it."""

    id: str
    target: str
    reason: str
    owner: str
    issue: str
    expires: date

    @property
    def is_of_a_clause(self) -> bool:
        """Ids of differences have a kind before a colon."""
        return ":" not in self.id

    def __str__(self) -> str:
        return f"{self.reason} ({self.owner}, {self.issue}, until {self.expires})"


@dataclass(frozen=True, slots=True)
class KnownList:
    """The entries for one target on one day."""

    path: Path
    today: date
    entries: tuple[Known, ...] = ()

    def of(self, id: str) -> Known | None:
        """Return the entry for an id, also when its day is over."""
        return next((entry for entry in self.entries if entry.id == id), None)

    def is_over(self, entry: Known) -> bool:
        return entry.expires < self.today

    def troubles(self, found: Iterable[str], asked: Iterable[str]) -> Iterator[str]:
        """Yield a line for each entry that has expired, or was asked for and not found."""
        occurring, sought = set(found), set(asked)
        for entry in self.entries:
            if entry.id in sought and entry.id not in occurring:
                yield self.gone(entry)
            elif self.is_over(entry):
                yield self.expired(entry)

    def gone(self, entry: Known) -> str:
        return f"{entry.id} does not occur any more: take it off {self.path}"

    def expired(self, entry: Known) -> str:
        return f"{entry.id} was known until {entry.expires}: {entry.reason} ({entry.owner})"


NOTHING_KNOWN = KnownList(DEFAULT, date.min)


def known_clauses(path: Path | None, target: str) -> KnownList:
    """Return what is known of a target today; `WrongUsage` for a clause that does not exist."""
    known = read_known(path, target, MachineTime().calendar().date())
    ids = {clause.id for clause in all_clauses()}
    for entry in known.entries:
        if entry.is_of_a_clause and entry.id not in ids:
            raise WrongUsage(f"--known {known.path}: there is no clause {entry.id}")
    return known


def read_known(path: Path | None, target: str, today: date) -> KnownList:
    """Return what is known of a target; `WrongUsage` names what is wrong with the file."""
    chosen = path or DEFAULT
    try:
        told = tomllib.loads(chosen.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongUsage(f"--known {chosen}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongUsage(f"--known {chosen} is no TOML: {error}") from None
    try:
        entries = tuple(_entries(told))
    except ValueError as error:
        raise WrongUsage(f"--known {chosen}: {error}") from None
    return KnownList(chosen, today, tuple(each for each in entries if each.target == target))


def _entries(told: dict[str, Any]) -> Iterator[Known]:
    listed = told.get("known", [])
    if set(told) - {"known"} or not isinstance(listed, list):
        raise ValueError("nothing but entries [[known]] is accepted")
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(listed, 1):
        known = _entry(entry, f"entry {number}")
        if (known.id, known.target) in seen:
            raise ValueError(f"{known.id} is known twice for {known.target}")
        seen.add((known.id, known.target))
        yield known


def _entry(told: Any, place: str) -> Known:
    names = [each.name for each in fields(Known)]
    if not isinstance(told, dict) or set(told) != set(names):
        given = ", ".join(told) if isinstance(told, dict) else "no table"
        raise ValueError(f"{place} has {given or 'nothing'}; needed: {', '.join(names)}")
    for name in names[:-1]:
        if not isinstance(told[name], str) or not told[name].strip():
            raise ValueError(f"{place}: {name} is {told[name]!r}; accepted: words")
    if type(told["expires"]) is not date:
        raise ValueError(f"{place}: expires is {told['expires']!r}; accepted: a day, 2026-12-31")
    return Known(**told)
