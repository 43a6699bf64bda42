"""Agents: what runs in the background only, and what has a budget (docs/wire/interactions.md 8)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import MODEL, Connect, Json, created, error_of, events, fold, text_of
from tests.background.runs import over

_RESEARCH = "deep-research-preview-04-2026"
_ANTIGRAVITY = "antigravity-preview-09-2026"
_FUNCTION = {"type": "function", "name": "f"}
_SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}


def _ask(client: httpx.Client, agent: str, **body: Any) -> httpx.Response:
    return client.post("/v1/interactions", json={"agent": agent, "input": "Why?", **body})


def _answered(client: httpx.Client, agent: str, **body: Any) -> Json:
    response = _ask(client, agent, **body)
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_model_goes_on_from_an_agent(client: httpx.Client) -> None:
    # I-6-4
    name = _answered(client, _RESEARCH, background=True)["id"]
    over(client, name)
    assert '"Why?"' in text_of(created(client, "Sum it up.", previous_interaction_id=name))


@pytest.mark.parametrize("body", [{}, {"background": False}, {"stream": True}])
def test_deep_research_has_to_be_background(client: httpx.Client, body: Json) -> None:
    # I-8.1-7
    status, code, message = error_of(_ask(client, _RESEARCH, **body))
    assert (status, code) == (400, "invalid_request")
    assert _RESEARCH in message and "'background'" in message


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"system_instruction": "Be brief."}, "system_instruction"),
        (
            {"response_format": {"mime_type": "application/json", "type": "text"}},
            "response_format",
        ),
        (
            {
                "response_format": {
                    "type": "text",
                    "mime_type": "application/json",
                    "schema": _SCHEMA,
                }
            },
            "response_format",
        ),
        ({"tools": [_FUNCTION]}, "function"),
    ],
    ids=["system_instruction", "json", "schema", "function"],
)
def test_deep_research_refuses(client: httpx.Client, body: Json, name: str) -> None:
    # I-2.1-8, I-8.4-5
    status, code, message = error_of(_ask(client, _RESEARCH, background=True, **body))
    assert (status, code) == (400, "invalid_request")
    assert _RESEARCH in message and name in message


@pytest.mark.parametrize(
    "body",
    [
        {"system_instruction": ""},
        {"system_instruction": None},
        {"tools": []},
        {"response_format": {"type": "text"}},
        {"agent_config": None},
    ],
    ids=str,
)
def test_deep_research_accepts_what_says_nothing(client: httpx.Client, body: Json) -> None:
    assert _answered(client, _RESEARCH, background=True, **body)["status"] == "in_progress"


@pytest.mark.parametrize(
    "config",
    [
        {"type": "deep-research"},
        {"type": "deep-research", "thinking_summaries": "none", "visualization": "off"},
        {"type": "deep-research", "collaborative_planning": True, "enable_bigquery_tool": False},
    ],
    ids=["least", "choices", "flags"],
)
def test_deep_research_is_configured(client: httpx.Client, config: Json) -> None:
    # I-8.4-1
    name = _answered(client, _RESEARCH, background=True, agent_config=config)["id"]
    assert over(client, name)["status"] == "completed"


def test_deep_research_summarizes_its_thoughts(client: httpx.Client) -> None:
    config = {"type": "deep-research", "thinking_summaries": "auto"}
    name = _answered(client, _RESEARCH, background=True, agent_config=config)["id"]
    assert over(client, name)["steps"][1]["summary"]


_WRONG: dict[str, tuple[str, Any, str]] = {
    "no type": (_RESEARCH, {}, "agent_config"),
    "unknown type": (_RESEARCH, {"type": "shallow"}, "'shallow' is not supported"),
    "other agent's": (_RESEARCH, {"type": "antigravity"}, "'antigravity'"),
    "other agent's too": (_ANTIGRAVITY, {"type": "deep-research"}, "'deep-research'"),
    "unknown name": (_RESEARCH, {"type": "deep-research", "x": 1}, "agent_config.x"),
    "summaries": (
        _RESEARCH,
        {"type": "deep-research", "thinking_summaries": "some"},
        "'some' is not supported",
    ),
    "flag": (
        _RESEARCH,
        {"type": "deep-research", "collaborative_planning": 1},
        "agent_config.collaborative_planning",
    ),
    "budget 0": (_ANTIGRAVITY, {"type": "antigravity", "max_total_tokens": 0}, "max_total_tokens"),
    "budget text": (
        _ANTIGRAVITY,
        {"type": "antigravity", "max_total_tokens": "1e3"},
        "max_total_tokens",
    ),
    "budget true": (
        _ANTIGRAVITY,
        {"type": "antigravity", "max_total_tokens": True},
        "max_total_tokens",
    ),
    "budget huge": (
        _ANTIGRAVITY,
        {"type": "antigravity", "max_total_tokens": 2**63},
        "max_total_tokens",
    ),
    "model": (_ANTIGRAVITY, {"type": "antigravity", "model": 1}, "agent_config.model"),
}


@pytest.mark.parametrize(("agent", "config", "named"), _WRONG.values(), ids=_WRONG)
def test_wrong_agent_config_is_named(
    client: httpx.Client, agent: str, config: Json, named: str
) -> None:
    status, code, message = error_of(_ask(client, agent, background=True, agent_config=config))
    assert (status, code) == (400, "invalid_request")
    assert named in message


@pytest.mark.parametrize("kind", ["code-mender", "dynamic"])
def test_config_of_an_agent_that_is_not_imitated_is_named(client: httpx.Client, kind: str) -> None:
    response = _ask(client, _ANTIGRAVITY, agent_config={"type": kind})
    assert error_of(response)[:2] == (400, "unimplemented")
    assert kind in error_of(response)[2]


@pytest.mark.parametrize("written", [int, str], ids=["number", "text"])
@pytest.mark.parametrize("background", [False, True], ids=["foreground", "background"])
def test_antigravity_stops_at_its_budget(
    client: httpx.Client, background: bool, written: Any
) -> None:
    # I-8.4-2, I-3.2-8
    text = "Count from 1 to 1000"
    budget = _answered(client, _ANTIGRAVITY, input=text)["usage"]["total_tokens"] - 300
    config = {"type": "antigravity", "max_total_tokens": written(budget)}
    body = {"input": text, "agent_config": config, "background": background}
    found = over(client, _answered(client, _ANTIGRAVITY, **body)["id"])
    assert found["status"] == "budget_exceeded"
    assert found["usage"]["total_tokens"] == budget


def test_budget_that_is_enough_changes_no_status(client: httpx.Client) -> None:
    config = {"type": "antigravity", "max_total_tokens": "100000"}
    assert _answered(client, _ANTIGRAVITY, agent_config=config)["status"] == "completed"


def test_budget_below_the_input_leaves_no_steps(client: httpx.Client) -> None:
    config = {"type": "antigravity", "max_total_tokens": 1}
    reply = _answered(client, _ANTIGRAVITY, agent_config=config)
    assert reply["status"] == "budget_exceeded"
    assert "steps" not in reply
    usage = reply["usage"]
    parts = ("total_input_tokens", "total_output_tokens", "total_thought_tokens")
    assert usage["total_tokens"] == sum(usage[part] for part in parts)


def test_antigravity_runs_in_the_background_too(connect: Connect) -> None:
    # I-8.1-6
    client = connect()
    body = {"agent": _ANTIGRAVITY, "input": "Why?", "background": True, "stream": True}
    stream = events(client.post("/v1/interactions", json=body).text)
    assert fold(stream)["steps"] == _answered(client, _ANTIGRAVITY)["steps"]


def test_agent_config_is_for_agents(client: httpx.Client) -> None:
    # I-2-2
    body = {"model": MODEL, "input": "x", "agent_config": {"type": "antigravity"}}
    assert error_of(client.post("/v1/interactions", json=body))[0] == 400
