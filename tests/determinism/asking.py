"""Sends the requests of the workload in some order, many at once, and compares what came back."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.applications import Starlette

from fake_gemini import create_app
from fake_gemini.testing import SyncTransport
from tests.determinism.workload import Ask, resolved, workload

# How a transport cuts a body into pieces is outside the promise, and so is the host in upload URLs.
_TRANSPORT = ("transfer-encoding", "connection", "keep-alive")
_HOST = "http://fake.test"

_ID = re.compile(r'"id": ?"(v1_[^"]+)"')
_TOKEN = re.compile(r'"continuation_token": ?"([^"]+)"')
_CALL_ID = re.compile(r'"id": ?"([0-9a-z]{8})"')
_EVENT_ID = re.compile(r'"event_id":"([^"]+)"')
_URI = re.compile(r'"uri": ?"([^"]+)"')


@dataclass(frozen=True, order=True)
class Answer:
    """What is promised to be the same: status, headers in order, and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


Answers = dict[str, list[Answer]]


def shuffled(seed: int, of: Sequence[Ask] | None = None) -> list[Ask]:
    """Return requests, by default the workload, in another order, each behind what it needs."""
    asks = workload() if of is None else list(of)
    by_name = {ask.name: ask for ask in asks}
    random.Random(seed).shuffle(asks)
    placed: dict[str, Ask] = {}

    def place(ask: Ask) -> None:
        for need in ask.needs:
            place(by_name[need])
        placed.setdefault(ask.name, ask)

    for ask in asks:
        place(ask)
    return list(placed.values())


def answers(clients: Sequence[httpx.Client], order: Sequence[Ask]) -> Answers:
    """Send all requests, as many at once as there are clients; return the answers by group."""
    sent: dict[str, Future[Answer]] = {}
    facts: dict[str, dict[str, str]] = {}

    def send(ask: Ask, client: httpx.Client) -> Answer:
        # What it needs was handed out before, so somebody is at work on it already.
        for need in ask.needs:
            sent[need].result()
        response = client.request(
            ask.method,
            resolved(ask.path, facts),
            content=resolved(ask.content, facts).encode(),
            headers={"x-goog-api-key": ask.key, **ask.headers},
        )
        facts[ask.name] = _facts(response)
        return _answer(response, str(client.base_url).rstrip("/"))

    with ThreadPoolExecutor(len(clients)) as pool:
        for at, ask in enumerate(order):
            sent[ask.name] = pool.submit(send, ask, clients[at % len(clients)])
    groups: Answers = {}
    for ask in order:
        groups.setdefault(ask.group, []).append(sent[ask.name].result())
    return {group: sorted(groups[group]) for group in sorted(groups)}


@contextmanager
def in_process(app: Starlette | None = None, *, at_once: int = 8) -> Iterator[list[httpx.Client]]:
    """Give clients of one fake, each with a thread of its own."""
    app = app or create_app()
    with ExitStack() as stack:
        yield [stack.enter_context(_client(SyncTransport(app))) for _ in range(at_once)]


def _client(transport: Any) -> httpx.Client:
    return httpx.Client(transport=transport, base_url="http://127.0.0.1")


def _answer(response: httpx.Response, host: str) -> Answer:
    headers = [(name.lower(), value) for name, value in response.headers.multi_items()]
    return Answer(
        response.status_code,
        tuple((n, v.replace(host, _HOST)) for n, v in headers if n not in _TRANSPORT),
        response.content.decode().replace(host, _HOST),
    )


def _facts(response: httpx.Response) -> dict[str, str]:
    """Return what later requests may refer to."""
    body = response.text
    facts = {"url": response.headers.get("x-goog-upload-url", "")}
    patterns = {
        "id": _ID,
        "call": _CALL_ID,
        "event": _EVENT_ID,
        "token": _TOKEN,
        "uri": _URI,
    }
    for fact, pattern in patterns.items():
        if match := pattern.search(body):
            facts[fact] = match[1]
    return facts
