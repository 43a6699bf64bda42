"""The model's last reply is part of the history: it can be asked for again (I-6-1)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect, Json, created, events, fold, post, text_of
from tests.background.runs import begun, cancelled
from tests.functions.calling import answered, asked

_AGAIN = "Repeat your previous reply exactly."


def _after(client: httpx.Client, before: Json, input: Any = _AGAIN, **body: Any) -> Json:
    return created(client, input, previous_interaction_id=before["id"], **body)


def _user(text: str) -> Json:
    return {"type": "user_input", "content": [{"type": "text", "text": text}]}


@pytest.mark.parametrize(
    "prompt",
    [
        _AGAIN,
        "repeat the last response",
        "Please repeat exactly your previous answer!",
        "Hm. Repeat your last message.",
    ],
)
def test_last_reply_is_said_again(client: httpx.Client, prompt: str) -> None:
    first = created(client, "What is a quokka?")
    assert text_of(_after(client, first, prompt)) == text_of(first)


def test_it_is_the_last_one(client: httpx.Client) -> None:
    first = created(client, "Reply with exactly: one")
    second = _after(client, first, "Reply with exactly: two")
    assert text_of(_after(client, _after(client, second))) == "two"
    assert text_of(_after(client, first)) == "one"


def test_system_instruction_may_ask_for_it(client: httpx.Client) -> None:
    first = created(client, "Reply with exactly: one")
    assert text_of(_after(client, first, "Go on.", system_instruction=_AGAIN)) == "one"


def test_streamed_reply_is_said_again_in_a_stream(client: httpx.Client) -> None:
    first = fold(events(post(client, "Count from 1 to 30", stream=True).text))
    body = {"previous_interaction_id": first["id"], "stream": True}
    assert text_of(fold(events(post(client, _AGAIN, **body).text))) == text_of(first)


def test_reply_that_was_cut_short_is_said_as_far_as_it_came(client: httpx.Client) -> None:
    limited = {"generation_config": {"max_output_tokens": 8, "thinking_level": "minimal"}}
    first = created(client, "Count from 1 to 30", **limited)
    assert first["status"] == "incomplete"
    assert text_of(_after(client, first)) == text_of(first)


def test_calls_are_no_reply(client: httpx.Client) -> None:
    first = created(client, "Reply with exactly: one")
    parent = {"previous_interaction_id": first["id"]}
    calling = asked(client, "Weather in Paris", **parent)
    assert text_of(_after(client, calling)) == "one"


def test_reply_behind_results_is_said_again(client: httpx.Client) -> None:
    last = answered(client, asked(client, "Weather in Paris"), "sunny")
    assert text_of(_after(client, last)) == text_of(last)


def test_reply_that_nobody_heard_is_not_said(client: httpx.Client) -> None:
    first = created(client, "Reply with exactly: one")
    run = begun(client, "Reply with exactly: two", previous_interaction_id=first["id"])
    assert text_of(_after(client, cancelled(client, run))) == "one"


def test_without_a_reply_the_instruction_is_quoted(client: httpx.Client) -> None:
    assert text_of(created(client, _AGAIN)).startswith(f'You said: "{_AGAIN}"')


def test_long_reply_is_shortened(client: httpx.Client) -> None:
    first = created(client, "Count from 1 to 2000")
    again = text_of(_after(client, first))
    assert again == text_of(first)[:3997] + "..."


@pytest.mark.parametrize("reply", ["one", "x" * 5000], ids=["short", "long"])
def test_stateless_history_says_the_same(client: httpx.Client, reply: str) -> None:
    said = f"Reply with exactly: {reply}"
    first = created(client, said)
    stateless = created(client, [_user(said), *first["steps"], _user(_AGAIN)], store=False)
    assert stateless["steps"] == _after(client, first)["steps"]


def test_foreign_reply_is_said_again(client: httpx.Client) -> None:
    made = {"type": "model_output", "content": [{"type": "text", "text": "I am real."}]}
    steps = [_user("Hello"), made, _user(_AGAIN)]
    assert text_of(created(client, steps, store=False)) == "I am real."


def test_last_hop_is_said_again(connect: Connect) -> None:
    client = connect(decode_limit=10)
    first = created(client, "Count from 1 to 20, separated by commas.")
    token = {"continuation_token": first["continuation_token"]}
    body = {"model": first["model"], "previous_interaction_id": first["id"], **token}
    last = client.post("/v1/interactions", json=body).json()
    assert last["status"] == "completed"
    assert text_of(_after(client, last)) == text_of(last)
