"""Agents (docs/wire/interactions.md 8.4), as far as a budget bounds what they cost.

Only antigravity takes one: `max_total_tokens`. Which agents a server knows is open (2.2); one that
it does not know says nothing about the rest.
"""

from __future__ import annotations

from typing import Any

from ..answers import Answer, Stream, text_of
from ..api import Api
from ..clauses import clause
from ..severity import Severity
from ..stopping import Skipped
from .test_history import ASK, TELL

AGENT = "antigravity-preview-09-2026"


def ask(api: Api, input: str, budget: int, **fields: Any) -> Answer:
    """Ask the agent, which may use so many tokens in all."""
    config = {"type": "antigravity", "max_total_tokens": str(budget)}
    body = {"agent": AGENT, "input": input, "agent_config": config, **fields}
    answer = api.send("POST", "/v1/interactions", json=body)
    if answer.status in (400, 403, 404) and AGENT in answer.refused(answer.status)["message"].text:
        raise Skipped(f"the agent {AGENT} is not known here")
    return answer.must(200)


@clause(
    "interactions.agents.named",
    facts=("I-2.1-3", "I-2.1-11", "I-8.4-2", "I-3.1-5", "I-3.2-10"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=5100,
    lies=("calls-agents-models", "refuses-agent-config", "agents-stay-in-progress"),
)
def test_named(api: Api) -> None:
    """An agent answers under its own name, and not under that of a model."""
    reply = ask(api, "Reply with exactly: hello", 5000).ok
    assert reply["agent"] == AGENT
    assert "model" not in reply
    assert reply["status"].text in ("completed", "budget_exceeded")
    assert reply["status"] != "completed" or "hello" in text_of(reply).lower()


@clause(
    "interactions.agents.budget",
    facts=("I-3.2-8", "I-8.4-2", "I-3.2-10"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1100,
    lies=("agents-have-no-budget", "calls-spent-budgets-incomplete"),
)
def test_budget(api: Api) -> None:
    """An agent that has used its budget stops, and says so."""
    reply = ask(api, "Count from 1 to 2000, every number.", 1000).ok
    assert reply["status"] == "budget_exceeded"


@clause(
    "interactions.agents.streamed",
    facts=("I-5.3-11", "I-5.2-10"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=5100,
    lies=("starts-agents-as-models", "created-is-flat"),
)
def test_streamed(api: Api) -> None:
    """A stream of an agent names the agent at its beginning, and no model."""
    answer = ask(api, "Reply with exactly: hello", 5000, stream=True)
    stream = Stream(answer.exchange)
    created = stream.one("interaction.created")["interaction"]
    assert created["agent"] == AGENT
    assert "model" not in created
    assert stream.one("interaction.completed")["interaction"]["agent"] == AGENT


@clause(
    "interactions.agents.then-a-model",
    facts=("I-6-4", "I-6-1"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=21_500,
    lies=("forgets-history",),
)
def test_then_a_model(api: Api) -> None:
    """A model goes on from what an agent was told."""
    first = ask(api, TELL, 10_000).ok
    if first["status"] != "completed":
        raise Skipped(f"10,000 tokens were not enough for {AGENT}: {first['status'].text}")
    second = api.create(ASK, previous_interaction_id=first["id"].text).ok
    assert second["model"] == api.model
    assert "quokka" in text_of(second).lower()
