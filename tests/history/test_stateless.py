"""History sent by the client, step by step (docs/wire/interactions.md 6)."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini.signatures import BYPASS, PLACEHOLDER, is_sound, sign
from tests.api import Connect, Json, created, error_of, events, fold, post, text_of
from tests.functions.calling import TOOLS, asked, called, calls_of, result, results

# From docs/wire/examples/thought.json: a signature that no fake has made.
_FOREIGN = "ZmFrZS10aG91Z2h0LXNpZ25hdHVyZS0wMDAx"
_CORRUPTED = (400, "invalid_request", "Corrupted thought signature.")


def _user(text: str) -> Json:
    return {"type": "user_input", "content": [{"type": "text", "text": text}]}


def _thought(signature: object) -> list[Json]:
    return [_user("One."), {"type": "thought", "signature": signature}, _user("Two.")]


def test_steps_sent_back_unchanged_are_accepted(client: httpx.Client) -> None:
    # I-6-13
    config = {"thinking_summaries": "auto"}
    first = created(client, [_user("I have 2 dogs.")], store=False, generation_config=config)
    history = [_user("I have 2 dogs."), *first["steps"], _user("How many paws?")]
    second = created(client, history, store=False)
    assert 'Earlier you said: "I have 2 dogs."' in text_of(second)


def test_whole_history_is_counted(client: httpx.Client) -> None:
    # I-6-17
    history = [_user("I have 2 dogs."), _user("How many paws?")]
    whole, last = (created(client, h)["usage"] for h in (history, history[1:]))
    assert whole["total_input_tokens"] > last["total_input_tokens"]


def test_stored_steps_can_be_sent_back_as_get_shows_them(client: httpx.Client) -> None:
    first = created(client, "I have 2 dogs.")
    shown = client.get(f"/v1/interactions/{first['id']}").json()["steps"]
    stateless = created(client, [*shown, _user("How many paws?")], store=False)
    stateful = created(client, "How many paws?", previous_interaction_id=first["id"])
    assert stateless["steps"] == stateful["steps"]


def test_signature_travels_to_another_server(connect: Connect) -> None:
    first = created(connect(seed=1), "Hello.")["steps"]
    assert created(connect(seed=2), [_user("Hello."), *first, _user("Go on.")], store=False)


@pytest.mark.parametrize("signature", [BYPASS, PLACEHOLDER, _FOREIGN, "", None], ids=str)
def test_signature_that_may_be_real_is_accepted(
    client: httpx.Client, signature: str | None
) -> None:
    assert post(client, _thought(signature)).status_code == 200


@pytest.mark.parametrize("signature", ["no base64!", "abc", "é", "\x00", _FOREIGN + "="])
def test_signature_that_is_no_base64_is_corrupted(client: httpx.Client, signature: str) -> None:
    assert error_of(post(client, _thought(signature))) == _CORRUPTED


@pytest.mark.parametrize("signature", [1, {}, []], ids=str)
def test_signature_of_the_wrong_type_is_refused(client: httpx.Client, signature: object) -> None:
    message = error_of(post(client, _thought(signature)))[2]
    assert message == "Invalid input at 'input[1].signature'. A string is expected."


@pytest.mark.parametrize("at", [0, 5, 20, 25, 40, 54])
def test_changed_signature_is_corrupted(client: httpx.Client, at: int) -> None:
    # I-6-14
    (thought, _) = created(client)["steps"]
    signature = thought["signature"]
    other = "B" if signature[at] == "A" else "A"
    changed = signature[:at] + other + signature[at + 1 :]
    assert error_of(post(client, _thought(changed))) == _CORRUPTED


@given(st.binary(min_size=1, max_size=16), st.data())
def test_no_single_character_can_be_changed(payload: bytes, data: Any) -> None:
    signature = sign(payload)
    at = data.draw(st.integers(0, len(signature) - 1))
    other = data.draw(st.sampled_from("ABab09+/=").filter(lambda c: c != signature[at]))
    assert is_sound(signature)
    assert not is_sound(signature[:at] + other + signature[at + 1 :])


@given(st.binary(min_size=1, max_size=16), st.data())
def test_no_signature_can_be_cut_short(payload: bytes, data: Any) -> None:
    whole = sign(payload)
    # In groups of four characters, which are still base64, and with the marker still there.
    groups = data.draw(st.integers(5, (len(whole) - 1) // 4))
    assert not is_sound(whole[: 4 * groups])


@given(st.binary(max_size=80))
def test_foreign_base64_is_sound(data: bytes) -> None:
    assert is_sound(b64encode(data).decode())


def test_summary_of_a_thought_may_have_text_and_images(client: httpx.Client) -> None:
    summary = [{"type": "text", "text": "Hm."}, {"type": "image", "data": "aGk="}]
    steps = [{"type": "thought", "summary": summary}, _user("Go on.")]
    assert post(client, steps).status_code == 200


@pytest.mark.parametrize(
    ("summary", "place"),
    [
        ("Hm.", "input[0].summary"),
        ([{"type": "audio", "data": "aGk="}], "input[0].summary[0]"),
        ([{"type": {}}], "input[0].summary[0].type"),
        ([{"type": "text"}], "input[0].summary[0].text"),
    ],
    ids=str,
)
def test_wrong_summary_is_refused_by_its_place(
    client: httpx.Client, summary: object, place: str
) -> None:
    steps = [{"type": "thought", "summary": summary}, _user("Go on.")]
    status, code, message = error_of(post(client, steps))
    assert (status, code) == (400, "invalid_request")
    assert f"'{place}'" in message


def test_thoughts_do_not_change_the_words(client: httpx.Client) -> None:
    with_thought = created(client, _thought(_FOREIGN))
    without = created(client, [_user("One."), _user("Two.")])
    assert with_thought["steps"] == without["steps"]


def test_model_may_have_the_last_word(client: httpx.Client) -> None:
    first = created(client, "My name is Ada.")
    output = {"type": "model_output", "content": [{"type": "text", "text": "I see."}]}
    stateful = created(client, [output], previous_interaction_id=first["id"])
    history = [_user("My name is Ada."), *first["steps"], output]
    stateless = created(client, history, store=False)
    assert stateless["steps"] == stateful["steps"]
    assert 'Earlier you said: "My name is Ada."' in text_of(stateful)


def _call() -> Json:
    return {"type": "function_call", "id": "c1", "name": "get_weather", "arguments": {}}


def test_tool_loop_that_is_sent_along_says_the_same(client: httpx.Client) -> None:
    # I-6-13
    said = "Weather in Paris, then a table for 4"
    history = [_user(said)]
    stateful = asked(client, said)
    for _ in range(3):
        stateless = asked(client, history, store=False)
        assert called(stateless) == called(stateful)
        assert stateless["status"] == stateful["status"]
        assert stateless["steps"][0] == stateful["steps"][0]
        history += [*stateless["steps"], *results(stateless, {"ok": 1})]
        parent = {"previous_interaction_id": stateful["id"]}
        stateful = asked(client, results(stateful, {"ok": 1}) or "Hello", **parent)
    assert stateful["status"] == "completed"


def test_streamed_call_is_sent_back_as_it_came(client: httpx.Client) -> None:
    # I-4.1-23: step.start has an empty signature, which a client may well keep
    body: Json = {"tools": TOOLS, "store": False}
    told = fold(events(post(client, "Weather in Paris", **body, stream=True).text))
    call = {**calls_of(told)[0], "signature": ""}
    history = [_user("Weather in Paris"), told["steps"][0], call, result(call, "clear")]
    assert "The function get_weather returned: clear" in text_of(created(client, history, **body))


@pytest.mark.parametrize(
    "shared",
    [
        [{"type": "function_result", "call_id": "c1", "result": "clear"}],
        [_call(), {"type": "function_result", "call_id": "c1", "result": {"city": "Rome"}}],
        [{"type": "model_output", "content": [{"type": "text", "text": "Hm."}]}],
    ],
    ids=["result", "call and result", "model has the last word"],
)
@pytest.mark.parametrize("choice", ["auto", "any"])
@pytest.mark.parametrize("said", ["Weather in Paris, then a table for 4", "x" * 300 + " weather"])
def test_steps_without_new_words_say_the_same(
    client: httpx.Client, shared: list[Json], choice: str, said: str
) -> None:
    first = [_user(said), _call()]
    parent = created(client, first)
    history = [*first, *parent.get("steps", []), *shared]
    stateful = asked(client, shared, choice=choice, previous_interaction_id=parent["id"])
    stateless = asked(client, history, choice=choice, store=False)
    assert called(stateless) == called(stateful)
    assert stateless["status"] == stateful["status"]


def test_words_before_an_answer_are_remembered_for_a_call(client: httpx.Client) -> None:
    parent = created(client, "Weather in Paris, then a table for 4")
    shared = [_call(), {"type": "function_result", "call_id": "c1", "result": "clear"}]
    stateful = asked(client, shared, previous_interaction_id=parent["id"])
    history = [_user("Weather in Paris, then a table for 4"), *parent["steps"], *shared]
    assert called(stateful) == called(asked(client, history, store=False))
    assert list(called(stateful)) == ["book_table"]
