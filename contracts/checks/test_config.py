"""What generation_config does (docs/wire/interactions.md 2.5)."""

from __future__ import annotations

import re
from typing import Any

from ..answers import text_of
from ..api import Api
from ..clauses import Case, clause
from ..severity import Severity

COUNT = "Count from 1 to 20, separated by commas."


@clause(
    "interactions.config.max-output-tokens",
    facts=("I-2.5-1", "I-3.2-7", "I-2.1-10"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=200,
    lies=("ignores-max-output-tokens", "calls-cut-ones-completed"),
    smoke=True,
)
def test_max_output_tokens(api: Api) -> None:
    """A reply that reaches its limit is incomplete and has used no more than the limit."""
    config = {"max_output_tokens": 60}
    reply = api.create("Count from 1 to 400.", generation_config=config, store=False).ok
    assert reply["status"] == "incomplete"
    usage = reply["usage"]
    assert usage["total_output_tokens"].whole + usage["total_thought_tokens"].whole <= 60


@clause(
    "interactions.config.nothing-generated",
    facts=("I-9.2-6", "I-3.1-8", "I-3.2-7"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=100,
    lies=("shows-empty-steps", "calls-cut-ones-completed"),
)
def test_nothing_generated(api: Api) -> None:
    """A limit that leaves no room ends incomplete, and steps are never an empty list."""
    config = {"max_output_tokens": 5}
    reply = api.create("Count from 1 to 400.", generation_config=config, store=False).ok
    assert reply["status"] == "incomplete"
    assert "steps" not in reply or len(reply["steps"]) > 0


@clause(
    "interactions.config.stop-sequences",
    facts=("I-2.5-5",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1100,
    lies=("ignores-stop-sequences", "keeps-the-stop-sequence", "refuses-stop-sequences"),
)
def test_stop_sequences(api: Api) -> None:
    """The text ends before a stop sequence."""
    config = {"stop_sequences": ["13"]}
    told = text_of(api.create(COUNT, generation_config=config, store=False).ok)
    assert re.findall(r"\d+", told) == [str(number) for number in range(1, 13)]


@clause(
    "interactions.config.accepts",
    facts=("I-2.1-10",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1100,
    cases={
        "temperature": Case({"temperature": 0.2}, ("I-2.5-2",), ("refuses-temperature",)),
        "top-p": Case({"top_p": 0.9}, ("I-2.5-2",), ("refuses-top-p",)),
        "top-k": Case({"top_k": 40}, ("I-2.5-3",), ("refuses-top-k",)),
        "seed": Case({"seed": 7}, ("I-2.5-4",), ("refuses-seed",)),
    },
)
def test_accepts(api: Api, case: dict[str, Any]) -> None:
    """A setting that steers the choice of words is accepted."""
    reply = api.create("Reply with exactly: ok", generation_config=case, store=False).ok
    assert reply["status"] == "completed"
    assert "ok" in text_of(reply).lower()
