"""google-genai, sync and async: what takes several requests, and what goes wrong on the way."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import pytest
from google import genai
from google.genai import types
from google.genai._interactions import APIConnectionError, RateLimitError

from fake_gemini.testing import running
from tests.api import MODEL, Json
from tests.sdk.counting import Counter

pytestmark = pytest.mark.sdk

T = TypeVar("T")

_INPUT = "Count from 1 to 20"
_WHOLE = ", ".join(map(str, range(1, 21)))
_CREATE = "POST /v1/interactions"

STORES = pytest.mark.parametrize("store", [True, False], ids=["stored", "unstored"])


class Interactions(Protocol):
    """The calls of either client, awaited."""

    async def call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Return what a method of `client.interactions` returns."""

    def events(self, name: str, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        """Yield the events of the stream that a method of `client.interactions` returns."""


@dataclass
class _Sync:
    client: genai.Client

    async def call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        return getattr(self.client.interactions, name)(*args, **kwargs)

    async def events(self, name: str, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        for event in await self.call(name, *args, stream=True, **kwargs):
            yield event


@dataclass
class _Async:
    client: Any

    async def call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        return await getattr(self.client.interactions, name)(*args, **kwargs)

    async def events(self, name: str, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        async for event in await self.call(name, *args, stream=True, **kwargs):
            yield event


@dataclass
class Asking:
    """One client of a fake, its requests counted."""

    url: str
    kind: str
    requests: list[str]

    def run(self, flow: Callable[[Interactions], Awaitable[T]]) -> T:
        """Run a flow with the client; only its requests are counted."""
        self.requests.clear()
        return asyncio.run(self._run(flow))

    async def _run(self, flow: Callable[[Interactions], Awaitable[T]]) -> T:
        options = types.HttpOptions(base_url=self.url)
        with genai.Client(api_key=f"flows-{self.kind}", http_options=options) as client:
            if self.kind == "sync":
                return await flow(_Sync(client))
            async with client.aio as aio:
                return await flow(_Async(aio))


@pytest.fixture(scope="module")
def counted() -> Iterator[tuple[str, list[str]]]:
    """A fake whose answers have to be continued, and the requests that it got."""
    counter = Counter()
    with running(counter.app(decode_limit=3, chunk_size=8)) as fake:
        yield fake.url, counter.requests


@pytest.fixture(params=["sync", "async"])
def asking(request: pytest.FixtureRequest, counted: tuple[str, list[str]]) -> Asking:
    return Asking(counted[0], request.param, counted[1])


def _input(said: str) -> list[Json]:
    return [{"type": "text", "text": _INPUT}, {"type": "text", "text": f"[[fake: {said}]]"}]


def _said(events: list[Any]) -> str:
    deltas = [event.delta for event in events if event.event_type == "step.delta"]
    return "".join(delta.text for delta in deltas if delta.type == "text")


def test_background_run_is_polled(asking: Asking) -> None:
    async def flow(interactions: Interactions) -> list[Any]:
        found = [await interactions.call("create", model=MODEL, input=_INPUT, background=True)]
        while found[-1].status == "in_progress":
            found.append(await interactions.call("get", found[0].id))
        return found

    found = asking.run(flow)
    assert [it.status for it in found] == ["in_progress", "in_progress", "completed"]
    assert found[-1].output_text == _WHOLE
    get = f"GET /v1/interactions/{found[0].id}"
    assert asking.requests == [_CREATE, get, get]


def test_deep_research_is_polled(asking: Asking) -> None:
    async def flow(interactions: Interactions) -> list[Any]:
        body: Json = {
            "agent": "deep-research-preview-04-2026",
            "agent_config": {"type": "deep-research", "thinking_summaries": "auto"},
        }
        begun = await interactions.call("create", input="Why?", background=True, **body)
        return [begun, *[await interactions.call("get", begun.id) for _ in range(2)]]

    *_, last = asking.run(flow)
    assert (last.status, last.agent) == ("completed", "deep-research-preview-04-2026")


def test_background_run_is_cancelled(asking: Asking) -> None:
    async def flow(interactions: Interactions) -> list[str]:
        begun = await interactions.call("create", model=MODEL, input=_INPUT, background=True)
        calls = ("cancel", "get", "get")
        return [(await interactions.call(name, begun.id)).status for name in calls]

    assert asking.run(flow) == ["cancelled"] * 3


def test_stream_is_attached_to_a_run(asking: Asking) -> None:
    async def flow(interactions: Interactions) -> tuple[list[Any], Any]:
        begun = await interactions.call("create", model=MODEL, input=_INPUT, background=True)
        events = [event async for event in interactions.events("get", begun.id)]
        return events, await interactions.call("get", begun.id)

    events, found = asking.run(flow)
    assert _said(events) == found.output_text == _WHOLE
    assert events[-1].interaction.status == found.status == "completed"


def test_lost_run_is_resumed(asking: Asking) -> None:
    async def flow(interactions: Interactions) -> list[Any]:
        heard: list[Any] = []
        body: Json = {"model": MODEL, "input": _input("cut stream after 7 events")}
        with pytest.raises(APIConnectionError):
            async for event in interactions.events("create", background=True, **body):
                heard.append(event)
        name, last = heard[0].interaction.id, heard[-1].event_id
        async for event in interactions.events("get", name, last_event_id=last):
            heard.append(event)
        return heard

    heard = asking.run(flow)
    assert _said(heard) == _WHOLE
    assert len({event.event_id for event in heard}) == len(heard)


@STORES
def test_unary_answer_is_continued(asking: Asking, store: bool) -> None:
    async def flow(interactions: Interactions) -> Any:
        return await interactions.call("create", model=MODEL, input=_INPUT, store=store)

    reply = asking.run(flow)
    assert (reply.status, reply.output_text) == ("completed", _WHOLE)
    assert asking.requests == [_CREATE] * 6
    assert reply.usage.total_output_tokens == 18
    usage = reply.usage
    parts = (usage.total_input_tokens, usage.total_output_tokens, usage.total_thought_tokens)
    assert usage.total_tokens == sum(parts)


@STORES
def test_stream_is_continued(asking: Asking, store: bool) -> None:
    async def flow(interactions: Interactions) -> list[Any]:
        body: Json = {"model": MODEL, "input": _INPUT, "store": store}
        return [event async for event in interactions.events("create", **body)]

    events = asking.run(flow)
    assert _said(events) == _WHOLE
    assert events[-1].interaction.status == "completed"
    assert asking.requests == [_CREATE] * 6


@STORES
def test_lost_stream_is_continued_from_its_checkpoint(asking: Asking, store: bool) -> None:
    async def flow(interactions: Interactions) -> list[Any]:
        body: Json = {"model": MODEL, "input": _input("cut stream at checkpoint"), "store": store}
        return [event async for event in interactions.events("create", **body)]

    events = asking.run(flow)
    assert _said(events) == _WHOLE
    assert len(asking.requests) > 6


def test_continued_answer_is_a_turn_like_any_other(asking: Asking) -> None:
    async def flow(interactions: Interactions) -> Any:
        first = await interactions.call("create", model=MODEL, input=_INPUT)
        body: Json = {"model": MODEL, "previous_interaction_id": first.id}
        return await interactions.call("create", input="What did I ask for?", **body)

    assert f'Earlier you said: "{_INPUT}"' in asking.run(flow).output_text


def test_answer_is_continued_by_hand(asking: Asking) -> None:
    async def flow(interactions: Interactions) -> list[Any]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            hop = await interactions.call(
                "create", model=MODEL, input=_INPUT, automatic_continuation=False
            )
        more = {"continuation_token": hop.continuation_token, "previous_interaction_id": hop.id}
        return [hop, await interactions.call("create", model=MODEL, **more)]

    hop, rest = asking.run(flow)
    assert (hop.status, rest.status) == ("requires_continuation", "completed")
    assert hop.output_text + rest.output_text == _WHOLE


def test_refused_request_is_sent_again(asking: Asking) -> None:
    # The SDK takes a retry-after of 0 for none at all.
    said = "error too_many_requests, 2 times, retry-after 0.01"

    async def flow(interactions: Interactions) -> Any:
        body: Json = {"model": MODEL, "input": _input(said), "background": True}
        return await interactions.call("create", **body)

    assert asking.run(flow).status == "in_progress"
    assert asking.requests == [_CREATE] * 3


def test_request_that_is_always_refused_is_given_up(asking: Asking) -> None:
    said = "error too_many_requests, retry-after 0.01"

    async def flow(interactions: Interactions) -> None:
        with pytest.raises(RateLimitError, match="Resource has been exhausted"):
            await interactions.call("create", model=MODEL, input=_input(said))

    asking.run(flow)
    assert asking.requests == [_CREATE] * 5


def test_error_in_a_stream_is_an_event(asking: Asking) -> None:
    async def flow(interactions: Interactions) -> list[Any]:
        body: Json = {"model": MODEL, "input": _input("stream error")}
        return [event async for event in interactions.events("create", **body)]

    events = asking.run(flow)
    assert events[-1].event_type == "error"
    assert events[-1].error.code == "gateway_timeout"


@pytest.mark.parametrize(
    ("said", "status"),
    [("incomplete", "incomplete"), ("budget_exceeded", "budget_exceeded"), ("failed", "failed")],
)
def test_other_end_is_a_status(asking: Asking, said: str, status: str) -> None:
    async def flow(interactions: Interactions) -> Any:
        return await interactions.call("create", model=MODEL, input=_input(said))

    assert asking.run(flow).status == status
