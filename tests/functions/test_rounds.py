"""Several rounds of calls: what is asked for behind a `then` comes when the results are there."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Json, post, text_of
from tests.functions.calling import (
    INTEGER,
    STRING,
    TABLE,
    WEATHER,
    answered,
    asked,
    called,
    calls_of,
    function,
    result,
    results,
)


def _rounds(client: httpx.Client, said: str, *tools: Json, value: Any = "done") -> list[Json]:
    """Have a whole loop, and return the calls of each round."""
    reply = asked(client, said, *tools)
    made = []
    while reply["status"] == "requires_action":
        made.append(called(reply))
        reply = answered(client, reply, value, *tools)
    assert reply["status"] == "completed"
    return made


@pytest.mark.parametrize(
    "said",
    [
        "Weather in Paris, then book a table for 4",
        "Weather in Paris. Then a table for 4!",
        "weather in Paris and then a table for 4",
        "The weather in Paris; after that a table for 4",
        "The weather in Paris\nAfterwards, a table for 4",
    ],
)
def test_then_makes_a_second_round(client: httpx.Client, said: str) -> None:
    first, second = _rounds(client, said)
    assert first == {"get_weather": {"city": "Paris"}}
    assert list(second) == ["book_table"]
    assert second["book_table"]["people"] == 4


@pytest.mark.parametrize(
    "said",
    ["Then the weather in Paris", "Hello, then the weather in Paris", "Then, then weather: Paris"],
)
def test_part_that_asks_for_nothing_is_no_round(client: httpx.Client, said: str) -> None:
    assert _rounds(client, said) == [{"get_weather": {"city": "Paris"}}]


def test_one_function_may_be_called_in_each_round(client: httpx.Client) -> None:
    said = "Weather in Paris, then weather in Rome, then weather in Oslo"
    cities = [made["get_weather"]["city"] for made in _rounds(client, said)]
    assert cities == ["Paris", "Rome", "Oslo"]


def test_round_may_have_parallel_calls(client: httpx.Client) -> None:
    said = "Weather in Paris and mail to ada@example.com, then a table for 4"
    made = _rounds(client, said)
    assert [list(each) for each in made] == [["get_weather", "send_mail"], ["book_table"]]
    assert made[0]["send_mail"] == {"to": "ada@example.com"}


def test_later_round_is_filled_from_earlier_words(client: httpx.Client) -> None:
    _, second = _rounds(client, "Weather in Paris, then a table for 4")
    assert second == {"book_table": {"city": "Paris", "people": 4}}


@pytest.mark.parametrize(
    "value",
    [
        {"order_id": "ab-17", "status": "open"},
        {"orders": [{"orderId": "ab-17"}]},
        '{"status": "open", "order_id": "ab-17"}',
        [{"type": "text", "text": '{"order_id": "ab-17"}'}],
        'The order is "ab-17".',
    ],
    ids=["object", "nested", "string", "contents", "plain"],
)
def test_later_round_is_filled_from_results(client: httpx.Client, value: Any) -> None:
    find, refund = function("find_order", person=STRING), function("refund", order_id=STRING)
    said = "The order of Ada, then refund it"
    first, second = _rounds(client, said, find, refund, value=value)
    assert first == {"find_order": {"person": "Ada"}}
    assert second == {"refund": {"order_id": "ab-17"}}


def test_words_of_a_round_go_before_a_result_that_repeats_others(client: httpx.Client) -> None:
    said = "Weather in Paris, then weather in Rome"
    _, second = _rounds(client, said, WEATHER, value={"city": "Paris", "celsius": 18})
    assert second == {"get_weather": {"city": "Rome"}}


def test_names_in_a_result_are_not_values(client: httpx.Client) -> None:
    lights = function("turn_on_lights", room=STRING, level=INTEGER)
    said = "Weather in Paris, then turn on the lights"
    _, second = _rounds(client, said, WEATHER, lights, value={"celsius": 21})
    assert second["turn_on_lights"]["room"] != "celsius"


def test_result_that_is_nested_very_deep_is_read(client: httpx.Client) -> None:
    made = _rounds(client, "Weather, then weather in Rome", value="[" * 1_000 + "]" * 1_000)
    assert len(made) == 2


def test_new_words_begin_a_new_loop(client: httpx.Client) -> None:
    first = asked(client, "Weather in Paris, then a table for 4")
    said = [*results(first), {"type": "user_input", "content": "Rather the weather in Rome"}]
    second = asked(client, said, previous_interaction_id=first["id"])
    assert called(second) == {"get_weather": {"city": "Rome"}}
    assert answered(client, second)["status"] == "completed"


def test_new_words_without_results_are_accepted(client: httpx.Client) -> None:
    # I-10-36
    first = asked(client, "Weather in Paris")
    second = asked(client, "Never mind. Hello!", previous_interaction_id=first["id"])
    assert second["status"] == "completed"
    assert 'Earlier you said: "Weather in Paris"' in text_of(second)


def test_some_of_the_results_are_enough(client: httpx.Client) -> None:
    first = asked(client, "Weather in Paris, and a table for 4")
    one = result(calls_of(first)[0], "sunny")
    second = asked(client, [one], previous_interaction_id=first["id"])
    assert "The function get_weather returned: sunny" in text_of(second)


def test_tools_are_not_inherited(client: httpx.Client) -> None:
    # I-6-1
    first = asked(client, "Weather in Paris, then a table for 4")
    said = {"input": results(first), "previous_interaction_id": first["id"]}
    assert post(client, **said).json()["status"] == "completed"


def test_mode_any_calls_for_ever(client: httpx.Client) -> None:
    reply = asked(client, "Weather in Paris", choice="any")
    for _ in range(4):
        assert called(reply) == {"get_weather": {"city": "Paris"}}
        reply = answered(client, reply, generation_config={"tool_choice": "any"})


def test_loop_ends_however_often_it_is_asked_for(client: httpx.Client) -> None:
    said = " then ".join(["weather"] * 200)
    assert len(_rounds(client, said)) == 50


def test_functions_may_change_between_rounds(client: httpx.Client) -> None:
    first = asked(client, "Weather in Paris, then a table for 4", WEATHER)
    assert called(first) == {"get_weather": {"city": "Paris"}}
    second = answered(client, first, "sunny", WEATHER, TABLE)
    assert called(second) == {"book_table": {"city": "Paris", "people": 4}}
