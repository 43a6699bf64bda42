"""Requests that together bring about everything that a reply can have, the plainest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpx

from tests.api import Json, created
from tests.coverage.asking import create
from tests.coverage.contents import DATA
from tests.coverage.rehearsals import said
from tests.coverage.tools import CALLING
from tests.coverage.transcription import HEARD, MARKED

Run = Callable[[httpx.Client], Iterable[httpx.Response]]


@dataclass(frozen=True, slots=True)
class Flow:
    """What a user does, as the page says it, and how."""

    title: str
    run: Run


def _both(**body: Any) -> Run:
    """Ask for the same unary and streamed."""
    return lambda client: (create(client, **body, stream=stream) for stream in (False, True))


def _rehearsed(trigger: str, beside: str = "", **body: Any) -> Flow:
    return Flow(f"`[[fake: {trigger}]]`{beside}", _both(input=said(trigger), **body))


def _run_in_background(client: httpx.Client) -> Iterable[httpx.Response]:
    path = _started(client)
    yield client.get(path)
    yield client.get(path)


def _cancelled(client: httpx.Client) -> Iterable[httpx.Response]:
    path = _started(client)
    yield client.post(f"{path}/cancel")
    yield client.get(f"{path}?stream=true")


def _started(client: httpx.Client) -> str:
    return f"/v1/interactions/{created(client, background=True)['id']}"


def _got(client: httpx.Client) -> Iterable[httpx.Response]:
    first = created(client)
    second = created(client, previous_interaction_id=first["id"])
    yield client.get(f"/v1/interactions/{second['id']}?include_input=true")


def _answered(client: httpx.Client) -> Iterable[httpx.Response]:
    first = created(client, "Weather in Paris?", tools=CALLING)
    call_id = first["steps"][-1]["id"]
    result = [{**_RESULT, "call_id": call_id}]
    second = created(client, result, previous_interaction_id=first["id"])
    yield client.get(f"/v1/interactions/{second['id']}")


_RESULT = {"type": "function_result", "name": "get_weather", "result": "sunny", "is_error": False}


def _streamed_again(client: httpx.Client) -> Iterable[httpx.Response]:
    yield client.get(f"/v1/interactions/{created(client)['id']}?stream=true")


_MEDIA = ("image", "audio", "video", "document")
_TRANSCRIBED = {"transcription_config": {"mode": {"type": "verbatim", **MARKED}}}
_AGENT: Json = {"model": None, "agent": "antigravity-preview-09-2026"}
_BUDGET = {"type": "antigravity", "max_total_tokens": 1}
FLOWS = (
    Flow("any request", lambda client: [create(client)]),
    Flow("any stream", lambda client: [create(client, stream=True)]),
    Flow("a GET with `stream=true`", _streamed_again),
    Flow("a GET with `include_input`", _got),
    Flow("an agent", _both(**_AGENT)),
    Flow("`thinking_summaries`", _both(generation_config={"thinking_summaries": "auto"})),
    Flow("`max_output_tokens`", _both(generation_config={"max_output_tokens": 1})),
    Flow("a function that is called", _both(input="Weather in Paris?", tools=CALLING)),
    Flow("a GET after a `function_result`", _answered),
    Flow("`background`", _run_in_background),
    Flow("a cancel", _cancelled),
    Flow("`max_total_tokens`", _both(**_AGENT, agent_config=_BUDGET)),
    *(Flow(f"`{it}` in the input", _both(input=[{"type": it, "data": DATA}])) for it in _MEDIA),
    Flow("`transcription_config`", _both(input=HEARD, generation_config=_TRANSCRIBED)),
    _rehearsed("failed"),
    _rehearsed("requires_continuation"),
    _rehearsed("stream error"),
    _rehearsed("stream error", " with `background`", background=True),
)
