"""The app needs no particular server: behind another one it answers the same."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import orjson
import pytest
import uvicorn
from starlette.types import Message

from fake_gemini import create_app
from fake_gemini.server import listen
from fake_gemini.testing import running
from fake_gemini.testing.exchange import http_scope
from tests.api import KEY, MODEL

ASKED: dict[str, dict[str, Any]] = {
    "unary": {"method": "POST", "json": {"model": MODEL, "input": "Hello"}},
    "stream": {"method": "POST", "json": {"model": MODEL, "input": "Hello", "stream": True}},
    "browser": {
        "method": "POST",
        "json": {"model": MODEL, "input": "Hello there"},
        "headers": {"Origin": "https://a.example"},
    },
    "refusal": {"method": "POST", "json": {"model": MODEL}},
    "head": {"method": "HEAD"},
    "preflight": {
        "method": "OPTIONS",
        "headers": {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"},
    },
}


class _Ready(uvicorn.Server):
    is_ready: threading.Event

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.is_ready.set()


@contextmanager
def by_uvicorn(http: str) -> Iterator[str]:
    """Serve a fake with one of uvicorn's own protocols."""
    bound = listen("127.0.0.1", 0)
    config = uvicorn.Config(
        create_app(), http=http, ws="none", log_config=None, server_header=False, date_header=False
    )
    server = _Ready(config)
    server.is_ready = threading.Event()
    thread = threading.Thread(target=server.run, args=([bound],), daemon=True)
    thread.start()
    try:
        assert server.is_ready.wait(20)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)


def answers(url: str) -> dict[str, Any]:
    """Return status, headers and body of every answer."""
    with httpx.Client(base_url=url, headers={"x-goog-api-key": KEY}, trust_env=False) as client:
        got = {name: client.request(url="/v1/interactions", **how) for name, how in ASKED.items()}
    return {
        name: (r.status_code, sorted(r.headers.multi_items()), r.text) for name, r in got.items()
    }


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    with running() as fake:
        return answers(fake.url)


def test_answers_behind_another_protocol_are_the_same(ours: dict[str, Any]) -> None:
    with by_uvicorn("httptools") as url:
        assert answers(url) == ours


def messages(method: str, body: bytes) -> list[Message]:
    """Return what the app sends to a server that knows plain ASGI only."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"x-goog-api-key", KEY.encode())]
    scope = http_scope(method, "http", "localhost", b"/v1/interactions", headers)
    asyncio.run(create_app()(scope, receive, send))
    return sent


def test_answer_is_a_head_and_a_body() -> None:
    start, body = messages("POST", orjson.dumps(ASKED["unary"]["json"]))
    assert start.keys() == {"type", "status", "headers"}
    assert type(start["headers"]) is list
    assert (b"content-length", b"%d" % len(body["body"])) in start["headers"]
    assert orjson.loads(body["body"])["status"] == "completed"


def test_head_has_the_length_of_a_body_that_is_not_sent() -> None:
    start, body = messages("HEAD", b"")
    assert int(dict(start["headers"])[b"content-length"]) > 0
    assert body["body"] == b""
