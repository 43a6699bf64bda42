"""The models and agents that exist, read from `catalog.json` (docs/wire/interactions.md 2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

import orjson

from fake_gemini.turn import Subject

# Any name of these families counts as known, so that a model released after this fake is not
# refused (docs/wire/interactions.md 10, row 45).
_FAMILIES = re.compile(r"(gemini|gemma|lyria|nano-banana)-[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Model:
    """One model; limits are in tokens."""

    id: str
    version: str
    display_name: str
    input_token_limit: int
    output_token_limit: int
    thinking: bool
    refused_thinking_levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent; `background` says that it runs in the background only."""

    id: str
    background: bool


class Catalog:
    """All models and agents, in the order of the data file."""

    def __init__(self, models: tuple[Model, ...], agents: tuple[Agent, ...]) -> None:
        self.models = models
        self._models = {model.id: model for model in models}
        self._agents = {agent.id: agent for agent in agents}

    @classmethod
    def load(cls) -> Catalog:
        data = orjson.loads(files("fake_gemini").joinpath("catalog.json").read_bytes())
        models = tuple(
            Model(
                id=row["id"],
                version=row["version"],
                display_name=row["displayName"],
                input_token_limit=row["inputTokenLimit"],
                output_token_limit=row["outputTokenLimit"],
                thinking=row["thinking"],
                refused_thinking_levels=tuple(row.get("refusedThinkingLevels", ())),
            )
            for row in data["models"]
        )
        return cls(models, tuple(Agent(**row) for row in data["agents"]))

    def listed_model(self, name: str) -> Model | None:
        """Return the model of the data file with that name."""
        return self._models.get(name)

    def model(self, name: str) -> Model | None:
        """Return the model, also one that only its family is known of."""
        known = self._models.get(name)
        if known is None and _FAMILIES.fullmatch(name):
            return Model(name, name.partition("-")[2], name, 1_048_576, 65_536, thinking=True)
        return known

    def agent(self, name: str) -> Agent | None:
        return self._agents.get(name)

    def thinks(self, subject: Subject) -> bool:
        """Say whether the subject begins its answers with a thought step."""
        model = self.model(subject.name) if subject.kind == "model" else None
        return model is None or model.thinking
