"""What came of asking: one finding for each question, and all of a run together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..budget import Cost
from ..plan import Plan
from .question import Question
from .seen import Seen

Json = dict[str, Any]


class Verdict(StrEnum):
    """How a target's answer stands to the fake's; `unclear` is none, `blocked` not even that."""

    SAME = "same"
    OTHER = "other"
    UNCLEAR = "unclear"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One question; `reason` says why nothing was observed, `exchanges` are redacted."""

    question: Question
    fake: Seen
    observed: Seen | None = None
    reason: str = ""
    blocked: bool = False
    cost: Cost = Cost()
    exchanges: tuple[Json, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.blocked:
            return Verdict.BLOCKED
        if self.observed is None:
            return Verdict.UNCLEAR
        return Verdict.SAME if self.observed.answer == self.fake.answer else Verdict.OTHER

    @property
    def is_new(self) -> bool:
        """Whether nobody thought of what was observed."""
        return self.observed is not None and self.observed.answer not in self.question.candidates


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked, and what is not: settled rows, and rows that no probe can tell."""

    questions: tuple[Question, ...]
    settled: tuple[Question, ...] = ()
    unasked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def cost(self) -> Cost:
        return sum((question.cost for question in self.questions), Cost())


@dataclass(slots=True)
class Settlement:
    """A whole run; `stopped` says why it ended before its end, or did not begin.

    What the fake says of itself settles nothing: then `settles` is false.
    """

    target: str
    inquiry: Inquiry
    url: str = ""
    settles: bool = True
    model: str = ""
    started: str = ""
    seconds: float = 0.0
    plan: Plan | None = None
    findings: list[Finding] = field(default_factory=list)
    cost: Cost = Cost()
    stopped: str = ""
    left: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counter[Verdict]:
        return Counter(finding.verdict for finding in self.findings)

    def of(self, verdict: Verdict) -> list[Finding]:
        return [finding for finding in self.findings if finding.verdict is verdict]

    @property
    def exit_code(self) -> int:
        """0, whatever was observed; 3 when not everything could be asked."""
        return 3 if self.stopped or self.counts[Verdict.BLOCKED] else 0
