"""Lies about calls of functions."""

from __future__ import annotations

from collections.abc import Callable

from tests.lies.book import on_create, on_event, on_events, on_reply, on_unary
from tests.lies.exchange import Event, Json, Reply, everywhere


def _calls(interaction: Json) -> list[Json]:
    return [step for step in interaction.get("steps", ()) if step["type"] == "function_call"]


def _config(create: Json) -> Json:
    config: Json = create.setdefault("generation_config", {})
    return config


@on_create
def never_calls(create: Json) -> None:
    """Functions are declared in vain."""
    create.pop("tools", None)
    _config(create).pop("tool_choice", None)


@on_create
def always_calls(create: Json) -> None:
    """Where there is a function, it is called."""
    if create.get("tools"):
        _config(create)["tool_choice"] = "any"


@on_create
def decides_by_itself(create: Json) -> None:
    """The model decides whether it calls, whatever was chosen."""
    _config(create).pop("tool_choice", None)


@on_create
def allows_all_functions(create: Json) -> None:
    """A list of allowed functions is not looked at."""
    choice = _config(create).get("tool_choice")
    if isinstance(choice, dict):
        _config(create)["tool_choice"] = choice["allowed_tools"]["mode"]


@on_create
def calls_once_only(create: Json) -> None:
    """A result never leads to another call."""
    if create.get("previous_interaction_id"):
        create.pop("tools", None)


@on_create
def calls_for_ever(create: Json) -> None:
    """A result always leads to another call."""
    if create.get("previous_interaction_id") and create.get("tools"):
        _config(create)["tool_choice"] = "any"


@on_unary
def calls_another_function(interaction: Json) -> None:
    """The function that is called was not declared."""
    for call in _calls(interaction):
        call["name"] = f"default_api.{call['name']}"


@on_unary
def arguments_in_a_string(interaction: Json) -> None:
    """Arguments are a string that holds JSON, as in another API."""
    for call in _calls(interaction):
        call["arguments"] = str(call["arguments"])


@on_unary
def calls_without_an_id(interaction: Json) -> None:
    """A call has no id by which it could be answered."""
    for call in _calls(interaction):
        call["id"] = ""


@on_unary
def calls_are_completed(interaction: Json) -> None:
    """An interaction that waits for a result says that it is completed."""
    if _calls(interaction):
        interaction["status"] = "completed"


@on_unary
def speaks_after_calls(interaction: Json) -> None:
    """Each reply ends in text, also one that calls."""
    if _calls(interaction):
        content = [{"type": "text", "text": "Let me look that up."}]
        interaction["steps"].append({"type": "model_output", "content": content})


@on_unary
def signs_calls(interaction: Json) -> None:
    """A call in a unary reply has a signature, as it has in a stream."""
    for call in _calls(interaction):
        call["signature"] = ""


@on_unary
def calls_without_arguments(interaction: Json) -> None:
    """A function is called without what it needs."""
    for call in _calls(interaction):
        call["arguments"] = {}


@on_unary
def forgets_arguments(interaction: Json) -> None:
    """The last argument is missing."""
    for call in _calls(interaction):
        call["arguments"].popitem()


@on_unary
def numbers_in_strings(interaction: Json) -> None:
    """An argument that is a number comes as a string."""
    for call in _calls(interaction):
        call["arguments"] = {
            name: str(value) if isinstance(value, int) else value
            for name, value in call["arguments"].items()
        }


@on_unary
def chooses_outside_the_enum(interaction: Json) -> None:
    """An argument has a value that its schema does not list."""
    for call in _calls(interaction):
        if "meal" in call["arguments"]:
            call["arguments"]["meal"] = "late dinner"


@on_unary
def calls_share_an_id(interaction: Json) -> None:
    """All calls of a turn have one id."""
    for call in _calls(interaction):
        call["id"] = _calls(interaction)[0]["id"]


@on_unary
def thinks_between_calls(interaction: Json) -> None:
    """Each call of a turn has a thought of its own."""
    for call in _calls(interaction)[1:]:
        thought = {"type": "thought", "signature": "c2lnbmVk"}
        interaction["steps"].insert(interaction["steps"].index(call), thought)


def _started(edit: Callable[[Json], None]) -> Callable[[list[Event]], None]:
    """Edit the calls that begin in a stream."""

    def on_starts(events: list[Event]) -> None:
        for event in events:
            if event.kind == "step.start" and event.data["step"]["type"] == "function_call":
                event.edit(lambda data: edit(data["step"]))

    on_starts.__name__, on_starts.__doc__ = edit.__name__, edit.__doc__
    return on_starts


@on_events
@_started
def starts_calls_with_their_arguments(call: Json) -> None:
    """A streamed call begins with its arguments."""
    call["arguments"] = {"city": "Paris"}


@on_events
@_started
def starts_calls_without_a_name(call: Json) -> None:
    """A streamed call does not say at its beginning which function it calls."""
    del call["name"]


@on_events
@_started
def renames_calls_in_streams(call: Json) -> None:
    """A streamed call has another id than the stored one."""
    call["id"] += "x"


@on_event("step.delta")
def streams_arguments_as_an_object(event: Json) -> None:
    """Streamed arguments are an object, not pieces of JSON."""
    if event["delta"]["type"] == "arguments_delta":
        event["delta"]["arguments"] = {"city": "Paris"}


@on_events
def loses_arguments(events: list[Event]) -> list[Event]:
    """Arguments are not streamed."""
    return [event for event in events if '"arguments_delta"' not in event.lines[1]]


@on_event("interaction.completed")
def completes_streamed_calls(event: Json) -> None:
    """A stream that ends in a call says that all is complete."""
    if event["interaction"]["status"] == "requires_action":
        event["interaction"]["status"] = "completed"


@on_reply
def stores_other_arguments(reply: Reply) -> None:
    """The arguments that are stored are not those that were streamed."""
    if reply.request.method == "GET" and b'"function_call"' in reply.body:
        reply.rewrite(lambda stored: _calls(stored)[0].update(arguments={"city": "Rome"}))


@on_reply
def results_complete_the_call(reply: Reply) -> None:
    """An interaction that called is completed as soon as somebody looks at it again."""
    if reply.request.method == "GET" and b'"requires_action"' in reply.body:
        reply.rewrite(lambda stored: stored.update(status="completed"))


def _results(create: Json) -> list[Json]:
    return [
        each for each in everywhere(create.get("input")) if each.get("type") == "function_result"
    ]


@on_create
def reads_no_results(create: Json) -> None:
    """What a function returned is not read."""
    for result in _results(create):
        result["result"] = "nothing"


@on_create
def reads_only_the_first_result(create: Json) -> None:
    """Of several results the first is read."""
    for result in _results(create)[1:]:
        result["result"] = "nothing"


@on_reply
def wants_names_of_results(reply: Reply) -> None:
    """A result has to name its function."""
    create = reply.request.json if reply.request.creates else {"input": ""}
    if any("name" not in result for result in _results(create)):
        reply.refuse()


_NEEDED = {"function_result": ("call_id", "result"), "function_call": ("id", "name", "arguments")}


@on_create
def takes_steps_that_lack_something(create: Json) -> None:
    """A call or result may lack what it needs."""
    for step in everywhere(create.get("input")):
        if any(name not in step for name in _NEEDED.get(step.get("type", ""), ())):
            create["input"] = "..."
            return
