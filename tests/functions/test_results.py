"""Results of functions, in every shape and place (docs/wire/interactions.md 2.3, 4.1, 6)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Json, created, error_of, post, text_of
from tests.functions.calling import TOOLS, WEATHER, asked, calls_of, function, result

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


def _refusal(client: httpx.Client, before: Json, input: Any) -> str:
    response = post(client, input, previous_interaction_id=before["id"])
    status, code, message = error_of(response)
    assert (status, code) == (400, "invalid_request")
    return message


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
    assert "returned: " + "x" * 299 + "…\n" in text


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


@pytest.mark.parametrize(
    ("uri", "status", "said"),
    [
        ("http://localhost/x.png", 400, "Cannot fetch content from the provided URL."),
        (
            "https://generativelanguage.googleapis.com/v1beta/files/nowhere",
            403,
            "You do not have permission to access the File nowhere or it may not exist.",
        ),
    ],
    ids=["local", "unknown file"],
)
def test_medium_that_is_not_to_be_had_is_refused(
    client: httpx.Client, call: Json, uri: str, status: int, said: str
) -> None:
    parts = [{"type": "image", "uri": uri}]
    step = result(calls_of(call)[0], parts)
    response = post(client, [step], previous_interaction_id=call["id"])
    found, _, message = error_of(response)
    assert (found, message) == (status, said)


def test_unknown_call_id_is_refused(client: httpx.Client, call: Json) -> None:
    # I-10-35
    said = (
        "The function_result has the call_id 'nobody', but no function_call before it has that id."
    )
    assert _refusal(client, call, [result({"id": "nobody"})]) == said


def test_call_of_another_conversation_is_unknown(client: httpx.Client, call: Json) -> None:
    other = created(client, "Hello")
    assert "no function_call before it" in _refusal(client, other, [result(calls_of(call)[0])])


def test_call_behind_its_result_is_too_late(client: httpx.Client) -> None:
    made = {"type": "function_call", "id": "c1", "name": "f", "arguments": {}}
    assert "no function_call before it" in error_of(post(client, [result(made), made]))[2]


def test_very_long_call_id_is_not_repeated(client: httpx.Client, call: Json) -> None:
    assert len(_refusal(client, call, [result({"id": "x" * 100_000})])) < 400


_STEP: Json = {"type": "function_result", "call_id": "c1", "result": "x"}
_WRONG: dict[str, tuple[Json, str]] = {
    "no call_id": ({"type": "function_result", "result": "x"}, "call_id'. It is missing."),
    "call_id as number": ({**_STEP, "call_id": 1}, "call_id'. A string is expected."),
    "no result": ({"type": "function_result", "call_id": "c1"}, "result'. It is missing."),
    "result as null": ({**_STEP, "result": None}, "result'. An object, a string or a list"),
    "result as number": ({**_STEP, "result": 1}, "result'. An object, a string or a list"),
    "result as boolean": ({**_STEP, "result": True}, "result'. An object, a string or a list"),
    "list of strings": ({**_STEP, "result": ["x"]}, "result[0]'. An object is expected"),
    "content without text": ({**_STEP, "result": [{"type": "text"}]}, "result[0].text'. It is"),
    "error as text": ({**_STEP, "is_error": "no"}, "is_error'. true or false is expected."),
    "name as list": ({**_STEP, "name": []}, "name'. A string is expected."),
    "unknown key": ({**_STEP, "output": "x"}, "output'."),
}


@pytest.mark.parametrize(("step", "said"), _WRONG.values(), ids=_WRONG)
def test_malformed_result_is_refused_by_its_place(
    client: httpx.Client, step: Json, said: str
) -> None:
    for input, place in ((step, "input"), ([step], "input[0]")):
        assert error_of(post(client, input))[2].startswith(f"Invalid input at '{place}.{said}")
    inside = [{"type": "user_input", "content": [step]}]
    message = error_of(post(client, inside))[2]
    assert message.startswith(f"Invalid input at 'input[0].content[0].{said}")


def test_content_of_an_unknown_type_is_refused_with_the_types(client: httpx.Client) -> None:
    message = error_of(post(client, [{**_STEP, "result": [{"type": "table"}]}]))[2]
    assert message == (
        "The value 'table' is not supported for 'type' at 'input[0].result[0]'. Supported values:"
        " 'text', 'image', 'audio', 'video', 'document', 'function'."
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"id": ""}, "id'. It is empty."),
        ({"name": ""}, "name'. It is empty."),
        ({"id": None}, "id'. A string is expected."),
        ({"arguments": "{}"}, "arguments'. An object is expected."),
        ({"arguments": None}, "arguments'. An object is expected."),
        ({"signature": 1}, "signature'. A string is expected."),
        ({"args": {}}, "args'."),
    ],
    ids=str,
)
def test_malformed_call_is_refused_by_its_place(
    client: httpx.Client, more: Json, said: str
) -> None:
    made = {"type": "function_call", "id": "c1", "name": "f", "arguments": {}, **more}
    message = error_of(post(client, [made, _STEP]))[2]
    assert message.startswith(f"Invalid input at 'input[0].{said}")


@pytest.mark.parametrize("signature", ["", "c2ln", "no base64", None], ids=str)
def test_call_may_be_sent_back_with_a_signature(
    client: httpx.Client, signature: str | None
) -> None:
    # I-4.1-23: a streamed call has an empty one
    made = {"type": "function_call", "id": "c1", "name": "f", "arguments": {}}
    plain, signed = (
        created(client, [{"type": "user_input", "content": "Hello"}, {**made, **more}, _STEP])
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
    assert "no function_call before it" in _refusal(client, made[-1], [result(forgotten)])


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
