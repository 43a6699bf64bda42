"""What is known and not imitated answers 400 `unimplemented`, which no client retries."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import MODEL, Connect, created, error_of, post

_TOOLS = (
    "code_execution mcp_server filesystem google_maps google_search bash computer_use"
    " file_search url_context tool_search retrieval"
).split()
_FORMATS = ("audio", "image", "video")
_FUNCTION = {"type": "function", "name": "f"}
_BODIES: dict[str, tuple[dict[str, Any], str]] = {
    "cached_content": ({"cached_content": "cachedContents/x"}, "cached_content"),
    "environment": ({"environment": "remote"}, "environment"),
    "environment object": ({"environment": {"type": "remote"}}, "environment"),
    "webhook_config": ({"webhook_config": {"uris": []}}, "webhook_config"),
    "modality": ({"response_modalities": ["image"]}, "response_modalities other than text"),
    "tool beside a function": (
        {"tools": [_FUNCTION, {"type": "google_search"}]},
        "tools of type google_search",
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


@pytest.mark.parametrize("name", ["speech", "video", "image"])
def test_media_config_is_refused_by_name(client: httpx.Client, name: str) -> None:
    config: dict[str, Any] = {f"{name}_config": {}}
    assert _thing(post(client, generation_config=config)) == f"generation_config.{name}_config"


@pytest.mark.parametrize("kind", ["code-mender", "dynamic"])
def test_agent_config_is_refused_by_its_type(client: httpx.Client, kind: str) -> None:
    agent = "antigravity-preview-09-2026"
    body = {"agent": agent, "input": "Hello", "agent_config": {"type": kind}}
    assert _thing(client.post("/v1/interactions", json=body)) == f"agent_config of type {kind}"


def test_bigquery_is_refused_by_name(client: httpx.Client) -> None:
    config = {"type": "deep-research", "enable_bigquery_tool": True}
    body = {
        "agent": "deep-research-preview-04-2026",
        "agent_config": config,
        "background": True,
        "input": "Hello",
    }
    thing = _thing(client.post("/v1/interactions", json=body))
    assert thing == "agent_config.enable_bigquery_tool"


@pytest.mark.parametrize(
    "body",
    [
        {"tools": []},
        {"background": False},
        {"response_format": {"type": "text"}},
        {"response_format": []},
        {"response_modalities": ["text"]},
        {"response_mime_type": "text/plain"},
    ],
    ids=str,
)
def test_what_asks_for_nothing_special_is_accepted(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    assert created(client, **body)["steps"] == created(client)["steps"]


def test_refusal_leaves_nothing_behind(connect: Connect) -> None:
    refused, fresh = connect(), connect()
    post(refused, tools=[{"type": "google_search"}])
    assert created(refused)["id"] == created(fresh)["id"]
    assert created(refused)["model"] == MODEL
