"""Clauses of the promise: a check is a function, and each clause says what it stands on.

A check fails by AssertionError and by nothing else, and does not know which target it runs on.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from .api import Api
from .severity import Severity

Check = TypeVar("Check", bound=Callable[..., None])

_ID = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_NEEDS = frozenset({"other-key"})


@dataclass(frozen=True, slots=True)
class Case:
    """One input of a check that has several, with what it stands on beyond the check's own."""

    value: Any
    facts: tuple[str, ...] = ()
    lies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One promise, checked by one function; `requests` and `tokens` are the most that it costs.

    `facts` are ids of docs/wire, `lies` names of broken fakes that it must catch, `needs` what a
    target has to have. What is created has its deletion counted among the requests.
    """

    id: str
    says: str
    facts: tuple[str, ...]
    severity: Severity
    requests: int
    tokens: int
    lies: tuple[str, ...]
    needs: frozenset[str]
    smoke: bool
    case: str | None
    check: Callable[..., None] = field(repr=False, compare=False)
    arguments: tuple[Any, ...] = field(default=(), repr=False, compare=False)

    def run(self, api: Api) -> None:
        """Put it to a target; AssertionError when it does not hold."""
        self.check(api, *self.arguments)


def clause(
    id: str,
    *,
    facts: tuple[str, ...] = (),
    severity: Severity,
    requests: int,
    tokens: int = 0,
    lies: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    smoke: bool = False,
    cases: Mapping[str, Case] | None = None,
) -> Callable[[Check], Check]:
    """Make a check a clause, or with `cases` one clause for each, `<id>.<case>`.

    The first line of the function's docstring is what the clause says.
    """

    def attach(check: Check) -> Check:
        says = (inspect.getdoc(check) or "").partition("\n\n")[0].replace("\n", " ")
        common = (severity, requests, tokens)
        made = [
            Clause(f"{id}.{name}" if name else id, says, facts + case.facts, *common,
                   lies + case.lies, frozenset(needs), smoke, name or None, check, values)
            for name, case, values in _cases(cases)
        ]  # fmt: skip
        for each in made:
            _check_form(each)
        setattr(check, "__clauses__", tuple(made))  # noqa: B010
        return check

    return attach


def clauses_of(check: object) -> tuple[Clause, ...]:
    """Return the clauses that a function checks; none for any other object."""
    found: tuple[Clause, ...] = getattr(check, "__clauses__", ())
    return found


@cache
def all_clauses() -> tuple[Clause, ...]:
    """Return every clause of `contracts.checks`, in the order of modules and lines."""
    from . import checks

    found: dict[str, Clause] = {}
    for info in pkgutil.iter_modules(checks.__path__):
        module = importlib.import_module(f"{checks.__name__}.{info.name}")
        for member in vars(module).values():
            for each in clauses_of(member):
                if found.setdefault(each.id, each) != each:
                    raise ValueError(f"two clauses have the id {each.id}")
    return tuple(found.values())


def _cases(cases: Mapping[str, Case] | None) -> list[tuple[str, Case, tuple[Any, ...]]]:
    if cases is None:
        return [("", Case(None), ())]
    return [(name, case, (case.value,)) for name, case in cases.items()]


def _check_form(clause: Clause) -> None:
    """Refuse what can be seen to be wrong without any target."""
    if not _ID.fullmatch(clause.id):
        raise ValueError(f"clause id {clause.id!r} is not of the form area.thing.what-holds")
    if not clause.says.endswith("."):
        raise ValueError(f"the check of {clause.id} needs a docstring that is a sentence")
    if not clause.facts:
        raise ValueError(f"clause {clause.id} cites no fact of docs/wire")
    if unknown := clause.needs - _NEEDS:
        raise ValueError(f"clause {clause.id} needs {unknown}; accepted: {sorted(_NEEDS)}")
