"""Tool loops say the same however they are held, add up, and end (design 3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport
from tests.api import KEY, Json, events, fold, post
from tests.effort import tried
from tests.functions.calling import TOOLS, calls_of, result

_PARTS = ("Weather in Paris", "a table for 4", "mail to ada@example.com", "Hello", "The weather?")
_SAID = st.lists(st.sampled_from(_PARTS), min_size=1, max_size=4).flatmap(
    lambda parts: st.sampled_from([" and ", ", then ", ". After that, "]).map(
        lambda between: between.join(parts)
    )
)
_VALUES = st.one_of(
    st.sampled_from(["done", {"city": "Rome", "people": 6}, {"id": "a-1"}, "", {}, []]),
    st.lists(st.sampled_from([{"type": "text", "text": "18"}, {"type": "image", "data": "aGk="}])),
)
_ASKED = st.fixed_dictionaries(
    {"tools": st.lists(st.sampled_from(TOOLS), min_size=1, max_size=3, unique_by=id)},
    optional={
        "generation_config": st.fixed_dictionaries(
            {},
            optional={
                "tool_choice": st.sampled_from(["auto", "validated", "none"]),
                "thinking_summaries": st.just("auto"),
                "max_output_tokens": st.sampled_from([60, 120, 400]),
                "seed": st.integers(0, 3),
            },
        ),
        "response_format": st.just({"type": "object", "properties": {"city": {"type": "string"}}}),
        "system_instruction": st.just("Be brief."),
    },
)
# More rounds than there are parts would be a loop without an end.
_MOST = 5


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    transport: Any = SyncTransport(create_app(Settings(arguments_size=5)))
    headers = {"x-goog-api-key": KEY}
    with httpx.Client(transport=transport, base_url="http://fake", headers=headers) as client:
        yield client


def _answer(client: httpx.Client, input: Any, **body: Any) -> Json:
    response = post(client, input, **body)
    assert response.status_code == 200, response.text
    made = fold(events(response.text)) if body.get("stream") else dict(response.json())
    _check_usage(made["usage"])
    return made


def _check_usage(usage: Json) -> None:
    # I-9.1-15
    parts = ("input", "output", "tool_use", "thought")
    assert usage["total_tokens"] == sum(usage[f"total_{part}_tokens"] for part in parts)
    by_modality = (it["tokens"] for it in usage["input_tokens_by_modality"])
    assert usage["total_input_tokens"] == sum(by_modality)


def _step(said: str) -> Json:
    return {"type": "user_input", "content": [{"type": "text", "text": said}]}


def _without_ids(interaction: Json) -> tuple[Any, ...]:
    """All that was generated but the ids of calls, and how it ended."""
    steps = [
        {name: step[name] for name in step if name != "id"} for step in interaction.get("steps", ())
    ]
    return steps, interaction["status"]


@settings(max_examples=tried(60))
@given(_SAID, _ASKED, st.lists(_VALUES, min_size=_MOST, max_size=_MOST), st.booleans())
def test_loop_says_the_same_with_and_without_memory(
    client: httpx.Client, said: str, asked: Json, values: list[Any], stream: bool
) -> None:
    history: list[Json] = [_step(said)]
    stateful = _answer(client, said, stream=stream, **asked)
    for value in values:
        stateless = _answer(client, history, store=False, stream=not stream, **asked)
        assert _without_ids(stateless) == _without_ids(stateful)
        if not calls_of(stateful):
            break
        history += [*stateless["steps"], *(result(it, value) for it in calls_of(stateless))]
        found = [result(it, value) for it in calls_of(stateful)]
        parent = {"previous_interaction_id": stateful["id"]}
        stateful = _answer(client, found, stream=stream, **asked, **parent)
    assert stateful["status"] in ("completed", "incomplete")


@settings(max_examples=tried(40))
@given(_SAID, _ASKED, st.booleans())
def test_stream_and_unary_have_the_same_calls(
    client: httpx.Client, said: str, asked: Json, store: bool
) -> None:
    unary, stream = (
        _answer(client, said, store=store, stream=flag, **asked) for flag in (False, True)
    )
    assert _without_ids(unary) == _without_ids(stream)
    assert unary["usage"] == stream["usage"]


@settings(max_examples=tried(40))
@given(_SAID, _ASKED)
def test_stream_of_calls_folds_to_what_is_stored(
    client: httpx.Client, said: str, asked: Json
) -> None:
    told = _answer(client, said, stream=True, **asked)
    stored = client.get(f"/v1/interactions/{told['id']}").json()
    assert told.get("steps", []) == stored.get("steps", [])[1:]
    replay = client.get(f"/v1/interactions/{told['id']}", params={"stream": "true"})
    assert fold(events(replay.text)) == told


@settings(max_examples=tried(20))
@given(_SAID, _ASKED)
def test_two_keys_and_repetitions_have_the_same_calls_under_other_ids(
    client: httpx.Client, said: str, asked: Json
) -> None:
    one, two = (_answer(client, said, **asked) for _ in range(2))
    three = post(client, said, **asked, store=False).json()
    assert _without_ids(one) == _without_ids(two) == _without_ids(three)
    ids = [call["id"] for made in (one, two, three) for call in calls_of(made)]
    assert len(set(ids)) == len(ids)
