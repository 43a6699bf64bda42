"""Which of the findings are news: what is known, what moved, and what the fake never had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..known import Known, KnownList
from ..severity import Severity
from .findings import Compared, Finding


class Origin(StrEnum):
    """Where a difference comes from, as far as a baseline of the same target tells."""

    DRIFT = "drift"  # the baseline held what was expected: the target moved
    GAP = "gap"  # the baseline differed already: it never was as expected


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding; without a baseline it has no origin."""

    finding: Finding
    origin: Origin | None = None
    known: Known | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            **self.finding.difference.as_json(),
            "where": list(self.finding.where),
            "origin": self.origin,
            "known": None if self.known is None else str(self.known),
        }


@dataclass(frozen=True, slots=True)
class Judgement:
    """`once` are ids that did not come again, `alone` exchanges that only one side has."""

    before: str
    after: str
    judged: Sequence[Judged]
    once: Sequence[str]
    alone: Sequence[str]
    troubles: Sequence[str]

    @property
    def news(self) -> list[Judged]:
        return [each for each in self.judged if each.known is None]

    def fails(self, least: Severity) -> bool:
        """Whether something unknown is as severe, or the list of what is known is wrong."""
        severe = [each.finding.difference.severity.reaches(least) for each in self.news]
        return any(severe) or bool(self.troubles)

    def as_json(self) -> dict[str, Any]:
        return {
            "before": self.before,
            "after": self.after,
            "differences": [each.as_json() for each in self.judged],
            "not_repeated": list(self.once),
            "not_compared": list(self.alone),
            "known_differences": list(self.troubles),
        }


def judge(
    names: tuple[str, str],
    found: Compared,
    known: KnownList,
    *,
    earlier: Compared | None = None,
    again: Compared | None = None,
) -> Judgement:
    """Judge what differs.

    `earlier` compares the same first side with the baseline, `again` what was asked once more.
    """
    repeated = None if again is None else {finding.id for finding in again.findings}
    stays = [finding for finding in found.findings if _stays(finding, repeated)]
    ids = [finding.id for finding in stays]
    sought = [entry.id for entry in known.entries if not entry.is_of_a_clause]
    return Judgement(
        *names,
        judged=[_judged(finding, known, earlier) for finding in stays],
        once=[finding.id for finding in found.findings if finding.id not in ids],
        alone=found.alone,
        # What was not compared may still be there.
        troubles=list(known.troubles(ids, () if found.alone else sought)),
    )


def _stays(finding: Finding, repeated: set[str] | None) -> bool:
    if repeated is None or finding.difference.severity is not Severity.BREAKING:
        return True
    return finding.id in repeated


def _judged(finding: Finding, known: KnownList, earlier: Compared | None) -> Judged:
    entry = known.of(finding.id)
    if entry is not None and known.is_over(entry):
        entry = None
    if earlier is None:
        return Judged(finding, None, entry)
    before: Mapping[str, Finding] = {each.id: each for each in earlier.findings}
    return Judged(finding, Origin.GAP if finding.id in before else Origin.DRIFT, entry)
