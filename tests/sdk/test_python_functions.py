"""Tool loops with google-genai, synchronous and asynchronous, unary and streamed."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from google import genai
from google.genai._interactions import BadRequestError

from tests.api import MODEL, Json
from tests.functions.calling import TOOLS
from tests.sdk.calls import as_step
from tests.sdk.loops import LOOPS, Loop, answer, plainly, run
from tests.sdk.programs import Fake

pytestmark = pytest.mark.sdk


@pytest.fixture
def interactions(client: genai.Client) -> Any:
    return client.interactions


@pytest.fixture(scope="session")
def loops(raw: httpx.Client) -> dict[str, Loop]:
    """How each loop goes over plain HTTP."""
    return {name: plainly(raw, body) for name, body in LOOPS.items()}


class _Folded:
    """What a streamed loop needs of an interaction, put together from its events."""

    def __init__(self) -> None:
        self.id = ""
        self.output_text = ""
        self.steps: list[Any] = []
        self._spelled = ""

    def take(self, event: Any) -> None:
        match event.event_type:
            case "step.start":
                self.steps.append(event.step)
                self._spelled = ""
            case "step.delta" if event.delta.type == "arguments_delta":
                self._spelled += event.delta.arguments
            case "step.delta" if event.delta.type == "text":
                self.output_text += event.delta.text
            case "step.stop" if self._spelled:
                self.steps[event.index].arguments = json.loads(self._spelled)
            case "interaction.completed":
                self.id = event.interaction.id


def _calls(loop: Loop, made: Any) -> list[Json]:
    """Note the calls of an answer, and return their results."""
    calls = [step for step in made.steps if step.type == "function_call"]
    if calls:
        loop.rounds.append([(call.name, call.arguments) for call in calls])
    else:
        loop.text = made.output_text
    return [answer(call.id, call.name) for call in calls]


def _unary(interactions: Any, body: Json) -> Any:
    return interactions.create(model=MODEL, **body)


def _streamed(interactions: Any, body: Json) -> Any:
    folded = _Folded()
    for event in interactions.create(model=MODEL, stream=True, **body):
        folded.take(event)
    return folded


async def _unary_async(interactions: Any, body: Json) -> Any:
    return await interactions.create(model=MODEL, **body)


async def _streamed_async(interactions: Any, body: Json) -> Any:
    folded = _Folded()
    async for event in await interactions.create(model=MODEL, stream=True, **body):
        folded.take(event)
    return folded


@pytest.mark.parametrize("create", [_unary, _streamed], ids=["unary", "stream"])
@pytest.mark.parametrize("name", LOOPS)
def test_loop_goes_as_over_plain_http(
    interactions: Any, loops: dict[str, Loop], name: str, create: Any
) -> None:
    loop, body = Loop(), LOOPS[name]
    made = create(interactions, body)
    while results := _calls(loop, made):
        parent = {"previous_interaction_id": made.id}
        made = create(interactions, {**body, "input": results, **parent})
    assert loop == loops[name]


@pytest.mark.parametrize("create", [_unary_async, _streamed_async], ids=["unary", "stream"])
@pytest.mark.parametrize("name", LOOPS)
def test_asynchronous_loop_goes_as_over_plain_http(
    fake: Fake, loops: dict[str, Loop], name: str, create: Any
) -> None:
    async def told(aio: Any) -> Loop:
        loop, body = Loop(), LOOPS[name]
        made = await create(aio.interactions, body)
        while results := _calls(loop, made):
            parent = {"previous_interaction_id": made.id}
            made = await create(aio.interactions, {**body, "input": results, **parent})
        return loop

    assert run(fake, told) == loops[name]


@pytest.mark.parametrize("name", LOOPS)
def test_loop_without_memory_goes_as_over_plain_http(
    interactions: Any, loops: dict[str, Loop], name: str
) -> None:
    loop, body = Loop(), LOOPS[name]
    history: list[Any] = [as_step(body["input"])]
    made = interactions.create(model=MODEL, **{**body, "input": history}, store=False)
    while results := _calls(loop, made):
        history += [*made.steps, *results]
        made = interactions.create(model=MODEL, **{**body, "input": history}, store=False)
    assert loop == loops[name]


def test_call_is_told_in_known_events(interactions: Any) -> None:
    body: Json = {"input": "Weather in Paris", "tools": TOOLS, "stream": True}
    events = list(interactions.create(model=MODEL, **body))
    assert events[-1].interaction.status == "requires_action"
    assert [event.event_type for event in events[5:8]] == [
        "step.start",
        "step.delta",
        "step.stop",
    ]
    assert (events[5].step.type, events[5].step.name) == ("function_call", "get_weather")
    assert events[6].delta.type == "arguments_delta"


@pytest.mark.parametrize(
    ("choice", "status"),
    [
        ("any", "requires_action"),
        ("none", "completed"),
        ({"allowed_tools": {"mode": "any", "tools": ["send_mail"]}}, "requires_action"),
    ],
    ids=["any", "none", "allowed"],
)
def test_tool_choice_is_followed(interactions: Any, choice: Any, status: str) -> None:
    config = {"tool_choice": choice}
    made = interactions.create(model=MODEL, input="Weather", tools=TOOLS, generation_config=config)
    assert made.status == status


def test_unknown_call_is_a_bad_request(interactions: Any) -> None:
    with pytest.raises(BadRequestError, match="no function_call before it has that id"):
        interactions.create(model=MODEL, input=[answer("nobody", "send_mail")], tools=TOOLS)


def test_usage_of_a_loop_adds_up(interactions: Any) -> None:
    usage = interactions.create(model=MODEL, input="Weather in Paris", tools=TOOLS).usage
    assert usage.total_tokens == (
        usage.total_input_tokens + usage.total_output_tokens + usage.total_thought_tokens
    )
