"""The types of contents and steps by name (docs/wire/interactions.md 2.4, 4.1)."""

from __future__ import annotations

from typing import Any

CONTENT_KINDS = ("text", "image", "audio", "video", "document")

# What a server resolves by itself: a call and its result.
SERVER_TOOLS = (
    "google_search",
    "url_context",
    "code_execution",
    "file_search",
    "google_maps",
    "mcp_server_tool",
    "retrieval",
    "tool_search",
    "processing",
)
SERVER_STEPS = tuple(f"{tool}_{part}" for tool in SERVER_TOOLS for part in ("call", "result"))
STEP_KINDS = (
    "user_input",
    "model_output",
    "thought",
    "function_call",
    "function_result",
    *SERVER_STEPS,
)
# Who spoke in a turn of the retired schema, and the step that it is now.
ROLES = {"user": "user_input", "model": "model_output"}
assert not set(STEP_KINDS) & set(CONTENT_KINDS), "a type would name a step and a content"


def is_turn(value: Any) -> bool:
    """Whether something that was said is a turn of the retired schema: all others have a type."""
    return isinstance(value, dict) and "role" in value and "type" not in value
