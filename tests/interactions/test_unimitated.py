"""What is known and not imitated answers 400 `unimplemented`, which no client retries."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from fake_gemini.wire.steps import TOOL_STEPS
from tests.api import MODEL, Connect, created, error_of, post

_FUNCTION = {"type": "function", "name": "f", "description": "d", "parameters": {"type": "object"}}
_TOOLS = (
    "function code_execution mcp_server filesystem google_maps google_search bash computer_use"
    " file_search url_context tool_search retrieval"
).split()
_FORMATS = ("audio", "image", "video")
_BODIES: dict[str, tuple[dict[str, Any], str]] = {
    "background": ({"background": True}, "background: true"),
    "background stream": ({"background": True, "stream": True}, "background: true"),
    "cached_content": ({"cached_content": "cachedContents/x"}, "cached_content"),
    "continuation_token": ({"continuation_token": "t"}, "continuation_token"),
    "environment": ({"environment": "remote"}, "environment"),
    "environment object": ({"environment": {"type": "remote"}}, "environment"),
    "webhook_config": ({"webhook_config": {"uris": []}}, "webhook_config"),
    "response_mime_type": ({"response_mime_type": "application/json"}, "response_mime_type"),
    "modality": ({"response_modalities": ["image"]}, "response_modalities other than text"),
    "function": ({"tools": [_FUNCTION]}, "tools of type function"),
    "tool_choice": (
        {"tools": [_FUNCTION], "generation_config": {"tool_choice": "any"}},
        "tools of type function",
    ),
    "list of formats": (
        {"response_format": [{"type": "text"}, {"type": "image"}]},
        "response_format of type image",
    ),
}


def _thing(response: httpx.Response) -> str:
    status, code, message = error_of(response)
    assert (status, code) == (400, "unimplemented")
    prefix, suffix = "fake_gemini does not imitate ", " yet; see docs/coverage.md"
    assert message.startswith(prefix) and message.endswith(suffix)
    return message.removeprefix(prefix).removesuffix(suffix)


@pytest.mark.parametrize(("body", "thing"), _BODIES.values(), ids=_BODIES)
def test_field_is_refused_by_name(client: httpx.Client, body: dict[str, Any], thing: str) -> None:
    assert _thing(post(client, **body)) == thing


@pytest.mark.parametrize("kind", _TOOLS)
def test_tool_is_refused_by_its_type(client: httpx.Client, kind: str) -> None:
    assert _thing(post(client, tools=[{"type": kind}])) == f"tools of type {kind}"


@pytest.mark.parametrize("kind", _FORMATS)
def test_format_is_refused_by_its_type(client: httpx.Client, kind: str) -> None:
    body = {"type": kind, "mime_type": "x"}
    assert _thing(post(client, response_format=body)) == f"response_format of type {kind}"


@pytest.mark.parametrize("name", ["speech", "transcription", "video", "image"])
def test_media_config_is_refused_by_name(client: httpx.Client, name: str) -> None:
    config: dict[str, Any] = {f"{name}_config": {}}
    assert _thing(post(client, generation_config=config)) == f"generation_config.{name}_config"


@pytest.mark.parametrize("kind", TOOL_STEPS)
def test_tool_step_is_refused_by_its_type(client: httpx.Client, kind: str) -> None:
    assert _thing(post(client, [{"type": kind, "call_id": "x"}])) == kind


def test_bare_function_result_is_refused(client: httpx.Client) -> None:
    assert _thing(post(client, {"type": "function_result"})) == "function_result"


def test_function_result_inside_content_is_refused(client: httpx.Client) -> None:
    # I-2.3-12
    steps = [{"type": "user_input", "content": [{"type": "function_result", "call_id": "x"}]}]
    assert _thing(post(client, steps)) == "function_result"


@pytest.mark.parametrize(
    "name",
    [
        "deep-research-pro-preview-12-2025",
        "deep-research-preview-04-2026",
        "deep-research-max-preview-04-2026",
    ],
)
def test_deep_research_is_refused(client: httpx.Client, name: str) -> None:
    response = client.post("/v1/interactions", json={"agent": name, "input": "Hello"})
    assert _thing(response) == f"the agent {name}"


def test_agent_config_is_refused(client: httpx.Client) -> None:
    body = {"agent": "antigravity-preview-09-2026", "input": "Hello", "agent_config": {}}
    assert _thing(client.post("/v1/interactions", json=body)) == "agent_config"


def test_unstored_background_is_refused_as_documented(client: httpx.Client) -> None:
    # I-8.1-1
    response = post(client, background=True, store=False)
    assert error_of(response)[:2] == (400, "invalid_request")


@pytest.mark.parametrize(
    "body",
    [
        {"tools": []},
        {"background": False},
        {"response_format": {"type": "text"}},
        {"response_format": []},
        {"response_modalities": ["text"]},
    ],
    ids=str,
)
def test_what_asks_for_nothing_special_is_accepted(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    assert created(client, **body)["steps"] == created(client)["steps"]


def test_refusal_leaves_nothing_behind(connect: Connect) -> None:
    refused, fresh = connect(), connect()
    post(refused, tools=[_FUNCTION])
    assert created(refused)["id"] == created(fresh)["id"]
    assert created(refused)["model"] == MODEL
