"""`agent_config`: how an agent works (docs/wire/interactions.md 8.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from fake_gemini.errors import InvalidInput, NotImitated
from fake_gemini.turn import Json
from fake_gemini.wire.checks import discriminated, one_of, refuse_unknown_keys

_TYPES = ("deep-research", "antigravity", "code-mender", "dynamic")
_SUMMARIES = ("auto", "none")
_VISUALIZATIONS = ("off", "auto")
# The SDK writes 64-bit numbers as text.
_INT64 = re.compile(r"[0-9]{1,18}", re.A)


@dataclass(frozen=True, slots=True)
class AgentConfig:
    """A checked configuration; `sent` is all of it as it was sent, `kind` its type.

    `max_total_tokens` is the budget of the whole run.
    """

    kind: str
    sent: Json
    summaries: bool = False
    max_total_tokens: int | None = None


def read_agent_config(value: Any) -> AgentConfig:
    """Return the checked configuration, or raise its refusal."""
    kind = discriminated(value, _TYPES, "agent_config")
    if kind == "deep-research":
        return _deep_research(value)
    if kind == "antigravity":
        return _antigravity(value)
    raise NotImitated(f"agent_config of type {kind}")


def _deep_research(value: Json) -> AgentConfig:
    flags = ("collaborative_planning", "enable_bigquery_tool")
    choices = {"thinking_summaries": _SUMMARIES, "visualization": _VISUALIZATIONS}
    refuse_unknown_keys(value, ("type", *flags, *choices), "agent_config")
    for flag in flags:
        if not isinstance(value.get(flag), bool | None):
            raise InvalidInput(f"agent_config.{flag}", hint="true or false is expected.")
    for name, supported in choices.items():
        if value.get(name) is not None:
            one_of(value[name], supported, name, "agent_config")
    if value.get("enable_bigquery_tool"):
        raise NotImitated("agent_config.enable_bigquery_tool")
    return AgentConfig("deep-research", value, summaries=value.get("thinking_summaries") == "auto")


def _antigravity(value: Json) -> AgentConfig:
    refuse_unknown_keys(value, ("type", "max_total_tokens", "model"), "agent_config")
    if not isinstance(value.get("model"), str | None):
        raise InvalidInput("agent_config.model", hint="A string is expected.")
    tokens = value.get("max_total_tokens")
    budget = None if tokens is None else _budget(tokens)
    return AgentConfig("antigravity", value, max_total_tokens=budget)


def _budget(tokens: Any) -> int:
    is_whole = isinstance(tokens, int) and not isinstance(tokens, bool)
    if isinstance(tokens, str) and _INT64.fullmatch(tokens):
        tokens, is_whole = int(tokens), True
    if not is_whole or not 1 <= tokens < 2**63:
        hint = "A whole number from 1 is expected, also as text."
        raise InvalidInput("agent_config.max_total_tokens", hint=hint)
    return int(tokens)
