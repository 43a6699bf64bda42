"""Every shape of `input` (docs/wire/interactions.md 2.3), and what has none of them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import created, error_of, post, text_of

_TEXT = {"type": "text", "text": "Name a colour."}
_SAME_INPUT = {
    "string": "Name a colour.",
    "one content": _TEXT,
    "list of contents": [_TEXT],
    "one step": {"type": "user_input", "content": [_TEXT]},
    "list of steps": [{"type": "user_input", "content": [_TEXT]}],
    "step with a bare string": [{"type": "user_input", "content": "Name a colour."}],
}
_WRONG = {
    "empty string": "",
    "empty list": [],
    "empty object": {},
    "number": 1,
    "boolean": True,
    "list of a list": [[_TEXT]],
    "list of strings": ["hi"],
    "list of null": [None],
    "type is an object": {"type": {}},
    "type is a list": [{"type": []}],
    "type is null": {"type": None, "text": "hi"},
    "type is missing": [{"text": "hi"}],
    "type is a number": [{"type": 1}],
    "contents after a step": [{"type": "user_input", "content": "hi"}, _TEXT],
    "step after contents": [_TEXT, {"type": "user_input", "content": "hi"}],
    "step without content": [{"type": "user_input"}],
    "step with empty content": [{"type": "user_input", "content": []}],
    "step with an empty string": [{"type": "user_input", "content": ""}],
    "step with content as object": [{"type": "user_input", "content": _TEXT}],
    "step in a step": [{"type": "user_input", "content": [{"type": "user_input"}]}],
    "turn of the old form": [{"role": "user", "content": "hi"}],
    "text that is no string": {"type": "text", "text": 1},
    "text without text": {"type": "text"},
}


@pytest.mark.parametrize("shape", _SAME_INPUT.values(), ids=_SAME_INPUT)
def test_every_shape_says_the_same(client: httpx.Client, shape: Any) -> None:
    assert created(client, shape)["steps"] == created(client, "Name a colour.")["steps"]


@pytest.mark.parametrize("shape", _SAME_INPUT.values(), ids=_SAME_INPUT)
def test_get_shows_every_shape_as_a_step(client: httpx.Client, shape: Any) -> None:
    name = created(client, shape)["id"]
    first = client.get(f"/v1/interactions/{name}").json()["steps"][0]
    assert first == {"content": [_TEXT], "type": "user_input"}


@pytest.mark.parametrize("shape", _SAME_INPUT.values(), ids=_SAME_INPUT)
def test_include_input_shows_the_shape_as_sent(client: httpx.Client, shape: Any) -> None:
    name = created(client, shape)["id"]
    found = client.get(f"/v1/interactions/{name}", params={"include_input": "true"})
    assert found.json()["input"] == shape


@pytest.mark.parametrize("shape", _WRONG.values(), ids=_WRONG)
def test_other_shape_is_refused(client: httpx.Client, shape: Any) -> None:
    assert error_of(post(client, shape))[:2] == (400, "invalid_request")


def test_missing_input_is_refused_by_name(client: httpx.Client) -> None:
    response = client.post("/v1/interactions", json={"model": "gemini-3-flash-preview"})
    assert error_of(response)[:2] == (400, "invalid_request")
    assert "'input'" in error_of(response)[2]


def test_refusal_of_a_bare_list_names_the_place_in_it(client: httpx.Client) -> None:
    _, _, message = error_of(post(client, [_TEXT, {"type": "smell"}]))
    assert message.startswith("The value 'smell' is not supported for 'type' at 'input[1]'.")


def test_refusal_of_a_step_list_names_the_wrapped_place(client: httpx.Client) -> None:
    steps = [{"type": "user_input", "content": [_TEXT, {"type": "text", "text": 1}]}]
    said = "Invalid input at 'input[0].content[1].text'. A string is expected."
    assert error_of(post(client, steps))[2] == said


def test_unknown_key_in_a_step_is_refused_by_its_place(client: httpx.Client) -> None:
    steps = [{"type": "user_input", "content": "hi", "mood": "good"}]
    assert error_of(post(client, steps))[2] == "Invalid input at 'input[0].mood'."


def test_last_of_several_user_steps_is_answered(client: httpx.Client) -> None:
    steps = [{"type": "user_input", "content": text} for text in ("First.", "Second.")]
    text = text_of(created(client, steps))
    assert 'You said: "Second."' in text
    assert 'Earlier you said: "First."' in text


def test_bare_thought_and_output_steps_are_read(client: httpx.Client) -> None:
    steps = [
        {"type": "thought"},
        {"type": "model_output", "content": None},
        {"type": "model_output", "content": [_TEXT], "error": {"code": 3}},
        {"type": "user_input", "content": "Go on."},
    ]
    assert 'You said: "Go on."' in text_of(created(client, steps))
