"""Models and agents, and what they refuse (docs/wire/interactions.md 2.2, 8)."""

from __future__ import annotations

from fake_gemini.catalog import Agent, Catalog
from fake_gemini.errors import InvalidRequest, ModelNotFound, NotFound, excerpt
from fake_gemini.wire.create import Create


def check_subject(catalog: Catalog, create: Create) -> bool:
    """Return whether the model or agent begins its answers with a thought step.

    Raise where it does not exist, or does not do what is asked of it.
    """
    name = create.subject.name
    if create.subject.kind == "agent":
        agent = catalog.agent(name)
        if agent is None:
            raise NotFound(f"Agent '{excerpt(name)}' not found.")
        _check_agent(agent, create)
        return True
    model = catalog.model(name)
    if model is None:
        raise ModelNotFound(f"Model '{excerpt(name)}' not found.")
    level = create.generation.thinking_level
    if level in model.refused_thinking_levels:
        raise InvalidRequest(
            f"Thinking level THINKING_LEVEL_{level.upper()} is not supported for this model."
            " Please retry with other thinking level."
        )
    return model.thinking


def _check_agent(agent: Agent, create: Create) -> None:
    config = create.agent_config
    if config is not None and not agent.id.startswith(config.kind):
        raise InvalidRequest(f"The agent_config of type '{config.kind}' is not of this agent.")
    if not agent.background:
        return
    # Deep research (docs/wire/interactions.md 2.1, 8.4).
    if not create.background:
        raise InvalidRequest(f"The agent '{agent.id}' needs 'background' to be true.")
    refused = {
        "system_instruction": create.system_instruction,
        "response_format": create.structure,
        "tools of type function": create.functions,
    }
    for name, given in refused.items():
        if given:
            raise InvalidRequest(f"The agent '{agent.id}' does not support {name}.")
