"""The answers as JSON; `questions.schema.json` beside this module describes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..plan import Plan
from .finding import Finding, Settlement

# Grows by one when a reader of the last version could misread the next.
VERSION = 1
FILE = "questions.json"


def write(settlement: Settlement, folder: Path) -> None:
    text = json.dumps(as_json(settlement), indent=2) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")


def as_json(settlement: Settlement) -> dict[str, Any]:
    """Return a run as a JSON value."""
    inquiry = settlement.inquiry
    return {
        "version": VERSION,
        "target": settlement.target,
        "url": settlement.url,
        "model": settlement.model,
        "started": settlement.started,
        "seconds": settlement.seconds,
        "stopped": settlement.stopped,
        "cost": asdict(settlement.cost),
        "plan": None if settlement.plan is None else _plan(settlement.plan),
        "findings": [_finding(finding) for finding in settlement.findings],
        "settled": [{"rows": list(each.rows), "fact": each.settled} for each in inquiry.settled],
        "unasked": [
            {"rows": list(rows), "reason": reason} for reason, rows in inquiry.unasked.items()
        ],
        "left": settlement.left,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    question = finding.question
    return {
        "rows": list(question.rows),
        "asks": question.asks,
        "candidates": list(question.candidates),
        "verdict": finding.verdict.value,
        "observed": None if finding.observed is None else asdict(finding.observed),
        "fake": asdict(finding.fake),
        "reason": finding.reason,
        "change": question.change,
        "cost": asdict(finding.cost),
        "exchanges": list(finding.exchanges),
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "requests": plan.cost.requests,
        "tokens": plan.cost.tokens,
        "money": plan.money,
        "limits": {
            "requests": plan.limits.requests,
            "tokens": plan.limits.tokens,
            "money": plan.limits.money,
        },
    }
