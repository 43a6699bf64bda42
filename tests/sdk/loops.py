"""Tool loops as create bodies, and how each of them goes when no client of Google's asks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx
from google import genai
from google.genai import types

from tests.api import Json, created, text_of
from tests.functions.calling import TOOLS, calls_of, result
from tests.sdk.programs import Fake

T = TypeVar("T")

LOOPS: dict[str, Json] = {
    "two rounds": {"input": "Weather in Paris, then a table for 4", "tools": TOOLS},
    "parallel": {"input": "Weather in Paris and mail to ada@example.com", "tools": TOOLS},
    "both": {"input": "Weather and mail to Ada. Then a table for 4, then mail", "tools": TOOLS},
    "no call": {"input": "Hello", "tools": TOOLS},
}

# What each function returns, in every shape of a result.
VALUES: dict[str, Any] = {
    "get_weather": {"celsius": 18, "sky": "clear"},
    "book_table": "booked",
    "send_mail": [{"type": "text", "text": "sent"}],
}


@dataclass
class Loop:
    """What became of a loop: the (name, arguments) of each round, and the text at its end."""

    rounds: list[list[tuple[str, Any]]] = field(default_factory=list)
    text: str = ""


def plainly(client: httpx.Client, body: Json) -> Loop:
    """Have a loop over plain HTTP."""
    loop = Loop()
    made = created(client, **body)
    while calls := calls_of(made):
        loop.rounds.append([(call["name"], call["arguments"]) for call in calls])
        answer = {**body, "input": [result(call, VALUES[call["name"]]) for call in calls]}
        made = created(client, **answer, previous_interaction_id=made["id"])
    loop.text = text_of(made)
    return loop


def answer(id: str, name: str) -> Json:
    """Return the result of a call."""
    return {"type": "function_result", "call_id": id, "name": name, "result": VALUES[name]}


def run(fake: Fake, work: Callable[[Any], Awaitable[T]]) -> T:
    """Run a program of the asynchronous client; `Any`, because its overloads want each argument
    spelled out."""

    async def main() -> T:
        options = types.HttpOptions(base_url=fake.url)
        with genai.Client(api_key="async", http_options=options) as client:
            async with client.aio as aio:
                return await work(aio)

    return asyncio.run(main())
