"""Lies about agents."""

from __future__ import annotations

from tests.lies.book import on_create, on_event, on_interaction, on_unary
from tests.lies.exchange import Json


def _under_model(interaction: Json) -> None:
    if "agent" in interaction:
        interaction["model"] = interaction.pop("agent")


@on_unary
def calls_agents_models(interaction: Json) -> None:
    """An agent answers under the name of a model."""
    _under_model(interaction)


@on_event("interaction.created")
def starts_agents_as_models(event: Json) -> None:
    """A stream of an agent begins with the name of a model."""
    _under_model(event["interaction"])


@on_unary
def agents_stay_in_progress(interaction: Json) -> None:
    """An agent is in progress when it has answered."""
    if "agent" in interaction:
        interaction["status"] = "in_progress"


@on_create
def agents_have_no_budget(create: Json) -> None:
    """The budget of an agent is not looked at."""
    create.pop("agent_config", None)


@on_interaction
def calls_spent_budgets_incomplete(interaction: Json) -> None:
    """An agent that has used its budget is called incomplete."""
    if interaction["status"] == "budget_exceeded":
        interaction["status"] = "incomplete"
