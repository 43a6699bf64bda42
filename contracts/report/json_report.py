"""The report as JSON; `report.schema.json` beside this module describes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ..plan import Plan
from ..results import Outcome, Report

# Grows by one when a reader of the last version could misread the next.
VERSION = 1


def as_json(report: Report) -> dict[str, Any]:
    """Return a run as a JSON value."""
    return {
        "version": VERSION,
        "target": report.target,
        "url": report.url,
        "model": report.model,
        "profile": report.profile,
        "started": report.started,
        "seconds": report.seconds,
        "stopped": report.stopped,
        "counts": {outcome.value: report.count(outcome) for outcome in Outcome},
        "cost": asdict(report.cost),
        "plan": None if report.plan is None else _plan(report.plan),
        "additive": report.additive,
        "left": report.left,
        "results": [result.as_json() for result in report.results],
    }


def json_text(report: Report) -> str:
    return json.dumps(as_json(report), indent=2) + "\n"


def _plan(plan: Plan) -> dict[str, Any]:
    limits = plan.limits
    return {
        "clauses": len(plan.clauses),
        "requests": plan.cost.requests,
        "tokens": plan.cost.tokens,
        "money": plan.money,
        "limits": {
            "requests": limits.requests,
            "tokens": limits.tokens,
            "money": limits.money,
        },
    }
