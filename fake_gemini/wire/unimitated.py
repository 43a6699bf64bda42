"""The fields of a create that are known, and not imitated.

Each is checked as far as its refusal is documented, then refused by name: nothing is silently
ignored.
"""

from __future__ import annotations

from typing import Any

from fake_gemini.errors import InvalidInput, InvalidRequest, NotImitated
from fake_gemini.turn import Json
from fake_gemini.wire.violations import discriminated

# The list of a real refusal, and what only the SDKs know (docs/wire/interactions.md 2.6).
_TOOLS = (
    "function",
    "code_execution",
    "mcp_server",
    "filesystem",
    "google_maps",
    "google_search",
    "bash",
    "computer_use",
    "file_search",
    "url_context",
    "tool_search",
    "retrieval",
)
_WHOLLY = (
    "agent_config",
    "cached_content",
    "continuation_token",
    "environment",
    "response_mime_type",
    "webhook_config",
)


def has_functions(body: Json) -> bool:
    tools = body.get("tools")
    return isinstance(tools, list) and any(
        isinstance(tool, dict) and tool.get("type") == "function" for tool in tools
    )


def refuse_unimitated(body: Json) -> None:
    """Raise for the first field whose effect is not imitated."""
    if body.get("background") is True:
        if body.get("store") is False:
            raise InvalidRequest("The parameter 'background' needs 'store' to be true.")
        raise NotImitated("background: true")
    for name in _WHOLLY:
        if body.get(name) is not None:
            raise NotImitated(name)
    _refuse_modalities(body.get("response_modalities"))
    _refuse_tools(body.get("tools"))


def _refuse_modalities(modalities: Any) -> None:
    if modalities not in (None, [], ["text"]):
        raise NotImitated("response_modalities other than text")


def _refuse_tools(tools: Any) -> None:
    if tools is None:
        return
    if not isinstance(tools, list):
        raise InvalidInput("tools")
    kinds = [discriminated(tool, _TOOLS, f"tools[{at}]") for at, tool in enumerate(tools)]
    for kind in kinds:
        raise NotImitated(f"tools of type {kind}")
