"""Declared functions, the calls of an answer, and their results."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api import Json, created, error_of, post


def function(name: str, description: str = "", /, **properties: Any) -> Json:
    """Declare a function that needs all its parameters."""
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return declared(name, parameters, description)


def declared(name: str, parameters: Any, description: str = "") -> Json:
    """Declare a function with any JSON Schema as its parameters."""
    about = {"description": description} if description else {}
    return {"type": "function", "name": name, **about, "parameters": parameters}


STRING = {"type": "string"}
INTEGER = {"type": "integer"}
WEATHER = function("get_weather", "Forecast for a place", city=STRING)
TABLE = function("book_table", "Restaurant reservations", city=STRING, people=INTEGER)
MAIL = function("send_mail", "Writes to somebody", to=STRING)
TOOLS = [WEATHER, TABLE, MAIL]


def asked(client: httpx.Client, input: Any, *tools: Json, choice: Any = None, **body: Any) -> Json:
    """Create an interaction with these functions, the usual ones where none is given."""
    if choice is not None:
        body["generation_config"] = {**body.get("generation_config", {}), "tool_choice": choice}
    return created(client, input, tools=list(tools) or TOOLS, **body)


def calls_of(interaction: Json) -> list[Json]:
    """Return the function calls of an answer."""
    return [step for step in interaction.get("steps", ()) if step["type"] == "function_call"]


def called(interaction: Json) -> dict[str, Json]:
    """Return the arguments of each called function by its name, in order."""
    return {call["name"]: call["arguments"] for call in calls_of(interaction)}


def result(call: Json, value: Any = "done", **more: Any) -> Json:
    """Return the result of a call as a step."""
    return {"type": "function_result", "call_id": call["id"], "result": value, **more}


def results(interaction: Json, value: Any = "done") -> list[Json]:
    """Return the same result for every call of an answer."""
    return [result(call, value) for call in calls_of(interaction)]


def answered(
    client: httpx.Client, before: Json, value: Any = "done", *tools: Json, **body: Any
) -> Json:
    """Send the same result for every call of an answer, and return what comes next."""
    parent = {"previous_interaction_id": before["id"]}
    return asked(client, results(before, value), *tools, **parent, **body)


def refusal(client: httpx.Client, before: Json, input: Any) -> str:
    """Return why an input is refused behind an interaction."""
    response = post(client, input, previous_interaction_id=before["id"])
    status, code, message = error_of(response)
    assert (status, code) == (400, "invalid_request")
    return message
