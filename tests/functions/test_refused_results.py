"""Calls and results that are refused (docs/wire/interactions.md 2.3, 4.1)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import Json, created, error_of, post
from tests.functions.calling import asked, calls_of, refusal, result


@pytest.fixture
def call(client: httpx.Client) -> Json:
    """An interaction that waits for the weather in Paris."""
    return asked(client, "Weather in Paris")


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
    assert refusal(client, call, [result({"id": "nobody"})]) == said


def test_call_of_another_conversation_is_unknown(client: httpx.Client, call: Json) -> None:
    other = created(client, "Hello")
    assert "no function_call before it" in refusal(client, other, [result(calls_of(call)[0])])


def test_call_behind_its_result_is_too_late(client: httpx.Client) -> None:
    made = {"type": "function_call", "id": "c1", "name": "f", "arguments": {}}
    assert "no function_call before it" in error_of(post(client, [result(made), made]))[2]


def test_very_long_call_id_is_not_repeated(client: httpx.Client, call: Json) -> None:
    assert len(refusal(client, call, [result({"id": "x" * 100_000})])) < 400


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
