"""What a declared function may be (docs/wire/interactions.md 2.6)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Json, error_of, post
from tests.functions.calling import asked, called, function

_NAMED: Json = {"type": "function", "name": "ring"}
_KINDS = (
    "'function', 'code_execution', 'mcp_server', 'filesystem', 'google_maps', 'google_search',"
    " 'bash', 'computer_use', 'file_search', 'url_context', 'tool_search', 'retrieval'"
)


def test_all_fields_are_accepted(client: httpx.Client) -> None:
    # I-2.6-1
    tool = {
        **_NAMED,
        "description": "Rings the bell",
        "short_description": "Bell",
        "defer_loading": True,
        "parameters": {"type": "object", "properties": {}},
    }
    assert called(asked(client, "ring", tool)) == {"ring": {}}


@pytest.mark.parametrize("field", ["description", "short_description", "defer_loading"])
def test_null_is_as_if_left_out(client: httpx.Client, field: str) -> None:
    assert called(asked(client, "ring", {**_NAMED, field: None})) == {"ring": {}}


@pytest.mark.parametrize(
    ("tools", "said"),
    [
        ({}, "Invalid input at 'tools'. A list of tools is expected."),
        ("x", "Invalid input at 'tools'. A list of tools is expected."),
        ([3], "Invalid input at 'tools[0]'. An object is expected, its 'type' one of"),
        ([{}], f"Invalid input at 'tools[0].type'. Supported values: {_KINDS}."),
        ([{"type": {}}], "Invalid input at 'tools[0].type'. Supported values:"),
        (
            [_NAMED, {"type": "functions"}],
            "The value 'functions' is not supported for 'type' at 'tools[1]'."
            f" Supported values: {_KINDS}.",
        ),
        ([{"type": "function"}], "Invalid input at 'tools[0].name'. A function has a name."),
        ([{**_NAMED, "name": ""}], "Invalid input at 'tools[0].name'. A function has a name."),
        ([{**_NAMED, "name": 1}], "Invalid input at 'tools[0].name'. A string is expected."),
        ([{**_NAMED, "description": []}], "Invalid input at 'tools[0].description'. A string is"),
        ([{**_NAMED, "short_description": 1}], "Invalid input at 'tools[0].short_description'."),
        (
            [{**_NAMED, "defer_loading": "yes"}],
            "Invalid input at 'tools[0].defer_loading'. true or false is expected.",
        ),
        (
            [{**_NAMED, "parameters": []}],
            "Invalid input at 'tools[0].parameters'. A JSON Schema of an object is expected.",
        ),
        ([{**_NAMED, "strict": True}], "Invalid input at 'tools[0].strict'."),
        (
            [{**_NAMED, "shortDescription": ""}],
            "Invalid input at 'tools[0].shortDescription'. Did you mean 'short_description'?",
        ),
        (
            [_NAMED, function("other"), _NAMED],
            "Invalid input at 'tools[2].name'. Another function has this name already.",
        ),
        ([_NAMED] * 1_001, "Invalid input at 'tools'. At most 1000 tools are accepted."),
    ],
    ids=lambda value: None if isinstance(value, str) else str(value)[:40],
)
def test_wrong_declaration_is_refused_by_its_place(
    client: httpx.Client, tools: Any, said: str
) -> None:
    # I-7.3-7
    status, code, message = error_of(post(client, "Hello", tools=tools))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith(said)


def test_schema_is_read_when_the_function_is_called(client: httpx.Client) -> None:
    tool = {**_NAMED, "parameters": {"type": "object", "not": {}}}
    assert post(client, "Hello", tools=[tool]).status_code == 200
    _, _, message = error_of(post(client, "ring", tools=[tool]))
    said = "Invalid input at 'tools[0].parameters.not'. The keyword 'not' is not supported."
    assert message == said


def test_place_of_a_schema_is_that_of_its_tool(client: httpx.Client) -> None:
    broken = {"type": "object", "properties": {"a": {"type": "thing"}}}
    tools = [function("other"), {**_NAMED, "parameters": broken}]
    _, _, message = error_of(post(client, "ring", tools=tools))
    assert message.startswith("Invalid input at 'tools[1].parameters.properties.a.type'.")


def test_refused_call_leaves_nothing_behind(client: httpx.Client) -> None:
    tool = {**_NAMED, "parameters": {"type": "object", "not": {}}}
    first = asked(client, "Hello")
    assert post(client, "ring", tools=[tool]).status_code == 400
    assert client.get(f"/v1/interactions/{first['id']}").status_code == 200
