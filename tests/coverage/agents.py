"""Agents, and how they are configured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
from google.genai._gaos.types import interactions

from tests.api import Json
from tests.coverage import facts, sdk
from tests.coverage.asking import create, creates, ends, has
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Ask, Probe, Shows, rows
from tests.coverage.tables import Row, prose, section, table

_PROSE = prose(
    "An agent answers as a model does: it has no tools of its own, no environment and no plan."
)
_ROUTES = "there are none without the `agents` routes"
_OTHER = "any other name"
_RESEARCH: Json = {"agent": "deep-research-preview-04-2026", "background": True}
_GRAVITY: Json = {"agent": "antigravity-preview-09-2026"}

_SUBJECTS = {"antigravity": _GRAVITY, "deep-research": _RESEARCH}

# What each field of a configuration can hold.
_VALUES: dict[str, Json] = {
    "antigravity": {"max_total_tokens": 1, "model": "gemini-3.8-flash"},
    "deep-research": {
        "collaborative_planning": True,
        "enable_bigquery_tool": True,
        "thinking_summaries": "auto",
        "visualization": "auto",
    },
}

_SHOWN: dict[str, Shows] = {
    "max_total_tokens": ends("budget_exceeded"),
    "thinking_summaries": lambda reply: '"summary"' in reply.text,
}


def page(fakes: Fakes) -> str:
    agents = sorted({*sdk.values_of(interactions.AgentOption), *facts.agents()})
    started = [_started(name, background=False) for name in agents]
    background = [_started(name, background=True) for name in agents]
    return section(
        "Agents",
        _PROSE,
        table("agent in the foreground", rows((*agents, _OTHER), (*started, _CUSTOM), fakes)),
        table("agent with `background`", rows(agents, background, fakes)),
        table("with deep research", rows([it.name for it in _REFUSED], _REFUSED, fakes)),
        table("`agent_config`", _configs(fakes)),
    )


def _asks(name: str, body: Json, *, label: str = "", **more: Any) -> Probe:
    return Probe(name, creates(**{"model": None, **body}), label=label, **more)


def _started(name: str, *, background: bool) -> Probe:
    shows = ends("in_progress") if background else has("agent", name)
    body = {"agent": name, **({"background": True} if background else {})}
    return _asks(name, body, shows=shows)


_CUSTOM = _asks(_OTHER, {"agent": "my-agent"}, label="custom agents", remark=_ROUTES)
_REFUSED = (
    _asks("system_instruction", {**_RESEARCH, "system_instruction": "Be short"}),
    _asks("response_format", {**_RESEARCH, "response_format": {"type": "object"}}),
    _asks("tools", {**_RESEARCH, "tools": [{"type": "function", "name": "f"}]}),
)


def _configs(fakes: Fakes) -> list[Row]:
    known = sdk.types_of(interactions.InteractionAgentConfig)
    fields = {kind: sdk.fields_of(known[kind]) for kind in known}
    found = rows(known, map(_config, known), fakes)
    for kind, values in _VALUES.items():
        found += rows(fields[kind], _fields(kind, values), fakes)
    return found


def _config(kind: str) -> Probe:
    body = _SUBJECTS.get(kind, _GRAVITY)
    config = {"agent_config": {"type": kind}}
    return _asks(kind, {**body, **config}, shows=has("agent", body["agent"]))


def _fields(kind: str, values: Json) -> Iterator[Probe]:
    for name, value in values.items():
        asked = [{"type": kind, name: value}, {"type": kind}]
        with_, plain = (_finished(agent_config=config, **_SUBJECTS[kind]) for config in asked)
        label = f"`{kind}.{name}`"
        yield Probe(name, with_, plain, _SHOWN.get(name), label=label)


def _finished(**body: Any) -> Ask:
    """Create, and look at it until it is over."""

    def ask(fakes: Fakes) -> httpx.Response:
        client = fakes.client()
        reply = create(client, model=None, **body)
        while reply.status_code == 200 and ends("in_progress")(reply):
            reply = client.get(f"/v1/interactions/{reply.json()['id']}")
        return reply

    return ask
