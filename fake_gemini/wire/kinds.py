"""The types of contents and steps by name (docs/wire/interactions.md 2.4, 4.1)."""

from __future__ import annotations

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
assert not set(STEP_KINDS) & set(CONTENT_KINDS), "a type would name a step and a content"
