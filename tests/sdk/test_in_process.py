"""google-genai against a fake in its own process: no socket, and every request counted."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from google import genai
from google.genai import types
from google.genai._interactions import BadRequestError, NotFoundError
from google.genai.errors import ClientError

from fake_gemini.testing import AsyncTransport, SyncTransport
from tests.api import MODEL
from tests.sdk.calls import CALLS, Words
from tests.sdk.counting import Counter

pytestmark = pytest.mark.sdk

MIB = 1024 * 1024
# What the SDK sends at once.
CHUNK = 8 * MIB

# The overloads of the SDK want each argument spelled out, so its clients are `Any` here.
Call = Callable[[Any], object]


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def client(counter: Counter) -> Iterator[Any]:
    """A client whose sync and async requests both go to one fake."""
    app = counter.app()
    with httpx2.Client(transport=SyncTransport(app)) as http:
        options = types.HttpOptions(
            base_url="http://127.0.0.1",
            httpx_client=http,
            httpx_async_client=httpx2.AsyncClient(transport=AsyncTransport(app)),
        )
        with genai.Client(api_key="in-process", http_options=options) as client:
            yield client


def test_fake_in_process_says_the_same_words(client: Any, words: Words) -> None:
    (turn,) = CALLS["system_instruction"]
    assert [client.interactions.create(model=MODEL, **turn).output_text] == words(
        "system_instruction"
    )


def test_stream_in_process_says_the_same_words(client: Any, words: Words) -> None:
    (turn,) = CALLS["text"]
    events = client.interactions.create(model=MODEL, stream=True, **turn)
    deltas = [event.delta for event in events if event.event_type == "step.delta"]
    assert ["".join(delta.text for delta in deltas if delta.type == "text")] == words("text")


def test_async_client_continues_what_the_sync_client_began(client: Any, words: Words) -> None:
    first, second, third = CALLS["multi_turn"]
    id = client.interactions.create(model=MODEL, **first).id

    async def rest() -> list[str]:
        create = client.aio.interactions.create
        one = await create(model=MODEL, previous_interaction_id=id, **second)
        two = await create(model=MODEL, previous_interaction_id=one.id, **third)
        return [one.output_text, two.output_text]

    assert asyncio.run(rest()) == words("multi_turn")[1:]


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.interactions.get("v1_unknown"),
        lambda client: client.interactions.delete("v1_unknown"),
        lambda client: client.interactions.cancel("v1_unknown"),
        lambda client: client.interactions.create(model="no-such-model", input="Hello"),
    ],
    ids=["get", "delete", "cancel", "create"],
)
def test_what_is_not_found_costs_one_request(client: Any, counter: Counter, call: Call) -> None:
    with pytest.raises(NotFoundError):
        call(client)
    assert len(counter.requests) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"environment": "remote"},
        {"tools": [{"type": "google_search"}]},
        {"response_format": {"type": "image"}},
        {"labels": {"team": "a"}},
    ],
    ids=["environment", "tool", "response_format", "labels"],
)
def test_unimitated_field_costs_one_request(
    client: Any, counter: Counter, more: dict[str, Any]
) -> None:
    with pytest.raises(BadRequestError):
        client.interactions.create(model=MODEL, input="Hello", **more)
    assert counter.requests == ["POST /v1/interactions"]


@pytest.mark.filterwarnings("ignore:.* usage is experimental:UserWarning")
@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.agents.list(),
        lambda client: client.webhooks.list(),
        lambda client: client.triggers.list(),
    ],
    ids=["agents", "webhooks", "triggers"],
)
def test_unimitated_sibling_costs_one_request(client: Any, counter: Counter, call: Call) -> None:
    with pytest.raises(BadRequestError, match="does not imitate"):
        call(client)
    assert len(counter.requests) == 1


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.models.generate_content(model=MODEL, contents="Hello"),
        lambda client: list(client.models.generate_content_stream(model=MODEL, contents="Hello")),
        lambda client: client.models.embed_content(model="gemini-embedding-001", contents="Hello"),
        lambda client: client.chats.create(model=MODEL).send_message("Hello"),
        lambda client: client.caches.list(),
        lambda client: client.batches.list(),
        lambda client: client.file_search_stores.list(),
    ],
    ids=["generate", "stream", "embed", "chat", "caches", "batches", "stores"],
)
def test_unimitated_classic_call_costs_one_request(
    client: Any, counter: Counter, call: Call
) -> None:
    with pytest.raises(ClientError, match="does not imitate"):
        call(client)
    assert len(counter.requests) == 1


@pytest.mark.parametrize(
    ("size", "chunks"),
    [(0, 1), (5, 1), (CHUNK, 1), (CHUNK + 1, 2), (20 * MIB, 3)],
    ids=["empty", "small", "one-chunk", "one-more-byte", "20-mib"],
)
def test_upload_costs_a_start_and_its_chunks(
    client: Any, counter: Counter, size: int, chunks: int
) -> None:
    config = {"mime_type": "application/octet-stream"}
    uploaded = client.files.upload(file=io.BytesIO(b"x" * size), config=config)
    assert uploaded.size_bytes == size
    assert counter.requests == ["POST /upload/v1/files"] * (1 + chunks)


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.files.get(name="nowhere"),
        lambda client: client.files.delete(name="nowhere"),
        lambda client: client.files.download(file="files/nowhere"),
        lambda client: client.models.get(model="no-such-model"),
    ],
    ids=["get", "delete", "download", "model"],
)
def test_refused_classic_call_costs_one_request(client: Any, counter: Counter, call: Call) -> None:
    with pytest.raises(ClientError):
        call(client)
    assert len(counter.requests) == 1


def test_taken_name_costs_one_request(client: Any, counter: Counter) -> None:
    config = {"mime_type": "text/plain", "name": "my-file"}
    client.files.upload(file=io.BytesIO(b"one"), config=config)
    counter.requests.clear()
    with pytest.raises(ClientError, match="ALREADY_EXISTS"):
        client.files.upload(file=io.BytesIO(b"two"), config=config)
    assert counter.requests == ["POST /upload/v1/files"]
