"""A connection that has ended leaves nothing that only the garbage collector would find."""

from __future__ import annotations

import asyncio
import gc

import pytest
from starlette.types import Receive, Scope, Send

from tests.http11.serving import App, body, echo, request, start
from tests.http11.test_refusals import sized
from tests.http11.transport import talk


async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
    await send(start())
    await send(body(b"begun", more=True))
    while (await receive())["type"] != "http.disconnect":
        pass


async def failing(scope: Scope, receive: Receive, send: Send) -> None:
    raise LookupError


CASES = {
    "answered": (echo, request("/", b"x") * 3),
    "upgrade": (echo, request("/", b"x", "Connection: Upgrade", "Upgrade: h2c")),
    "half-request": (echo, request("/", b"xyz")[:-1]),
    "half-head": (echo, b"GET / HTTP/1.1\r\nA"),
    "garbage": (echo, b"garbage\r\n\r\n"),
    "too-large": (echo, sized(70_000)),
    "left": (waiting, request()),
    "failed": (failing, request()),
}


@pytest.mark.parametrize("is_quick", [True, False], ids=["at-once", "as-task"])
@pytest.mark.parametrize("case", CASES)
def test_connection_leaves_no_garbage(case: str, is_quick: bool) -> None:
    handler, sent = CASES[case]
    app = App(handler, is_quick=is_quick)

    async def main() -> int:
        await talk(app, [sent])  # once before, for what is made only once
        gc.collect()
        gc.disable()
        try:
            await talk(app, [sent])
            return gc.collect()
        finally:
            gc.enable()

    assert asyncio.run(main()) == 0
