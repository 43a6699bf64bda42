"""When a model calls, and which functions (docs/wire/interactions.md 2.5)."""

from __future__ import annotations

from typing import Any

from ..answers import calls_of, text_of
from ..api import LITTLE, Api
from ..clauses import Case, clause
from ..severity import Severity
from .test_functions import ASK, TIME, WEATHER, some_calls


@clause(
    "interactions.tool-choice.calls",
    facts=("I-2.5-9", "I-2.1-9"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1200,
    lies=("never-calls", "calls-without-arguments"),
    cases={
        "by-default": Case({}),
        "auto": Case({"tool_choice": "auto"}, lies=("refuses-tool-choice",)),
        "validated": Case({"tool_choice": "validated"}, lies=("refuses-tool-choice",)),
    },
)
def test_calls(api: Api, case: dict[str, Any]) -> None:
    """Where the model decides, it calls the function that it is told to call."""
    ask = "Call the function get_weather for the city Paris."
    reply = api.create(ask, tools=[WEATHER], generation_config=case, store=False).ok
    assert reply["status"] == "requires_action"
    call = some_calls(reply)[0]
    assert call["name"] == "get_weather"
    assert "paris" in call["arguments"]["city"].text.lower()


@clause(
    "interactions.tool-choice.need-not-call",
    facts=("I-2.5-9",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1200,
    lies=("always-calls",),
    cases={"auto": Case("auto"), "validated": Case("validated")},
)
def test_need_not_call(api: Api, case: str) -> None:
    """Where the model decides, it answers in text what needs no function."""
    config = {"tool_choice": case}
    reply = api.create(tools=[WEATHER], generation_config=config, store=False).ok
    assert reply["status"] == "completed"
    assert not calls_of(reply)
    assert "hello" in text_of(reply).lower()


@clause(
    "interactions.tool-choice.any",
    facts=("I-2.5-9",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1200,
    lies=("decides-by-itself",),
)
def test_any(api: Api) -> None:
    """In the mode any there is a call, also where the question needs none."""
    config = {"tool_choice": "any"}
    reply = api.create("Good morning!", tools=[WEATHER], generation_config=config, store=False).ok
    assert reply["status"] == "requires_action"
    assert some_calls(reply)[0]["name"] == "get_weather"


@clause(
    "interactions.tool-choice.none",
    facts=("I-2.5-9",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1200,
    lies=("decides-by-itself", "always-calls"),
)
def test_none(api: Api) -> None:
    """In the mode none there is no call, also where the question asks for one."""
    config = {"tool_choice": "none"}
    reply = api.create(ASK, tools=[WEATHER], generation_config=config, store=False).ok
    assert reply["status"] == "completed"
    assert not calls_of(reply)
    assert text_of(reply)


@clause(
    "interactions.tool-choice.allowed",
    facts=("I-2.5-9",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1300,
    lies=("allows-all-functions", "refuses-tool-choice"),
)
def test_allowed(api: Api) -> None:
    """Of the functions that are declared only the allowed ones are called."""
    config = {"tool_choice": {"allowed_tools": {"mode": "any", "tools": ["get_time"]}}}
    reply = api.create(ASK, tools=[WEATHER, TIME], generation_config=config, store=False).ok
    assert {call["name"].text for call in some_calls(reply)} == {"get_time"}


@clause(
    "interactions.tool-choice.unknown-mode",
    facts=("I-2.5-9", "I-7.3-7"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=200,
    lies=("decides-by-itself",),
)
def test_unknown_mode(api: Api) -> None:
    """A mode that does not exist is refused."""
    config = {**LITTLE, "tool_choice": "sometimes"}
    is_open = "an open enum to the SDK's types"
    answer = api.create(ASK, tools=[WEATHER], generation_config=config, store=False, wrong=is_open)
    answer.refused(400)
