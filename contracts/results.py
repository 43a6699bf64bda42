"""What came of a run: the one model that every report is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from .budget import Cost
from .clauses import Clause
from .plan import Plan
from .severity import Severity

Json = dict[str, Any]


class Outcome(StrEnum):
    """What came of one clause; `known` is a failure that is written down as such."""

    PASSED = "passed"
    FAILED = "failed"
    KNOWN = "known"
    BLOCKED = "blocked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Result:
    """One clause: `reason` says why it did not pass, `exchanges` are redacted."""

    clause: str
    says: str
    facts: tuple[str, ...]
    severity: str
    outcome: str
    reason: str = ""
    seconds: float = 0.0
    cost: Cost = Cost()
    exchanges: tuple[Json, ...] = ()
    additive: tuple[str, ...] = ()

    @classmethod
    def of(cls, clause: Clause, outcome: Outcome, reason: str = "", **more: Any) -> Result:
        severity = clause.severity.value
        return cls(clause.id, clause.says, clause.facts, severity, outcome.value, reason, **more)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Result:
        """Make one of what `asdict` made, also after it went to another process."""
        tuples = {name: tuple(told[name]) for name in ("facts", "exchanges", "additive")}
        return cls(**{**told, **tuples, "cost": Cost(**told["cost"])})

    def as_json(self) -> Json:
        return asdict(self)

    @property
    def area(self) -> str:
        """The first parts of the id, by which tables are ordered: two, if that is not all."""
        first, *others = self.clause.split(".")[:-1]
        return ".".join([first, *others[:1]])


@dataclass(slots=True)
class Report:
    """A whole run. `stopped` says why it ended before its end, or did not begin."""

    target: str
    url: str
    model: str = ""
    profile: str = "full"
    started: str = ""
    seconds: float = 0.0
    plan: Plan | None = None
    results: list[Result] = field(default_factory=list)
    cost: Cost = Cost()
    stopped: str = ""
    left: list[str] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return self.counts[outcome]

    @property
    def counts(self) -> Counter[str]:
        return Counter(result.outcome for result in self.results)

    def with_outcome(self, outcome: Outcome) -> list[Result]:
        return [result for result in self.results if result.outcome == outcome]

    @property
    def not_asked(self) -> int:
        """How many planned clauses a run that began has not come to, or was told to leave out."""
        planned = 0 if self.plan is None or not self.results else len(self.plan.ids)
        return max(0, planned - len(self.results))

    @property
    def additive(self) -> list[str]:
        """What the target has and the document does not, each once."""
        return list(dict.fromkeys(line for result in self.results for line in result.additive))

    def exit_code(self, fail_on: Severity) -> int:
        """0 all held, 1 a clause of that severity failed, 3 not everything could be asked."""
        failed = self.with_outcome(Outcome.FAILED)
        if any(Severity(result.severity).reaches(fail_on) for result in failed):
            return 1
        asked = self.count(Outcome.PASSED) + self.count(Outcome.KNOWN) + len(failed)
        return 3 if self.stopped or self.count(Outcome.BLOCKED) or not asked else 0
