"""Structured output, thinking and transcripts with google-genai, unary and streamed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from google import genai
from google.genai._interactions import BadRequestError
from pydantic import BaseModel

from tests.api import MODEL, Json
from tests.sdk.loops import run
from tests.sdk.programs import Fake

pytestmark = pytest.mark.sdk


class Guest(BaseModel):
    name: str
    email: str | None = None


class Booking(BaseModel):
    city: str
    people: int
    guests: list[Guest]


_SCHEMA = Booking.model_json_schema()
_FORMAT = {"type": "text", "mime_type": "application/json", "schema": _SCHEMA}
_PROMPT = "Book a table for 4 people in Paris"
_FORMS: dict[str, Json] = {
    "object": {"response_format": _FORMAT},
    "list": {"response_format": [_FORMAT]},
    "schema": {"response_format": _SCHEMA, "response_mime_type": "application/json"},
    "schema alone": {"response_format": _SCHEMA},
}
_AUDIO = {"type": "audio", "data": "aGk=", "mime_type": "audio/wav"}
_WORDS = {"mode": {"type": "verbatim", "timestamp_granularities": ["word"]}}


@pytest.fixture
def interactions(client: genai.Client) -> Any:
    return client.interactions


def _check(text: str) -> None:
    booking = Booking.model_validate_json(text)
    assert (booking.city, booking.people) == ("Paris", 4)
    assert booking.guests


def _joined(events: list[Any]) -> str:
    deltas = [event.delta for event in events if event.event_type == "step.delta"]
    return "".join(delta.text for delta in deltas if delta.type == "text")


@pytest.mark.parametrize("form", _FORMS.values(), ids=_FORMS)
def test_model_of_pydantic_is_filled(interactions: Any, form: Json) -> None:
    made = interactions.create(model=MODEL, input=_PROMPT, **form)
    _check(made.output_text)
    streamed = list(interactions.create(model=MODEL, input=_PROMPT, stream=True, **form))
    assert _joined(streamed) == made.output_text


def test_model_of_pydantic_is_filled_asynchronously(fake: Fake) -> None:
    async def told(aio: Any) -> list[str]:
        body = {"model": MODEL, "input": _PROMPT, **_FORMS["object"]}
        unary = (await aio.interactions.create(**body)).output_text
        stream = await aio.interactions.create(**body, stream=True)
        return [unary, _joined([event async for event in stream])]

    unary, streamed = run(fake, told)
    _check(unary)
    assert streamed == unary


def test_mime_type_alone_gives_some_json(interactions: Any) -> None:
    made = interactions.create(model=MODEL, input="Hi", response_mime_type="application/json")
    assert isinstance(json.loads(made.output_text), dict)


def test_schema_that_cannot_be_met_is_a_bad_request(interactions: Any) -> None:
    form = {"type": "integer", "minimum": 2, "maximum": 1}
    with pytest.raises(BadRequestError, match="Invalid input at 'response_format'"):
        interactions.create(model=MODEL, input="Hi", response_format=form)


@pytest.mark.parametrize("level", ["minimal", "low", "medium", "high"])
def test_level_and_summary_are_told(interactions: Any, level: str) -> None:
    config = {"thinking_level": level, "thinking_summaries": "auto"}
    made = interactions.create(model=MODEL, input="Hi", generation_config=config)
    thought = made.steps[0]
    thinks = level != "minimal"
    assert thought.type == "thought" and thought.signature
    assert bool(thought.summary) == thinks == bool(made.usage.total_thought_tokens)


def test_summary_is_told_in_a_stream(interactions: Any) -> None:
    config = {"thinking_summaries": "auto"}
    body = {"model": MODEL, "input": "Hi", "generation_config": config}
    events = list(interactions.create(**body, stream=True))
    kinds = [event.delta.type for event in events if event.event_type == "step.delta"]
    assert kinds[:2] == ["thought_summary", "thought_signature"]


def test_level_that_the_model_lacks_is_a_bad_request(interactions: Any) -> None:
    # I-9.2-2
    config = {"thinking_level": "minimal"}
    with pytest.raises(BadRequestError, match="THINKING_LEVEL_MINIMAL is not supported"):
        interactions.create(model="gemini-3.8-flash", input="Hi", generation_config=config)


def test_small_limit_ends_incomplete(interactions: Any) -> None:
    config = {"max_output_tokens": 5}
    made = interactions.create(model=MODEL, input="Hi", generation_config=config)
    assert made.status == "incomplete"
    assert not made.steps
    assert not made.output_text


def test_words_of_a_transcript_are_typed(interactions: Any) -> None:
    config = {"transcription_config": _WORDS}
    body = {"model": MODEL, "input": [_AUDIO], "generation_config": config}
    made = interactions.create(**body)
    first = made.steps[-1].content[0].annotations[0]
    assert (first.type, first.text, first.start_offset) == ("word_info", "Nothing", "0.0s")
    events = list(interactions.create(**body, stream=True))
    (delta,) = (
        event.delta
        for event in events
        if event.event_type == "step.delta" and event.delta.type == "text_annotation_delta"
    )
    assert delta.annotations == made.steps[-1].content[0].annotations
