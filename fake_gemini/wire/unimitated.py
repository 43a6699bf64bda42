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
# As a real refusal lists them (docs/wire/interactions.md 2.7).
_FORMATS = (
    "audio",
    "text",
    "number",
    "integer",
    "object",
    "image",
    "array",
    "video",
    "string",
    "boolean",
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
    _refuse_formats(body.get("response_format"))


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


def _refuse_formats(formats: Any) -> None:
    if formats is None:
        return
    listed = formats if isinstance(formats, list) else [formats]
    for at, item in enumerate(listed):
        place = f"response_format[{at}]" if isinstance(formats, list) else "response_format"
        discriminated(item, _FORMATS, place)
        if not _is_plain_text(item):
            raise NotImitated(f"response_format of type {item['type']}")


def _is_plain_text(item: Json) -> bool:
    return item in ({"type": "text"}, {"type": "text", "mime_type": "text/plain"})
