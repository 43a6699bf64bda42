"""Calls of functions (docs/wire/interactions.md 2.6, 4.1 and 5.3)."""

from __future__ import annotations

from typing import Any

from ..answers import calls_of
from ..api import Api
from ..clauses import clause
from ..severity import Severity
from ..values import Value
from .test_thoughts import thinks
from .test_usage import check_sum


def function(name: str, description: str, /, **properties: Any) -> dict[str, Any]:
    """A function that needs all its parameters."""
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "function", "name": name, "description": description, "parameters": parameters}


WEATHER = function("get_weather", "Get the weather in a city.", city={"type": "string"})
TIME = function("get_time", "Get the time in a city.", city={"type": "string"})
TABLE = function(
    "book_table",
    "Book a table in a restaurant.",
    city={"type": "string"},
    people={"type": "integer"},
    meal={"type": "string", "enum": ["breakfast", "lunch", "dinner"]},
    wishes={"type": "array", "items": {"type": "string"}},
)
ASK = "What is the weather in Paris?"
MUST: dict[str, Any] = {"tool_choice": "any"}


@clause(
    "interactions.functions.called",
    facts=("I-2.1-9", "I-2.6-1", "I-3.2-3", "I-4.1-4", "I-4.1-20"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1200,
    lies=("never-calls", "calls-another-function", "arguments-in-a-string", "calls-without-an-id",
          "calls-are-completed", "speaks-after-calls"),
    smoke=True,
)  # fmt: skip
def test_called(api: Api) -> None:
    """A call ends the interaction in requires_action, with the function's name and arguments."""
    reply = api.create(ASK, tools=[WEATHER], generation_config=MUST, store=False).ok
    assert reply["status"] == "requires_action"
    call = reply["steps"][-1]
    assert call["type"] == "function_call"
    assert call["id"].text
    assert call["name"] == "get_weather"
    assert "paris" in call["arguments"]["city"].text.lower()


@clause(
    "interactions.functions.unsigned",
    facts=("I-4.1-21",),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1200,
    lies=("signs-calls",),
)
def test_unsigned(api: Api) -> None:
    """A call in a reply that is not streamed has no signature."""
    reply = api.create(ASK, tools=[WEATHER], generation_config=MUST).ok
    for call in some_calls(reply):
        assert "signature" not in call


@clause(
    "interactions.functions.thought-first",
    facts=("I-4.1-16",),
    severity=Severity.BEHAVIOUR,
    requests=3,
    tokens=1200,
    lies=("thinks-afterwards", "never-shows-a-thought"),
)
def test_thought_first(api: Api) -> None:
    """A model that thinks puts a thought step before its calls."""
    reply = api.create(ASK, tools=[WEATHER], generation_config=MUST).ok
    assert some_calls(reply)
    if thinks(api):
        assert reply["steps"][0]["type"] == "thought"


@clause(
    "interactions.functions.arguments",
    facts=("I-2.6-1", "I-4.1-4"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1400,
    lies=("calls-without-arguments", "forgets-arguments", "numbers-in-strings",
          "chooses-outside-the-enum"),
)  # fmt: skip
def test_arguments(api: Api) -> None:
    """Arguments are of the declared types, and say what the user said."""
    ask = "Book a table for 4 people in Lisbon, for dinner. Wishes: by the window, quiet."
    call = some_calls(api.create(ask, tools=[TABLE], generation_config=MUST).ok)[0]
    arguments = call["arguments"]
    assert sorted(arguments.fields) == ["city", "meal", "people", "wishes"]
    assert "lisbon" in arguments["city"].text.lower()
    assert arguments["people"] == 4
    assert arguments["meal"] == "dinner"
    assert all(wish.text for wish in arguments["wishes"])


@clause(
    "interactions.functions.declared-in-full",
    facts=("I-2.6-1",),
    severity=Severity.BEHAVIOUR,
    requests=2,
    tokens=1200,
    lies=("refuses-short-descriptions",),
)
def test_declared_in_full(api: Api) -> None:
    """A declaration may also have a short description, and say that it is not deferred."""
    full = {**WEATHER, "short_description": "The weather.", "defer_loading": False}
    reply = api.create(ASK, tools=[full], generation_config=MUST).ok
    assert some_calls(reply)[0]["name"] == "get_weather"


@clause(
    "interactions.functions.usage",
    facts=("I-9.1-15", "I-9.1-16", "I-9.1-6"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1200,
    lies=("usage-does-not-add-up", "counts-no-output"),
)
def test_usage(api: Api) -> None:
    """A call is output, and the total is the sum of its parts."""
    reply = api.create(ASK, tools=[WEATHER], generation_config=MUST).ok
    assert some_calls(reply)
    assert reply["usage"]["total_output_tokens"].whole > 0
    check_sum(reply["usage"])


@clause(
    "interactions.functions.not-inherited",
    facts=("I-6-1", "I-2.1-9"),
    severity=Severity.BEHAVIOUR,
    requests=4,
    tokens=3500,
    lies=("inherits-the-tools",),
)
def test_not_inherited(api: Api) -> None:
    """Functions are declared for their own turn only."""
    first = api.create("Reply with exactly: yes", tools=[WEATHER]).ok
    second = api.create(ASK, previous_interaction_id=first["id"].text).ok
    assert second["status"] == "completed"
    assert not calls_of(second)


@clause(
    "interactions.functions.streamed",
    facts=("I-5.3-6", "I-4.3-6", "I-5.2-10", "I-4.1-4"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=1200,
    lies=("starts-calls-with-their-arguments", "starts-calls-without-a-name",
          "streams-arguments-as-an-object", "loses-arguments", "completes-streamed-calls"),
)  # fmt: skip
def test_streamed(api: Api) -> None:
    """A call begins with its name and no arguments, which follow as pieces of their JSON."""
    stream = api.stream(ASK, tools=[WEATHER], generation_config=MUST)
    start = next((each for each in stream.of("step.start")
                  if each["step"]["type"] == "function_call"), None)  # fmt: skip
    assert start is not None, f"no step is a call: {stream.types}"
    call = start["step"]
    assert call["id"].text
    call.equals({"type": "function_call", "id": call["id"].text, "name": "get_weather",
                 "signature": "", "arguments": {}})  # fmt: skip
    deltas = [each["delta"] for each in stream.of("step.delta") if each["index"] == start["index"]]
    assert {delta["type"].text for delta in deltas} == {"arguments_delta"}
    assert all(delta["arguments"].text for delta in deltas)
    told = stream.folded
    assert told["status"] == "requires_action"
    assert "paris" in some_calls(told)[0]["arguments"]["city"].text.lower()


@clause(
    "interactions.functions.folds-to-get",
    facts=("I-4.3-6", "I-5.2-4", "I-1.1-2"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=1200,
    lies=("renames-calls-in-streams", "loses-arguments", "stores-other-arguments"),
)
def test_folds(api: Api) -> None:
    """The events of a call put together are the call that is stored."""
    folded = api.stream(ASK, tools=[WEATHER], generation_config=MUST).folded
    stored = api.get(folded["id"].text).ok
    assert stored["status"] == "requires_action"
    for name in ("id", "usage", "model"):
        folded[name].equals(stored[name])
    told, kept = some_calls(folded), some_calls(stored)
    assert len(told) == len(kept)
    for one, other in zip(told, kept, strict=True):
        for name in ("id", "name", "arguments"):
            one[name].equals(other[name])


def some_calls(interaction: Value) -> list[Value]:
    """Return its function calls, of which there has to be one."""
    calls = calls_of(interaction)
    assert calls, f"no step of {interaction.path} is a function_call"
    return calls
