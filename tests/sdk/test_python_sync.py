"""google-genai, the synchronous client, against a fake in another process."""

from __future__ import annotations

from typing import Any

import pytest
from google import genai
from google.genai import types
from google.genai._interactions import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    PermissionDeniedError,
)

from tests.api import MODEL, Json
from tests.sdk.calls import CALLS, Words, as_step, with_picture
from tests.sdk.programs import ORGAN, Fake

pytestmark = pytest.mark.sdk

UNKNOWN_FILE = {
    "type": "image",
    "uri": "https://generativelanguage.googleapis.com/v1beta/files/nowhere",
}
# The SDK sends its key beside a token, and the key would win.
TOKEN_ONLY = {"authorization": "Bearer no", "x-goog-api-key": ""}

# The overloads of the SDK want each argument spelled out, so its resources are `Any` here.


@pytest.fixture
def interactions(client: genai.Client) -> Any:
    return client.interactions


def _unary(interactions: Any, body: Json) -> tuple[str, str]:
    interaction = interactions.create(model=MODEL, **body)
    return interaction.id, interaction.output_text


def _streamed(interactions: Any, body: Json) -> tuple[str, str]:
    events = list(interactions.create(model=MODEL, stream=True, **body))
    deltas = [event.delta for event in events if event.event_type == "step.delta"]
    text = "".join(delta.text for delta in deltas if delta.type == "text")
    return events[-1].interaction.id, text


@pytest.mark.parametrize("create", [_unary, _streamed], ids=["unary", "stream"])
@pytest.mark.parametrize("name", CALLS)
def test_call_says_the_words(client: genai.Client, words: Words, name: str, create: Any) -> None:
    turns = CALLS[name]
    if name == "image":
        uploaded = client.files.upload(file=ORGAN)
        turns = with_picture(turns, str(uploaded.uri))
    texts: list[str] = []
    last: Json = {}
    for turn in turns:
        id, text = create(client.interactions, {**turn, **last})
        last = {"previous_interaction_id": id}
        texts.append(text)
    assert texts == words(name)


@pytest.mark.parametrize("name", ["multi_turn", "image"])
def test_history_sent_as_steps_says_the_words(
    client: genai.Client, interactions: Any, words: Words, name: str
) -> None:
    picture = client.files.upload(file=ORGAN)
    history: list[Any] = []
    texts: list[str] = []
    for turn in with_picture(CALLS[name], str(picture.uri)):
        history.append(as_step(turn["input"]))
        interaction = interactions.create(model=MODEL, input=history, store=False)
        history += interaction.steps
        texts.append(interaction.output_text)
    assert texts == words(name)


def test_created_interaction_is_thought_and_text(interactions: Any) -> None:
    interaction = interactions.create(model=MODEL, input="Hello")
    assert interaction.status == "completed"
    assert [step.type for step in interaction.steps] == ["thought", "model_output"]
    assert interaction.output_text == interaction.steps[-1].content[0].text


def test_stream_is_told_in_known_events(interactions: Any) -> None:
    events = list(interactions.create(model=MODEL, input="Hello there, stream", stream=True))
    step = ["step.start", "step.delta", "step.stop"]
    assert [event.event_type for event in events] == [
        "interaction.created",
        "interaction.status_update",
        *step,
        *step[:2],
        *step[1:],
        "interaction.completed",
    ]


def test_unstored_interaction_has_no_id(interactions: Any) -> None:
    interaction = interactions.create(model=MODEL, input="Hello", store=False)
    assert not interaction.id
    assert interaction.output_text


def test_get_tells_the_same_with_what_was_said(interactions: Any) -> None:
    created = interactions.create(model=MODEL, input="Hello")
    found = interactions.get(created.id, include_input=True)
    assert [step.type for step in found.steps] == ["user_input", "thought", "model_output"]
    assert found.output_text == created.output_text
    assert found.usage.total_tokens == created.usage.total_tokens


def test_get_stream_goes_on_after_the_last_event(interactions: Any) -> None:
    created = interactions.create(model=MODEL, input="Hello")
    whole = list(interactions.get(created.id, stream=True))
    rest = list(interactions.get(created.id, stream=True, last_event_id=whole[4].event_id))
    assert rest == whole[5:]
    assert rest[-1].event_type == "interaction.completed"


def test_deleted_interaction_is_not_found(interactions: Any) -> None:
    created = interactions.create(model=MODEL, input="Hello")
    interactions.delete(created.id)
    with pytest.raises(NotFoundError, match="Requested entity was not found."):
        interactions.get(created.id)


def test_finished_interaction_cannot_be_cancelled(interactions: Any) -> None:
    created = interactions.create(model=MODEL, input="Hello")
    with pytest.raises(BadRequestError, match="failed_precondition"):
        interactions.cancel(created.id)


@pytest.mark.parametrize(
    ("body", "error", "code"),
    [
        ({"model": "no-such-model"}, NotFoundError, "model_not_found"),
        ({"previous_interaction_id": "null"}, NotFoundError, "not_found"),
        ({"generation_config": {"thinking_level": "huge"}}, BadRequestError, "invalid_request"),
        ({"input": [UNKNOWN_FILE]}, PermissionDeniedError, "permission_denied"),
        ({"extra_headers": TOKEN_ONLY}, AuthenticationError, "UNAUTHENTICATED"),
        ({"extra_headers": {"x-goog-api-key": "invalid-key"}}, BadRequestError, "API_KEY_INVALID"),
    ],
    ids=["model", "previous_interaction_id", "thinking_level", "file", "token", "key"],
)
def test_refusal_has_its_class(
    interactions: Any, body: Json, error: type[APIStatusError], code: str
) -> None:
    with pytest.raises(error, match=code) as refused:
        interactions.create(**{"model": MODEL, "input": "Hello", **body})
    assert type(refused.value) is error


def test_stream_that_is_closed_early_is_stored(paced_fake: Fake) -> None:
    options = types.HttpOptions(base_url=paced_fake.url)
    with genai.Client(api_key="sync", http_options=options) as client:
        interactions: Any = client.interactions
        stream = interactions.create(model=MODEL, input="Hello", stream=True)
        first = next(iter(stream))
        stream.close()
        found = interactions.get(first.interaction.id)
        again = interactions.create(model=MODEL, input="Hello")
    assert found.output_text == again.output_text
