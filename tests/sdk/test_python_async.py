"""google-genai, the asynchronous client, against a fake in another process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

import pytest
from google import genai
from google.genai import types
from google.genai._interactions import BadRequestError, NotFoundError
from google.genai.errors import ClientError

from tests.api import MODEL, Json
from tests.sdk.calls import CALLS, Words, with_picture
from tests.sdk.programs import ORGAN, Fake

pytestmark = pytest.mark.sdk

T = TypeVar("T")


@asynccontextmanager
async def _client(fake: Fake) -> AsyncIterator[Any]:
    """The client; `Any`, because its overloads want each argument spelled out."""
    options = types.HttpOptions(base_url=fake.url)
    with genai.Client(api_key="async", http_options=options) as client:
        async with client.aio as aio:
            yield aio


def _run(fake: Fake, work: Callable[[Any], Awaitable[T]]) -> T:
    async def main() -> T:
        async with _client(fake) as client:
            return await work(client)

    return asyncio.run(main())


async def _unary(interactions: Any, body: Json) -> tuple[str, str]:
    interaction = await interactions.create(model=MODEL, **body)
    return interaction.id, interaction.output_text


async def _streamed(interactions: Any, body: Json) -> tuple[str, str]:
    stream = await interactions.create(model=MODEL, stream=True, **body)
    events = [event async for event in stream]
    deltas = [event.delta for event in events if event.event_type == "step.delta"]
    text = "".join(delta.text for delta in deltas if delta.type == "text")
    return events[-1].interaction.id, text


@pytest.mark.parametrize("create", [_unary, _streamed], ids=["unary", "stream"])
@pytest.mark.parametrize("name", CALLS)
def test_call_says_the_words(fake: Fake, words: Words, name: str, create: Any) -> None:
    async def told(client: Any) -> list[str]:
        turns = CALLS[name]
        if name == "image":
            turns = with_picture(turns, (await client.files.upload(file=ORGAN)).uri)
        texts: list[str] = []
        last: Json = {}
        for turn in turns:
            id, text = await create(client.interactions, {**turn, **last})
            last = {"previous_interaction_id": id}
            texts.append(text)
        return texts

    assert _run(fake, told) == words(name)


def test_creates_at_once_say_the_same_with_ids_of_their_own(fake: Fake) -> None:
    async def told(client: Any) -> set[tuple[str, str]]:
        body = {"input": "All at once"}
        return set(await asyncio.gather(*(_unary(client.interactions, body) for _ in range(8))))

    made = _run(fake, told)
    assert len({id for id, _ in made}) == 8
    assert len({text for _, text in made}) == 1


def test_deleted_interaction_is_not_found(fake: Fake) -> None:
    async def deleted(client: Any) -> None:
        created = await client.interactions.create(model=MODEL, input="Hello")
        await client.interactions.delete(created.id)
        with pytest.raises(NotFoundError, match="Requested entity was not found."):
            await client.interactions.get(created.id)

    _run(fake, deleted)


def test_finished_interaction_cannot_be_cancelled(fake: Fake) -> None:
    async def cancelled(client: Any) -> None:
        created = await client.interactions.create(model=MODEL, input="Hello")
        with pytest.raises(BadRequestError, match="failed_precondition"):
            await client.interactions.cancel(created.id)

    _run(fake, cancelled)


def test_get_stream_goes_on_after_the_last_event(fake: Fake) -> None:
    async def resumed(client: Any) -> tuple[list[Any], list[Any]]:
        created = await client.interactions.create(model=MODEL, input="Hello")
        stream = await client.interactions.get(created.id, stream=True)
        whole = [event async for event in stream]
        again = {"stream": True, "last_event_id": whole[4].event_id}
        rest = [event async for event in await client.interactions.get(created.id, **again)]
        return whole, rest

    whole, rest = _run(fake, resumed)
    assert rest == whole[5:]
    assert rest[-1].event_type == "interaction.completed"


def test_stream_that_is_cancelled_is_stored(paced_fake: Fake) -> None:
    ids: list[str] = []

    async def read(client: Any) -> None:
        stream = await client.interactions.create(model=MODEL, input="Hello", stream=True)
        async for event in stream:
            ids.append(event.interaction.id)
            cast("asyncio.Task[None]", asyncio.current_task()).cancel()

    async def left(client: Any) -> tuple[str, str]:
        reader = asyncio.create_task(read(client))
        await asyncio.wait((reader,))
        assert reader.cancelled()
        found = await client.interactions.get(ids[0])
        again = await client.interactions.create(model=MODEL, input="Hello")
        return found.output_text, again.output_text

    found, again = _run(paced_fake, left)
    assert found == again
    assert len(ids) == 1


def test_deleted_file_is_gone_from_get_and_list(fake: Fake) -> None:
    async def remaining(client: Any) -> list[str]:
        kept = await client.files.upload(file=ORGAN)
        gone = await client.files.upload(file=ORGAN, config={"display_name": "gone"})
        await client.files.delete(name=gone.name)
        with pytest.raises(ClientError, match="403 PERMISSION_DENIED"):
            await client.files.get(name=gone.name)
        listed = {file.name async for file in await client.files.list(config={"page_size": 1})}
        return [name for name in (kept.name, gone.name) if name in listed]

    assert len(_run(fake, remaining)) == 1


def test_models_and_tokens_are_as_in_the_sync_client(fake: Fake, client: genai.Client) -> None:
    async def told(aio: Any) -> tuple[list[str], int]:
        models = [model.name async for model in await aio.models.list()]
        return models, (await aio.models.count_tokens(model=MODEL, contents="Hello")).total_tokens

    models, tokens = _run(fake, told)
    assert models == [model.name for model in client.models.list()]
    assert tokens == client.models.count_tokens(model=MODEL, contents="Hello").total_tokens
