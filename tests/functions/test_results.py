"""Results of functions, in every shape and place (docs/wire/interactions.md 2.3, 4.1, 6)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Json, created, text_of
from tests.functions.calling import TOOLS, WEATHER, asked, calls_of, function, refusal, result

_TEXT = {"type": "text", "text": "18 degrees"}
_SHAPES: dict[str, tuple[Any, str]] = {
    "object": ({"celsius": 18, "sky": "clear"}, '{"celsius":18,"sky":"clear"}'),
    "empty object": ({}, "{}"),
    "string": ("18 degrees", "18 degrees"),
    "empty string": ("", ""),
    "contents": ([_TEXT, {"type": "text", "text": "clear"}], "18 degrees\nclear"),
    "no contents": ([], ""),
    "image": ([_TEXT, {"type": "image", "data": "aGk="}], "18 degrees\n[image]"),
    "function": ([{"type": "function", "name": "f"}], '{"type":"function","name":"f"}'),
}


@pytest.fixture
def call(client: httpx.Client) -> Json:
    """An interaction that waits for the weather in Paris."""
    return asked(client, "Weather in Paris")


def _answer(client: httpx.Client, before: Json, input: Any) -> Json:
    return created(client, input, previous_interaction_id=before["id"], tools=TOOLS)


@pytest.mark.parametrize(("value", "said"), _SHAPES.values(), ids=_SHAPES)
def test_result_of_every_shape_is_quoted(
    client: httpx.Client, call: Json, value: Any, said: str
) -> None:
    # I-4.1-5, I-6-8
    reply = _answer(client, call, [result(calls_of(call)[0], value)])
    assert reply["status"] == "completed"
    assert f"The function get_weather returned: {said}\n" in text_of(reply)


def test_error_is_quoted_as_one(client: httpx.Client, call: Json) -> None:
    reply = _answer(client, call, [result(calls_of(call)[0], "no such city", is_error=True)])
    assert "The function get_weather failed with: no such city" in text_of(reply)


@pytest.mark.parametrize(
    "more",
    [{}, {"name": "get_weather"}, {"name": "other"}, {"name": None}, {"is_error": False}]
    + [{"signature": ""}, {"signature": "c2ln"}],
    ids=str,
)
def test_what_names_or_proves_a_result_changes_no_words(
    client: httpx.Client, call: Json, more: Json
) -> None:
    plain, other = (
        _answer(client, call, [result(calls_of(call)[0], "18", **each)]) for each in ({}, more)
    )
    assert plain["steps"] == other["steps"]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda step: [step],
        lambda step: step,
        lambda step: {"type": "user_input", "content": [step]},
        lambda step: [{"type": "user_input", "content": [step]}],
    ],
    ids=["steps", "bare step", "inside one user_input", "inside user_input of steps"],
)
def test_result_may_stand_in_every_place(client: httpx.Client, call: Json, wrapped: Any) -> None:
    # I-2.3-4, I-2.3-11, I-2.3-12
    step = result(calls_of(call)[0], "18 degrees")
    assert _answer(client, call, wrapped(step))["steps"] == _answer(client, call, [step])["steps"]


def test_result_among_contents_is_shown_as_a_step(client: httpx.Client, call: Json) -> None:
    step, text = result(calls_of(call)[0], "18"), {"type": "text", "text": "And now?"}
    reply = _answer(client, call, [{"type": "user_input", "content": [text, step, text]}])
    shown = client.get(f"/v1/interactions/{reply['id']}").json()["steps"]
    asking = {"content": [text], "type": "user_input"}
    assert shown[:3] == [asking, step, asking]


def test_words_beside_a_result_are_answered_too(client: httpx.Client, call: Json) -> None:
    said = [result(calls_of(call)[0], "18"), {"type": "user_input", "content": "Thanks!"}]
    text = text_of(_answer(client, call, said))
    assert 'You said: "Thanks!"' in text
    assert "The function get_weather returned: 18" in text


def test_results_are_quoted_in_their_order(client: httpx.Client) -> None:
    # I-4.1-24
    before = asked(client, "Weather in Paris, and a table for 4")
    weather, table = calls_of(before)
    text = text_of(_answer(client, before, [result(table, "booked"), result(weather, "clear")]))
    lines = [line for line in text.splitlines() if line.startswith("The function")]
    assert lines == [
        "The function book_table returned: booked",
        "The function get_weather returned: clear",
    ]


def test_long_result_is_quoted_by_its_beginning(client: httpx.Client, call: Json) -> None:
    text = text_of(_answer(client, call, [result(calls_of(call)[0], "x" * 1_000)]))
    assert "returned: " + "x" * 297 + "...\n" in text


def test_other_result_says_other_words(client: httpx.Client, call: Json) -> None:
    last = [
        text_of(_answer(client, call, [result(calls_of(call)[0], {"n": n})])).splitlines()[-2:]
        for n in range(3)
    ]
    assert len({*map(tuple, last)}) == 3


def test_medium_of_a_result_is_counted(client: httpx.Client, call: Json) -> None:
    parts = [_TEXT, {"type": "image", "data": "aGk=", "mime_type": "image/png"}]
    usage = _answer(client, call, [result(calls_of(call)[0], parts)])["usage"]
    counted = {it["modality"]: it["tokens"] for it in usage["input_tokens_by_modality"]}
    assert counted["image"] == 258
    assert sum(counted.values()) == usage["total_input_tokens"]


def test_uploaded_file_may_be_a_result(client: httpx.Client, call: Json) -> None:
    headers = {"x-goog-upload-protocol": "raw", "content-type": "image/png"}
    uri = client.post("/upload/v1/files", content=b"hi", headers=headers).json()["file"]["uri"]
    parts = [{"type": "image", "uri": uri}]
    assert "[image]" in text_of(_answer(client, call, [result(calls_of(call)[0], parts)]))


@pytest.mark.parametrize("signature", ["", "c2ln", "no base64", None], ids=str)
def test_call_may_be_sent_back_with_a_signature(
    client: httpx.Client, signature: str | None
) -> None:
    # I-4.1-23: a streamed call has an empty one
    made = {"type": "function_call", "id": "c1", "name": "f", "arguments": {}}
    plain, signed = (
        created(
            client,
            [{"type": "user_input", "content": "Hello"}, {**made, **more}, result(made, "x")],
        )
        for more in ({}, {"signature": signature})
    )
    assert plain["steps"] == signed["steps"]


def _call_again(client: httpx.Client, turns: int) -> list[Json]:
    """Return as many interactions, each with one call and behind the one before."""
    made: list[Json] = []
    for _ in range(turns):
        parent = {"previous_interaction_id": made[-1]["id"]} if made else {}
        made.append(asked(client, "weather", WEATHER, **parent))
    return made


def test_the_latest_32_calls_can_be_answered(client: httpx.Client) -> None:
    made = _call_again(client, 33)
    forgotten, oldest = (calls_of(each)[0] for each in made[:2])
    assert _answer(client, made[-1], [result(oldest)])["status"] == "completed"
    assert "no function_call before it" in refusal(client, made[-1], [result(forgotten)])


def test_all_calls_of_a_history_that_is_sent_can_be_answered(client: httpx.Client) -> None:
    made = [
        {"type": "function_call", "id": f"c{n}", "name": f"f{n}", "arguments": {}}
        for n in range(40)
    ]
    text = text_of(created(client, [*made, result(made[0], "first")]))
    assert "The function f0 returned: first" in text


def test_call_may_be_answered_again(client: httpx.Client, call: Json) -> None:
    step = result(calls_of(call)[0], "18")
    second = _answer(client, call, [step])
    assert "returned: 18" in text_of(_answer(client, second, [step]))


def test_function_that_was_called_need_not_be_declared_again(
    client: httpx.Client, call: Json
) -> None:
    step = result(calls_of(call)[0], "18")
    reply = created(client, [step], previous_interaction_id=call["id"], tools=[function("other")])
    assert "The function get_weather returned: 18" in text_of(reply)
