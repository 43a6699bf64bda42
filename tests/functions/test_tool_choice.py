"""`tool_choice`: when a model may call, and which functions (docs/wire/interactions.md 2.5)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Json, error_of, events, fold, post
from tests.functions.calling import TABLE, TOOLS, WEATHER, asked, called

_WANTED = "Weather in Paris, and a table for 4"
_PATH = "generation_config.tool_choice"
_LIST = f"{_PATH}.allowed_tools"
_MODES = "Supported values: 'auto', 'any', 'none', 'validated'."


def _allowed(*names: str, mode: str | None = None) -> Json:
    choice: Json = {"tools": list(names)} if names else {}
    return {"allowed_tools": choice | ({"mode": mode} if mode else {})}


@pytest.mark.parametrize(
    ("choice", "said", "names"),
    [
        ("auto", _WANTED, ["get_weather", "book_table"]),
        ("auto", "Hello", []),
        ("validated", _WANTED, ["get_weather", "book_table"]),
        ("validated", "Hello", []),
        ("any", _WANTED, ["get_weather", "book_table"]),
        ("any", "Hello", ["get_weather"]),
        ("any", "Reply with exactly: weather", ["get_weather"]),
        ("none", _WANTED, []),
        (None, _WANTED, ["get_weather", "book_table"]),
    ],
)
def test_mode_says_when_to_call(
    client: httpx.Client, choice: str | None, said: str, names: list[str]
) -> None:
    # I-2.5-9
    reply = asked(client, said, choice=choice)
    assert list(called(reply)) == names
    assert reply["status"] == ("requires_action" if names else "completed")


@pytest.mark.parametrize(
    ("choice", "said", "names"),
    [
        (_allowed("book_table"), _WANTED, ["book_table"]),
        (_allowed("send_mail"), _WANTED, []),
        (_allowed("send_mail", mode="any"), _WANTED, ["send_mail"]),
        (_allowed("book_table", "get_weather", mode="any"), "Hello", ["get_weather"]),
        (_allowed("book_table", mode="validated"), _WANTED, ["book_table"]),
        (_allowed("book_table", mode="none"), _WANTED, []),
        (_allowed(mode="any"), "Hello", ["get_weather"]),
        ({"allowed_tools": {"mode": "any", "tools": []}}, "Hello", ["get_weather"]),
        ({"allowed_tools": {"mode": None, "tools": None}}, _WANTED, ["get_weather", "book_table"]),
        ({"allowed_tools": None}, _WANTED, ["get_weather", "book_table"]),
        ({}, _WANTED, ["get_weather", "book_table"]),
    ],
    ids=str,
)
def test_allowed_tools_say_what_to_call(
    client: httpx.Client, choice: Json, said: str, names: list[str]
) -> None:
    assert list(called(asked(client, said, choice=choice))) == names


def test_forced_call_is_filled_from_the_whole_input(client: httpx.Client) -> None:
    choice = _allowed("book_table", mode="any")
    reply = asked(client, "Paris, please, and 3 people", choice=choice)
    assert called(reply) == {"book_table": {"city": "Paris", "people": 3}}


def test_forced_call_is_streamed_like_any_other(client: httpx.Client) -> None:
    body: Json = {"tools": TOOLS, "generation_config": {"tool_choice": "any"}}
    told = fold(events(post(client, "Hello", **body, stream=True).text))
    assert called(told) == called(asked(client, "Hello", choice="any"))


def test_choice_is_not_inherited(client: httpx.Client) -> None:
    # I-6-1
    first = asked(client, "Hello", choice="any")
    second = asked(client, "Hello again", previous_interaction_id=first["id"])
    assert second["status"] == "completed"


_NO_MODE = (_PATH, "A mode or {'allowed_tools': ...} is expected.")
_NO_NAME = "It names no function of 'tools'."
_REFUSED: list[tuple[Any, str, str]] = [
    (1, *_NO_MODE),
    (True, *_NO_MODE),
    (["auto"], *_NO_MODE),
    ({"mode": "any"}, f"{_PATH}.mode", ""),
    ({"allowed_tools": "any"}, _LIST, "An object with 'mode' and 'tools' is expected."),
    ({"allowed_tools": []}, _LIST, "An object with 'mode' and 'tools' is expected."),
    ({"allowed_tools": {"names": []}}, f"{_LIST}.names", ""),
    ({"allowed_tools": {"mode": 1}}, f"{_LIST}.mode", "A string is expected."),
    ({"allowed_tools": {"tools": "x"}}, f"{_LIST}.tools", "A list of function names is expected."),
    ({"allowed_tools": {"tools": {}}}, f"{_LIST}.tools", "A list of function names is expected."),
    (_allowed("get_weather", "nobody"), f"{_LIST}.tools[1]", _NO_NAME),
    ({"allowed_tools": {"tools": [{}]}}, f"{_LIST}.tools[0]", _NO_NAME),
    ({"allowed_tools": {"tools": [None]}}, f"{_LIST}.tools[0]", _NO_NAME),
]


def _refused(client: httpx.Client, choice: Any) -> str:
    """Return why a choice among two functions is refused."""
    response = post(client, tools=[WEATHER, TABLE], generation_config={"tool_choice": choice})
    status, code, message = error_of(response)
    assert (status, code) == (400, "invalid_request")
    return message


@pytest.mark.parametrize(("choice", "place", "hint"), _REFUSED, ids=str)
def test_wrong_choice_is_refused_by_its_place(
    client: httpx.Client, choice: Any, place: str, hint: str
) -> None:
    assert _refused(client, choice) == f"Invalid input at '{place}'. {hint}".rstrip()


@pytest.mark.parametrize("mode", ["ANY", "required", ""])
def test_unknown_mode_is_refused_with_the_modes(client: httpx.Client, mode: str) -> None:
    at = "at 'generation_config'"
    said = f"The value '{mode}' is not supported for 'tool_choice' {at}. {_MODES}"
    assert _refused(client, mode) == said


def test_unknown_mode_of_allowed_tools_is_refused_with_the_modes(client: httpx.Client) -> None:
    said = f"The value 'all' is not supported for 'mode' at '{_LIST}'. {_MODES}"
    assert _refused(client, {"allowed_tools": {"mode": "all"}}) == said


@pytest.mark.parametrize("tools", [None, []], ids=["null", "empty"])
def test_choice_without_functions_is_refused(client: httpx.Client, tools: Any) -> None:
    # I-7.3-13
    response = post(client, tools=tools, generation_config={"tool_choice": "auto"})
    said = "Function calling config is set without function_declarations."
    assert error_of(response) == (400, "invalid_request", said)
