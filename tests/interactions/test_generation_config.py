"""`generation_config`: what it may say, and what it does (docs/wire/interactions.md 2.5)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from fake_gemini.signatures import PLACEHOLDER
from tests.api import Json, created, error_of, events, fold, post, text_of

_ACCEPTED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "nulls": {"temperature": None, "tool_choice": None, "speech_config": None},
    "temperature": {"temperature": 2, "top_p": 0.5},
    "undocumented top_k": {"top_k": 40},
    "unknown name": {"thinking_budget": {"tokens": [1]}},
    "seed": {"seed": -7},
    "whole number with a point": {"seed": 7.0, "max_output_tokens": 1000.0},
    "stop sequences": {"stop_sequences": ["x", ""]},
    "level": {"thinking_level": "xhigh"},
    "summaries": {"thinking_summaries": "none"},
}
_REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no tokens": ({"max_output_tokens": 0}, "max_output_tokens"),
    "half a token": ({"max_output_tokens": 1.5}, "max_output_tokens"),
    "tokens as text": ({"max_output_tokens": "5"}, "max_output_tokens"),
    "too hot": ({"temperature": 2.1}, "temperature"),
    "too cold": ({"temperature": -0.1}, "temperature"),
    "temperature as boolean": ({"temperature": True}, "temperature"),
    "more than all": ({"top_p": 1.5}, "top_p"),
    "seed of 70 bits": ({"seed": 10**21}, "seed"),
    "seed as object": ({"seed": {}}, "seed"),
    "one stop sequence": ({"stop_sequences": "x"}, "stop_sequences"),
    "stop sequence as number": ({"stop_sequences": ["x", 1]}, "stop_sequences[1]"),
    "level as object": ({"thinking_level": {}}, "thinking_level"),
    "summaries as boolean": ({"thinking_summaries": True}, "thinking_summaries"),
}


def _with(client: httpx.Client, **config: Any) -> Json:
    return created(client, generation_config=config)


@pytest.mark.parametrize("config", _ACCEPTED.values(), ids=_ACCEPTED)
def test_config_is_accepted(client: httpx.Client, config: dict[str, Any]) -> None:
    assert post(client, generation_config=config).status_code == 200


@pytest.mark.parametrize(("config", "place"), _REFUSED.values(), ids=_REFUSED)
def test_wrong_value_is_refused_by_its_place(
    client: httpx.Client, config: dict[str, Any], place: str
) -> None:
    status, code, message = error_of(post(client, generation_config=config))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith(f"Invalid input at 'generation_config.{place}'.")


def test_unknown_level_is_refused_with_the_levels(client: httpx.Client) -> None:
    _, _, message = error_of(post(client, generation_config={"thinking_level": "deep"}))
    assert message == (
        "The value 'deep' is not supported for 'thinking_level' at 'generation_config'."
        " Supported values: 'minimal', 'low', 'medium', 'high', 'xhigh'."
    )


def test_level_that_the_model_lacks_is_refused(client: httpx.Client) -> None:
    # I-7.3-9, I-9.2-2
    level = {"thinking_level": "minimal"}
    response = post(client, model="gemini-3.8-flash", generation_config=level)
    assert error_of(response) == (
        400,
        "invalid_request",
        "Thinking level THINKING_LEVEL_MINIMAL is not supported for this model."
        " Please retry with other thinking level.",
    )


@pytest.mark.parametrize("choice", ["auto", "any", "none", "validated", {"allowed_tools": {}}])
def test_tool_choice_without_functions_is_refused(client: httpx.Client, choice: object) -> None:
    # I-7.3-13
    response = post(client, generation_config={"tool_choice": choice})
    assert error_of(response) == (
        400,
        "invalid_request",
        "Function calling config is set without function_declarations.",
    )


def test_small_limit_ends_incomplete_without_steps(client: httpx.Client) -> None:
    # I-3.1-8, I-9.2-6
    reply = _with(client, max_output_tokens=5)
    assert reply["status"] == "incomplete"
    assert "steps" not in reply
    assert reply["usage"]["total_output_tokens"] == 0


def test_limit_within_the_text_cuts_it(client: httpx.Client) -> None:
    whole = _with(client, thinking_level="minimal")
    reply = _with(client, thinking_level="minimal", max_output_tokens=4)
    assert reply["status"] == "incomplete"
    assert reply["usage"]["total_output_tokens"] == 4
    assert text_of(reply) == 'You said: "Hello'
    assert text_of(whole).startswith(text_of(reply))


@pytest.mark.parametrize("limit", [1, 30, 60, 100, 10_000])
def test_output_and_thought_stay_within_the_limit(client: httpx.Client, limit: int) -> None:
    usage = _with(client, max_output_tokens=limit)["usage"]
    assert usage["total_output_tokens"] + usage["total_thought_tokens"] <= limit


def test_stop_sequence_ends_the_text_before_it(client: httpx.Client) -> None:
    reply = created(client, "Count from 1 to 9", generation_config={"stop_sequences": ["7", ", 5"]})
    assert text_of(reply) == "1, 2, 3, 4"
    assert reply["status"] == "completed"


def test_summary_appears_when_asked_for(client: httpx.Client) -> None:
    thought = _with(client, thinking_summaries="auto")["steps"][0]
    assert list(thought) == ["signature", "summary", "type"]
    assert thought["summary"][0]["type"] == "text"
    assert thought["summary"][0]["text"].startswith("**")


@pytest.mark.parametrize("config", [{}, {"thinking_summaries": "none"}], ids=["unasked", "none"])
def test_no_summary_appears_unless_asked_for(client: httpx.Client, config: dict[str, Any]) -> None:
    # I-9.2-5
    assert "summary" not in _with(client, **config)["steps"][0]


def test_level_bounds_the_thought(client: httpx.Client) -> None:
    thoughts = [
        _with(client, thinking_level=level)["usage"]["total_thought_tokens"]
        for level in ("minimal", "low", "high", "xhigh")
    ]
    assert thoughts == sorted(thoughts)
    assert thoughts[0] == 0


def test_numbers_say_the_same_with_and_without_a_point(client: httpx.Client) -> None:
    # Python writes 1.0 where JavaScript writes 1.
    words = [_with(client, temperature=one, seed=None)["steps"] for one in (1, 1.0)]
    assert words[0] == words[1] == _with(client, temperature=1)["steps"]


def test_more_stop_sequences_than_anybody_needs_are_refused(client: httpx.Client) -> None:
    config = {"stop_sequences": ["stop"] * 101}
    said = "Invalid input at 'generation_config.stop_sequences'. At most 100 are accepted."
    assert error_of(post(client, generation_config=config)) == (400, "invalid_request", said)


def test_stop_sequence_that_empties_the_text_leaves_the_thought(client: httpx.Client) -> None:
    made = created(client, "Reply with exactly: stop", generation_config={"stop_sequences": ["s"]})
    assert [step["type"] for step in made["steps"]] == ["thought"]


def test_model_that_does_not_think_and_says_nothing_has_no_steps(client: httpx.Client) -> None:
    # I-3.1-8
    config = {"stop_sequences": ["s"]}
    body: Json = {"model": "gemini-3.5-transcribe", "generation_config": config}
    made = created(client, "Reply with exactly: stop", **body)
    assert made["status"] == "completed"
    assert "steps" not in made
    assert "steps" not in client.get(f"/v1/interactions/{made['id']}").json()


@pytest.mark.parametrize("name", ["seed", "temperature", "top_p", "top_k"])
def test_parameter_changes_the_words_and_always_alike(client: httpx.Client, name: str) -> None:
    # I-2.5-2, I-2.5-3, I-2.5-4
    said = [text_of(_with(client, **{name: value})) for value in (0, 1, 0)]
    assert said[0] == said[2] != said[1]


def test_seed_does_not_change_what_was_asked_for(client: httpx.Client) -> None:
    body: Json = {"generation_config": {"seed": 3}}
    assert text_of(created(client, "Reply with exactly: yes", **body)) == "yes"


@pytest.mark.parametrize("level", ["minimal", "low", "medium", "high"])
def test_level_is_accepted_by_a_model_that_has_it(client: httpx.Client, level: str) -> None:
    # I-2.5-6, I-9.2-3
    body: Json = {"model": "gemini-3.5-flash-lite", "generation_config": {"thinking_level": level}}
    assert created(client, **body)["status"] == "completed"


@pytest.mark.parametrize("level", ["low", "medium", "high", None])
def test_model_that_lacks_a_level_has_the_others(client: httpx.Client, level: str | None) -> None:
    # I-9.2-2
    body: Json = {"model": "gemini-3.8-flash", "generation_config": {"thinking_level": level}}
    assert created(client, **body)["status"] == "completed"


def test_summary_comes_before_the_signature_in_a_stream(client: httpx.Client) -> None:
    # I-5.3-5
    body: Json = {"generation_config": {"thinking_summaries": "auto"}, "stream": True}
    told = events(post(client, **body).text)
    kinds = [event["delta"]["type"] for event in told if event["event_type"] == "step.delta"]
    assert kinds[:3] == ["thought_summary", "thought_signature", "text"]
    assert fold(told)["steps"][0]["summary"][0]["type"] == "text"


def test_what_did_not_think_has_the_placeholder_and_no_summary(client: httpx.Client) -> None:
    # I-4.1-16, I-4.1-17
    config = {"thinking_level": "minimal", "thinking_summaries": "auto"}
    made = _with(client, **config)
    assert made["steps"][0] == {"signature": PLACEHOLDER, "type": "thought"}
    assert made["usage"]["total_thought_tokens"] == 0


def test_thought_before_a_call_has_a_summary_when_asked_for(client: httpx.Client) -> None:
    tool = {"type": "function", "name": "ring"}
    config = {"thinking_summaries": "auto"}
    made = created(client, "ring", tools=[tool], generation_config=config)
    assert [step["type"] for step in made["steps"]] == ["thought", "function_call"]
    assert made["steps"][0]["summary"]
