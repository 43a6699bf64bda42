"""A create without a socket, through the transports of `fake_gemini.testing`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from statistics import median

import httpx

from benchmarks.prompts import KEY, MODEL, PATH, talk
from benchmarks.rows import Effort, Row
from fake_gemini import create_app
from fake_gemini.testing import AsyncTransport, SyncTransport

_URL = "http://127.0.0.1"
_HEADERS = {"x-goog-api-key": KEY}


def measure(effort: Effort) -> Iterator[Row]:
    count = effort.of(2000)
    for name, seconds in (("sync", _sync(count)), ("async", asyncio.run(_async(count)))):
        what = f"in-process create with httpx, {name}, median"
        yield Row(f"in-process-{name}", what, seconds * 1000, 0.5, "ms")


def _body(number: int) -> dict[str, str]:
    return {"model": MODEL, "input": talk(number)}


def _sync(count: int) -> float:
    times = []
    with (
        SyncTransport(create_app()) as transport,
        httpx.Client(transport=transport, base_url=_URL, headers=_HEADERS) as caller,
    ):
        for number in range(count):
            began = time.perf_counter()
            caller.post(PATH, json=_body(number)).raise_for_status()
            times.append(time.perf_counter() - began)
    return median(times)


async def _async(count: int) -> float:
    times = []
    transport = AsyncTransport(create_app())
    async with httpx.AsyncClient(transport=transport, base_url=_URL, headers=_HEADERS) as caller:
        for number in range(count):
            began = time.perf_counter()
            (await caller.post(PATH, json=_body(number))).raise_for_status()
            times.append(time.perf_counter() - began)
    return median(times)
