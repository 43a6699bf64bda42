"""What must say the same words however it is asked (design 3.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_gemini import create_app
from fake_gemini.testing import SyncTransport
from tests.api import MODEL, Json, events, fold
from tests.effort import tried

_TEXTS = st.one_of(
    st.sampled_from(["Hello.", "My name is Ada.", "Who am I?", "Count from 1 to 5"]),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
)
_CONTENTS = st.one_of(
    _TEXTS.map(lambda text: {"type": "text", "text": text}),
    st.sampled_from(
        [
            {"type": "image", "data": "aGk=", "mime_type": "image/png"},
            {"type": "audio", "uri": "https://example.com/a.mp3"},
        ]
    ),
)
_INPUTS = st.one_of(_TEXTS, _CONTENTS, st.lists(_CONTENTS, min_size=1, max_size=3))
_ASKED = st.fixed_dictionaries(
    {},
    optional={
        "system_instruction": _TEXTS,
        "generation_config": st.fixed_dictionaries(
            {},
            optional={
                "temperature": st.sampled_from([0, 1, 0.5]),
                "thinking_level": st.sampled_from(["minimal", "low"]),
                "max_output_tokens": st.sampled_from([1, 60, 1000]),
            },
        ),
    },
)
_TURNS = st.lists(st.tuples(_INPUTS, _ASKED), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def clients() -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Two keys of one fake."""
    transport: Any = SyncTransport(create_app())
    one, two = (
        httpx.Client(transport=transport, base_url="http://fake", headers={"x-goog-api-key": key})
        for key in ("one", "two")
    )
    with one, two:
        yield one, two


Clients = tuple[httpx.Client, httpx.Client]


def _create(client: httpx.Client, body: Json) -> Json:
    response = client.post("/v1/interactions", content=json.dumps({"model": MODEL, **body}))
    assert response.status_code == 200, response.text
    return fold(events(response.text)) if body.get("stream") else dict(response.json())


def _words(interaction: Json) -> tuple[Any, ...]:
    """All that was generated, and how it ended."""
    return interaction.get("steps"), interaction["status"]


def _as_step(given: Any) -> Json:
    """An input as the Python client sends it."""
    if isinstance(given, str):
        given = {"type": "text", "text": given}
    return {"type": "user_input", "content": given if isinstance(given, list) else [given]}


@given(_INPUTS, _ASKED, st.booleans())
def test_stream_and_unary_say_the_same(
    clients: Clients, given: Any, asked: Json, store: bool
) -> None:
    body = {"input": given, "store": store, **asked}
    unary, stream = (_create(clients[0], {**body, "stream": flag}) for flag in (False, True))
    assert _words(unary) == _words(stream)
    assert unary["usage"] == stream["usage"]


@given(_TURNS)
def test_stateful_and_stateless_say_the_same(
    clients: Clients, turns: list[tuple[Any, Json]]
) -> None:
    history: list[Json] = []
    parent: Json = {}
    for said, asked in turns:
        stateful = _create(clients[0], {"input": said, **asked, **parent})
        history.append(_as_step(said))
        stateless = _create(clients[0], {"input": history, "store": False, **asked})
        assert _words(stateless) == _words(stateful)
        history += stateful.get("steps", [])
        parent = {"previous_interaction_id": stateful["id"]}


@given(_TURNS)
def test_two_keys_say_the_same_under_different_ids(
    clients: Clients, turns: list[tuple[Any, Json]]
) -> None:
    parents: list[Json] = [{}, {}]
    for said, asked in turns:
        one, two = (
            _create(client, {"input": said, **asked, **parent})
            for client, parent in zip(clients, parents, strict=True)
        )
        assert _words(one) == _words(two)
        assert one["id"] != two["id"]
        parents = [{"previous_interaction_id": each["id"]} for each in (one, two)]


@given(_INPUTS, _ASKED)
def test_each_repetition_says_the_same_under_a_new_id(
    clients: Clients, given: Any, asked: Json
) -> None:
    replies = [_create(clients[0], {"input": given, **asked}) for _ in range(3)]
    assert len({reply.pop("id") for reply in replies}) == 3
    assert replies[0] == replies[1] == replies[2]


@given(_INPUTS, _ASKED)
def test_input_as_sent_and_as_the_python_client_wraps_it_say_the_same(
    clients: Clients, given: Any, asked: Json
) -> None:
    plain = _create(clients[0], {"input": given, **asked})
    wrapped = _create(clients[0], {"input": [_as_step(given)], **asked})
    assert _words(plain) == _words(wrapped)


def test_two_keys_say_the_same_of_the_same_file(clients: Clients) -> None:
    words = []
    for client in clients:
        headers = {"x-goog-upload-protocol": "raw", "content-type": "text/plain"}
        made = client.post("/upload/v1/files", content="Same data.", headers=headers).json()
        content = {"type": "document", "uri": made["file"]["uri"]}
        words.append((made["file"]["name"], _words(_create(client, {"input": content}))))
    (one_name, one), (two_name, two) = words
    assert one_name != two_name
    assert one == two


@settings(max_examples=tried(30))
@given(st.lists(st.sampled_from("aabbcde"), min_size=2, max_size=12), st.randoms())
def test_equal_creates_in_any_order_get_the_same_set_of_answers(
    texts: list[str], randomly: Any
) -> None:
    other = texts[:]
    randomly.shuffle(other)
    assert _answers(texts) == _answers(other)


def _answers(texts: list[str]) -> list[tuple[str, str]]:
    transport: Any = SyncTransport(create_app())
    headers = {"x-goog-api-key": "k"}
    with httpx.Client(transport=transport, base_url="http://fake", headers=headers) as client:
        bodies = [{"model": MODEL, "input": text} for text in texts]
        return sorted(
            (body["input"], client.post("/v1/interactions", json=body).text) for body in bodies
        )
