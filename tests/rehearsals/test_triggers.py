"""What is a trigger, and what is text."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect, Json, created, error_of, post, text_of
from tests.rehearsals.asking import rehearse, rehearsed, text, trigger

_ERROR = trigger("error api_error")


@pytest.mark.parametrize(
    "input",
    [
        _ERROR,
        f"\n {_ERROR}\t\r\n",
        "[[fake:error api_error]]",
        text(_ERROR),
        [text("Hello"), text(_ERROR)],
        [text(_ERROR), text("Hello")],
        [{"type": "user_input", "content": _ERROR}],
        [{"type": "user_input", "content": [text("Hello"), text(_ERROR)]}],
        [
            {"type": "user_input", "content": "Hello"},
            {"type": "model_output", "content": [text("Hi")]},
            {"type": "user_input", "content": _ERROR},
        ],
        [{"type": "image", "data": "aGk=", "mime_type": "image/png"}, text(_ERROR)],
    ],
    ids=[
        "string",
        "in space",
        "without a space",
        "content",
        "last part",
        "first part",
        "step",
        "part of a step",
        "last step",
        "beside an image",
    ],
)
def test_whole_part_of_the_last_input_is_a_trigger(client: httpx.Client, input: Any) -> None:
    assert post(client, input).status_code == 500


@pytest.mark.parametrize(
    "input",
    [
        f"{_ERROR} please",
        f"Say {_ERROR}",
        f"{_ERROR} and {_ERROR}",
        f"{_ERROR}{_ERROR}",
        "[fake: error api_error]",
        "[[Fake: error api_error]]",
        "[[ fake: error api_error]]",
        "[[fake: error\napi_error]]",
        "[[fake: error api_error]",
        "[[fake error api_error]]",
        "\u00a0" + _ERROR,
        [
            {"type": "user_input", "content": _ERROR},
            {"type": "model_output", "content": [text("Hi")]},
            {"type": "user_input", "content": "Hello"},
        ],
        [
            {"type": "user_input", "content": "Hello"},
            {"type": "model_output", "content": [text(_ERROR)]},
        ],
    ],
    ids=[
        "with words",
        "behind words",
        "two in a text",
        "two without space",
        "one bracket",
        "capital",
        "space before",
        "two lines",
        "half closed",
        "no colon",
        "other space",
        "earlier step",
        "answer",
    ],
)
def test_anything_else_is_text(client: httpx.Client, input: Any) -> None:
    assert created(client, input)["status"] == "completed"


def test_system_instruction_is_text(client: httpx.Client) -> None:
    assert created(client, system_instruction=_ERROR)["status"] == "completed"


def test_result_of_a_function_is_text(client: httpx.Client) -> None:
    steps = [
        {"type": "user_input", "content": _ERROR},
        {"type": "function_call", "id": "c1", "name": "f", "arguments": {}},
        {"type": "function_result", "call_id": "c1", "result": _ERROR},
    ]
    assert created(client, steps)["status"] == "completed"


def test_earlier_turn_is_text(client: httpx.Client) -> None:
    parent = created(client, trigger("incomplete"))
    assert parent["status"] == "incomplete"
    child = created(client, "Hello", previous_interaction_id=parent["id"])
    assert child["status"] == "completed"


@pytest.mark.parametrize("said", ["error api_error", "cut stream", "nonsense"])
def test_without_rehearsals_a_trigger_is_answered(connect: Connect, said: str) -> None:
    client = connect(rehearsals=False)
    response = rehearse(client, said, input="Hello")
    assert f'You said: "Hello\n[[fake: {said}]]"' in text_of(response.json())


_UNKNOWN: dict[str, tuple[str, str]] = {
    "nothing": ("", "error CODE"),
    "action": ("explode", "error CODE, blocked prompt, failed [CODE]"),
    "error without a code": ("error", "error CODE"),
    "code": ("error teapot", "too_many_requests"),
    "code of a failure": ("failed teapot", "api_error"),
    "capitals": ("Error api_error", "error CODE"),
    "option": ("error api_error, twice", "N times"),
    "empty option": ("error api_error,", "N times"),
    "times twice": ("error api_error, 1 time, 2 times", "each once"),
    "no number": ("error api_error, x times", "N times"),
    "too often": ("error api_error, 1000000 times", "N times"),
    "negative": ("error api_error, -1 times", "N times"),
    "other digits": ("error api_error, \u0663 times", "N times"),
    "retry-after without an error": ("incomplete, retry-after 1", "behind an error"),
    "no events": ("cut stream after many events", "cut stream [after N events]"),
    "no seconds": ("slow stream 100", "slow stream [SECONDS below 100]"),
}


@pytest.mark.parametrize(("said", "accepted"), _UNKNOWN.values(), ids=_UNKNOWN)
def test_unknown_trigger_says_what_is_known(client: httpx.Client, said: str, accepted: str) -> None:
    status, code, message = error_of(rehearse(client, said, stream=True))
    assert (status, code) == (400, "invalid_request")
    assert "cannot be rehearsed" in message and accepted in message


def test_two_triggers_are_refused(client: httpx.Client) -> None:
    response = post(client, [text(trigger("incomplete")), text(trigger("incomplete"))])
    assert error_of(response) == (
        400,
        "invalid_request",
        "Only one rehearsal is accepted in one request.",
    )


def test_long_trigger_is_repeated_in_part(client: httpx.Client) -> None:
    message = error_of(rehearse(client, "x" * 100_000))[2]
    assert len(message) < 1000


@pytest.mark.parametrize("at", [0, 1], ids=["before", "behind"])
def test_trigger_is_not_answered(client: httpx.Client, at: int) -> None:
    parts = [text("Reply with exactly: hello")]
    parts.insert(at, text(trigger("incomplete, 0 times")))
    assert text_of(created(client, parts)) == "hello"


def test_trigger_fills_no_arguments(client: httpx.Client) -> None:
    schema = {"type": "object", "properties": {"people": {"type": "integer"}}}
    function = {"type": "function", "name": "book_table", "parameters": schema}
    body: Json = {"tools": [function], "generation_config": {"tool_choice": "any"}}
    asked = "Book a table for 4 people"
    reply = rehearsed(client, "incomplete, 0 times", input=asked, **body)
    assert reply["steps"][-1]["arguments"] == {"people": 4}


def test_trigger_alone_is_quoted(client: httpx.Client) -> None:
    said = trigger("incomplete, 0 times")
    assert f'You said: "{said}"' in text_of(created(client, said))


def test_turn_with_a_trigger_is_history_as_it_was_sent(client: httpx.Client) -> None:
    parts = [text("My name is Ada."), text(trigger("incomplete"))]
    parent = created(client, parts)
    stateful = created(client, "Who am I?", previous_interaction_id=parent["id"])
    history = [
        {"type": "user_input", "content": parts},
        *parent["steps"],
        {"type": "user_input", "content": "Who am I?"},
    ]
    assert created(client, history, store=False)["steps"] == stateful["steps"]
