"""Steps of the server's own tools: a history may have them (docs/wire/interactions.md 4.1)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Json, created, error_of, post, text_of

_ASKING: Json = {"type": "user_input", "content": [{"type": "text", "text": "What is new?"}]}
_SAID: Json = {"type": "model_output", "content": [{"type": "text", "text": "This."}]}
_STEPS: dict[str, tuple[Json, Json]] = {
    # I-4.1-6 to I-4.1-14: what a call has, and its result
    "google_search": (
        {"arguments": {"queries": ["news"]}, "search_type": "web_search", "signature": "c2ln"},
        {"result": [{"search_suggestions": "<p>"}], "is_error": False, "signature": "c2ln"},
    ),
    "url_context": (
        {"arguments": {"urls": ["https://example.com"]}, "signature": "c2ln"},
        {"result": [{"url": "https://example.com", "status": "success"}], "is_error": False},
    ),
    "code_execution": (
        {"arguments": {"code": "1 + 1", "language": "python"}, "signature": "c2ln"},
        {"result": "2", "is_error": False, "signature": "c2ln"},
    ),
    "file_search": ({"signature": "c2ln"}, {"signature": "c2ln"}),
    "google_maps": (
        {"arguments": {"queries": ["cafe"]}},
        {"result": [{"places": [{"place_id": "x"}], "widget_context_token": "t"}]},
    ),
    "mcp_server_tool": (
        {"name": "f", "server_name": "s", "arguments": {"a": 1}},
        {"name": "f", "server_name": "s", "result": {"b": 2}},
    ),
    "retrieval": (
        {"arguments": {"queries": ["x"]}, "retrieval_type": "vertex_ai_search"},
        {"is_error": True},
    ),
    "tool_search": (
        {"arguments": {"function_names": ["f"]}},
        {"result": [{"type": "function", "name": "f"}]},
    ),
    "processing": ({"signature": "c2ln"}, {"signature": "c2ln"}),
}


def _history(tool: str) -> list[Json]:
    call, result = _STEPS[tool]
    made = {"type": f"{tool}_call", "id": "s1", **call}
    return [made, {"type": f"{tool}_result", "call_id": "s1", **result}]


@pytest.mark.parametrize("tool", _STEPS)
def test_step_of_a_server_tool_is_accepted(client: httpx.Client, tool: str) -> None:
    reply = created(client, [_ASKING, *_history(tool), _SAID, _ASKING], store=False)
    assert 'Earlier you said: "What is new?"' in text_of(reply)


@pytest.mark.parametrize("tool", _STEPS)
def test_question_before_a_search_is_still_to_be_answered(client: httpx.Client, tool: str) -> None:
    # I-4.1-20
    assert 'You said: "What is new?"' in text_of(created(client, [_ASKING, *_history(tool)]))


@pytest.mark.parametrize("tool", _STEPS)
def test_ids_and_signatures_of_a_server_tool_change_no_words(
    client: httpx.Client, tool: str
) -> None:
    named = [
        {key: "b2xk" if key in ("id", "call_id", "signature") else step[key] for key in step}
        for step in _history(tool)
    ]
    one, two = (created(client, [_ASKING, *steps, _ASKING]) for steps in (_history(tool), named))
    assert one["steps"] == two["steps"]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"type": "google_search_call", "queries": []}, "queries'."),
        ({"type": "google_search_call", "arguments": "x"}, "arguments'. An object is expected."),
        ({"type": "code_execution_result", "is_error": 0}, "is_error'. true or false is expected."),
        ({"type": "mcp_server_tool_call", "name": 1}, "name'. A string is expected."),
        ({"type": "file_search_call", "signature": {}}, "signature'. A string is expected."),
    ],
    ids=str,
)
def test_malformed_step_is_refused_by_its_place(client: httpx.Client, step: Any, said: str) -> None:
    status, code, message = error_of(post(client, [_ASKING, step]))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith(f"Invalid input at 'input[1].{said}")


def test_result_of_a_server_tool_answers_no_function(client: httpx.Client) -> None:
    result = {"type": "function_result", "call_id": "s1", "result": "x"}
    message = error_of(post(client, [*_history("google_search"), result]))[2]
    assert "no function_call before it has that id" in message
