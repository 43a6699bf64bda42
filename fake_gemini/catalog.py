"""The models and agents that exist, read from `catalog.json` (docs/wire/interactions.md 2.2).

What a recorded list says of one stands there as it was recorded; the others are like their family.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from fake_gemini.wire.models import Listing

# Any name of these families counts as known, so that a model released after this fake is not
# refused (docs/wire/interactions.md 10, row 45).
_FAMILIES = re.compile(r"(gemini|gemma|lyria|nano-banana)-[A-Za-z0-9.-]{1,200}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Listing):
    """One model."""

    refused_thinking_levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent(Listing):
    """One agent; `background` says that it runs in the background only."""

    background: bool


class Catalog:
    """All models and agents, in the order of the data file."""

    def __init__(self, models: tuple[Model, ...], agents: tuple[Agent, ...]) -> None:
        self.listed: tuple[Listing, ...] = (*models, *agents)
        self._models = {model.id: model for model in models}
        self._agents = {agent.id: agent for agent in agents}

    @classmethod
    def load(cls) -> Catalog:
        data = orjson.loads(Path(__file__).with_name("catalog.json").read_bytes())
        models = tuple(
            Model(
                **_listing(row), refused_thinking_levels=tuple(row.get("refusedThinkingLevels", ()))
            )
            for row in data["models"]
        )
        agents = tuple(
            Agent(**_listing(row), background=row["background"]) for row in data["agents"]
        )
        return cls(models, agents)

    def model(self, name: str) -> Model | None:
        """Return the model, also one that only its family is known of."""
        known = self._models.get(name)
        if known is None and _FAMILIES.fullmatch(name):
            version = name.partition("-")[2]
            return Model(id=name, version=version, display_name=name, thinking=True)
        return known

    def agent(self, name: str) -> Agent | None:
        return self._agents.get(name)

    def listing(self, name: str) -> Listing | None:
        """Return what there is to say of a name: the real list has agents among the models."""
        return self.agent(name) or self.model(name)


def _listing(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "version": row["version"],
        "display_name": row["displayName"],
        "description": row["description"],
        "input_token_limit": row["inputTokenLimit"],
        "output_token_limit": row["outputTokenLimit"],
        "methods": tuple(row["supportedGenerationMethods"]),
        "max_temperature": row.get("maxTemperature"),
        "thinking": row.get("thinking", False),
    }
