"""One good request for every room of the fake, so that all that is imported later was imported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.prompts import create, request

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
    "required": ["city"],
}
_FUNCTION = {"type": "function", "name": "weather", "parameters": _SCHEMA}
_FORMAT = {"type": "text", "mime_type": "application/json", "schema": _SCHEMA}
_STEPS = [
    {
        "type": "user_input",
        "content": [{"type": "image", "data": "aGk=", "mime_type": "image/png"}],
    },
    {"type": "function_call", "id": "c1", "name": "weather", "arguments": {"city": "Oslo"}},
    {"type": "function_result", "call_id": "c1", "result": {"celsius": 3}},
]


def furnished() -> Iterator[bytes]:
    """Yield the requests."""
    yield create("Weather in Oslo?", tools=[_FUNCTION])
    yield create("Plan three days in Oslo.", response_format=_FORMAT, background=True)
    yield create("Hello", generation_config={"max_output_tokens": 100, "thinking_level": "low"})
    yield create(_STEPS)
    yield create("[[fake: incomplete]]", stream=True)
    yield request("/upload/v1/files", b"text", **{"X_Goog_Upload_Protocol": "raw"})
    yield request("/v1/files", b"", method="GET")
    yield request("/v1/models", b"", method="GET")
