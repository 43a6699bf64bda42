"""What a keyword is made into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ..findings import NONE, Finding, Findings
from ..walk import Schema

Check = Callable[[Any], Findings]


class Compiler(Protocol):
    """A `partial` schema stands beside one that knows the fields, so it reports no unknown ones."""

    def compiled(self, schema: Schema | bool, *, partial: bool = False) -> Check: ...


Maker = Callable[[Compiler, Schema, bool], Check]


class SchemaError(ValueError):
    """A schema that is outside the subset that is read here."""


def all_of(checks: list[Check]) -> Check:
    def check(value: Any) -> Findings:
        found = NONE
        for each in checks:
            if more := each(value):
                found += more
        return found

    return check


def valid(findings: Findings) -> bool:
    return not any(finding.is_violation for finding in findings)


def below(findings: Findings, step: str) -> tuple[Finding, ...]:
    return tuple(finding.below(step) for finding in findings)
