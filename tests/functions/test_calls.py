"""When a model calls, and what a call looks like (docs/wire/interactions.md 3.2, 4.1, 5.3)."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.api import Connect, events, fold, post, text_of
from tests.functions.calling import (
    STRING,
    TABLE,
    TOOLS,
    WEATHER,
    asked,
    called,
    calls_of,
    declared,
    function,
)


def test_call_ends_the_interaction_in_requires_action(client: httpx.Client) -> None:
    # I-3.2-3, I-4.1-4, I-4.1-16, I-4.1-21
    reply = asked(client, "What is the weather in Paris?")
    thought, call = reply["steps"]
    assert reply["status"] == "requires_action"
    assert thought["type"] == "thought"
    assert list(call) == ["id", "type", "name", "arguments"]
    assert (call["name"], call["arguments"]) == ("get_weather", {"city": "Paris"})
    assert re.fullmatch(r"[0-9a-z]{8}", call["id"])


def test_stored_call_is_shown_behind_what_was_said(client: httpx.Client) -> None:
    reply = asked(client, "What is the weather in Paris?")
    stored = client.get(f"/v1/interactions/{reply['id']}").json()
    assert stored["status"] == "requires_action"
    assert stored["steps"][1:] == reply["steps"]


def test_functions_that_are_named_together_are_called_together(client: httpx.Client) -> None:
    # I-4.1-24
    reply = asked(client, "Weather in Paris, and a table for 4 people")
    assert [step["type"] for step in reply["steps"][1:]] == ["function_call"] * 2
    assert list(called(reply)) == ["get_weather", "book_table"]
    assert len({call["id"] for call in calls_of(reply)}) == 2


def test_calls_are_in_the_order_of_the_tools(client: httpx.Client) -> None:
    reply = asked(client, "Weather in Paris, and a table for 4 people", TABLE, WEATHER)
    assert list(called(reply)) == ["book_table", "get_weather"]


def test_description_counts_where_no_name_fits(client: httpx.Client) -> None:
    assert list(called(asked(client, "I need reservations for tonight"))) == ["book_table"]


def test_name_goes_before_a_description(client: httpx.Client) -> None:
    reply = asked(client, "The forecast of my reservations: weather!")
    assert list(called(reply)) == ["get_weather"]


@pytest.mark.parametrize("name", ["sendInvoice", "send_invoice", "send-invoice", "invoices"])
def test_name_is_read_by_its_words(client: httpx.Client, name: str) -> None:
    reply = asked(client, "An invoice for Ada, please", function(name))
    assert list(called(reply)) == [name]


def test_short_description_counts_like_the_long_one(client: httpx.Client) -> None:
    tool = {**function("f1"), "short_description": "Gardening", "defer_loading": False}
    assert list(called(asked(client, "Some gardening", tool))) == ["f1"]


@pytest.mark.parametrize(
    "said",
    ["Hello", "Please get it for the user", "Reply with exactly: weather", "Count from 1 to 3"],
    ids=["no word", "common words", "reply", "count"],
)
def test_input_that_asks_for_no_function_is_answered(client: httpx.Client, said: str) -> None:
    reply = asked(client, said)
    assert reply["status"] == "completed"
    assert text_of(reply)


def test_plain_instruction_of_the_system_goes_before_calling(client: httpx.Client) -> None:
    reply = asked(client, "Weather in Paris", system_instruction="Reply with exactly: no")
    assert text_of(reply) == "no"


def test_model_that_has_the_last_word_does_not_call(client: httpx.Client) -> None:
    output = {"type": "model_output", "content": [{"type": "text", "text": "weather"}]}
    assert asked(client, [output])["status"] == "completed"


def test_word_in_another_alphabet_is_read(client: httpx.Client) -> None:
    tool = {**function("f1"), "description": "天気 を調べる"}
    assert list(called(asked(client, "天気 ?", tool))) == ["f1"]


def test_at_most_sixteen_functions_are_called_at_once(client: httpx.Client) -> None:
    tools = [function(f"paint_{number}") for number in range(20)]
    assert list(called(asked(client, "paint", *tools))) == [tool["name"] for tool in tools[:16]]


@pytest.mark.parametrize(
    "parameters",
    [None, {}, {"type": "object"}, {"type": "object", "properties": {}}],
    ids=["none", "empty", "any object", "no properties"],
)
def test_function_without_parameters_is_called_without_arguments(
    client: httpx.Client, parameters: object
) -> None:
    assert called(asked(client, "Ring the bell", declared("ring", parameters))) == {"ring": {}}


def test_function_may_leave_out_its_parameters(client: httpx.Client) -> None:
    assert called(asked(client, "Ring the bell", {"type": "function", "name": "ring"})) == {
        "ring": {}
    }


def test_call_says_the_same_under_another_key_and_id(connect: Connect) -> None:
    one, two = (asked(connect(key=key), "Weather in Paris") for key in ("one", "two"))
    assert called(one) == called(two)
    assert one["steps"][0] == two["steps"][0]
    assert calls_of(one)[0]["id"] != calls_of(two)[0]["id"]


def test_repeated_create_has_call_ids_of_its_own(client: httpx.Client) -> None:
    ids = [calls_of(asked(client, "Weather in Paris"))[0]["id"] for _ in range(3)]
    assert len(set(ids)) == 3


def test_unstored_call_has_an_id(client: httpx.Client) -> None:
    reply = asked(client, "Weather in Paris", store=False)
    assert "id" not in reply
    assert calls_of(reply)[0]["id"]


def test_streamed_call_begins_empty_and_is_joined(connect_either: Connect) -> None:
    # I-5.3-6, I-4.3-6, I-5.2-10
    client = connect_either()
    told = events(post(client, "Weather in Paris", tools=TOOLS, stream=True).text)
    assert [event["event_type"] for event in told] == [
        "interaction.created",
        "interaction.status_update",
        *("step.start", "step.delta", "step.stop") * 2,
        "interaction.completed",
    ]
    start, delta, _ = told[5:8]
    assert list(start["step"]) == ["id", "signature", "type", "name", "arguments"]
    assert start["step"] | {"id": ""} == {
        "id": "",
        "signature": "",
        "type": "function_call",
        "name": "get_weather",
        "arguments": {},
    }
    assert delta["delta"] == {"arguments": '{"city":"Paris"}', "type": "arguments_delta"}
    assert told[-1]["interaction"]["status"] == "requires_action"


def test_streamed_calls_are_a_step_each(client: httpx.Client) -> None:
    # I-5.3-4
    said = "Weather in Paris, and a table for 4 people"
    told = events(post(client, said, tools=TOOLS, stream=True).text)
    starts = [event for event in told if event["event_type"] == "step.start"]
    assert [start["index"] for start in starts] == [0, 1, 2]
    assert [start["step"]["type"] for start in starts[1:]] == ["function_call"] * 2
    assert called(fold(told)) == called(asked(client, said))


@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_arguments_are_cut_as_it_is_set(connect: Connect, size: int) -> None:
    # I-10-38
    client = connect(arguments_size=size)
    tool = function("get_weather", place=STRING)
    told = events(post(client, "Weather in 'Zürich 𝄞'", tools=[tool], stream=True).text)
    pieces = [
        event["delta"]["arguments"]
        for event in told
        if event["event_type"] == "step.delta" and event["index"] == 1
    ]
    assert "".join(pieces) == '{"place":"Zürich 𝄞"}'
    assert {len(piece) for piece in pieces[:-1]} <= {size}
