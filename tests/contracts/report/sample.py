"""A run with one result of each kind, in which a model has said whatever it liked."""

from __future__ import annotations

from contracts.budget import Cost
from contracts.clauses import all_clauses
from contracts.results import Outcome, Report, Result

# Words of a model that want to be more than text: to a browser, to Markdown and who shows it, to a
# terminal, to XML, and to whoever reads the output of a CI step.
RUDE = (
    '<script>alert(1)</script> ]]> </pre> <!-- ``` | *bold* @everyone #1 https://example.com "&"'
    "\x00\x1b[31m\u202e\u2028\ud800\uffff\r\n::error::rude\n  ::add-mask::rude\n##[error]rude\n"
    "```\n# rude\n<img src=x onerror=alert(1)>\n- [x](javascript:alert(1)) ${{ secrets.KEY }} `rude"
)
# No report has these, however they are spelled there.
UNSEEN = "\x00\x1b\u202e\u2028\ud800\uffff\r"

EXCHANGE = {
    "method": "POST",
    "url": "http://h/v1/interactions",
    "request_headers": [["x-goog-api-key", "$GEMINI_API_KEY"]],
    "request_body": RUDE,
    "status": 200,
    "headers": [["content-type", "application/json"]],
    "body": RUDE,
    "seconds": 0.1,
    "curl": f"curl -H 'x-goog-api-key: $GEMINI_API_KEY' --data-binary '{RUDE}'",
}


def result(outcome: Outcome, reason: str = "", number: int = 0) -> Result:
    clause = all_clauses()[number]
    made = Result.of(clause, outcome, reason, seconds=0.25, cost=Cost(2, 10, 5))
    exchanges = () if outcome is Outcome.SKIPPED else (EXCHANGE,)
    return Result(**{**made.as_json(), "cost": made.cost, "exchanges": exchanges,
                     "additive": (f"$.new: {RUDE}",)})  # fmt: skip


def report(*outcomes: Outcome, stopped: str = "") -> Report:
    """A run with these outcomes, by default each once."""
    chosen = outcomes or (() if stopped else tuple(Outcome))
    return Report(
        target="fake",
        url="http://h",
        model="gemini-3.5-flash-lite",
        started="2026-01-01T00:00:00+00:00",
        seconds=1.5,
        results=[result(each, RUDE, number) for number, each in enumerate(chosen)],
        cost=Cost(12, 50, 25),
        stopped=stopped,
        left=[f"files/x: {RUDE}"],
    )
