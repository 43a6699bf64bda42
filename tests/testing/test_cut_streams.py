"""The in-process transports when an answer has no end: what a server that hangs up looks like."""

from __future__ import annotations

import asyncio
from types import ModuleType
from typing import Any

import httpx
import httpx2
import pytest
from starlette.types import Receive, Scope, Send

from fake_gemini import Settings, create_app
from fake_gemini.testing import AsyncTransport, SyncTransport
from tests.api import KEY, MODEL

LIBRARIES = pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
PACES = pytest.mark.parametrize("pace", [0, 1], ids=["at once", "paced"])
_HEADERS = {"x-goog-api-key": KEY}


def _body(after: int) -> dict[str, Any]:
    return {"model": MODEL, "stream": True, "input": f"[[fake: cut stream after {after} events]]"}


async def _no_pause(seconds: float) -> None:
    return


def _app(pace: float) -> Any:
    return create_app(Settings(pace=pace), pause=_no_pause)


def _sync(library: ModuleType, app: Any) -> Any:
    return library.Client(
        transport=SyncTransport(app), base_url="http://127.0.0.1", headers=_HEADERS
    )


def _asynchronous(library: ModuleType, app: Any) -> Any:
    return library.AsyncClient(
        transport=AsyncTransport(app), base_url="http://127.0.0.1", headers=_HEADERS
    )


@LIBRARIES
@PACES
@pytest.mark.parametrize("after", [0, 1, 5])
def test_sync_client_reads_what_came_and_then_an_error(
    library: ModuleType, pace: float, after: int
) -> None:
    came = b""
    with (
        _sync(library, _app(pace)) as client,
        client.stream("POST", "/v1/interactions", json=_body(after)) as answer,
    ):
        assert answer.status_code == 200
        with pytest.raises(library.RemoteProtocolError, match="without sending complete"):
            for piece in answer.iter_raw():
                came += piece
    assert came.count(b"event: ") == after


@LIBRARIES
@PACES
@pytest.mark.parametrize("after", [0, 1, 5])
def test_async_client_reads_what_came_and_then_an_error(
    library: ModuleType, pace: float, after: int
) -> None:
    async def read() -> bytes:
        came = b""
        async with (
            _asynchronous(library, _app(pace)) as client,
            client.stream("POST", "/v1/interactions", json=_body(after)) as answer,
        ):
            with pytest.raises(library.RemoteProtocolError, match="without sending complete"):
                async for piece in answer.aiter_raw():
                    came += piece
        return came

    assert asyncio.run(read()).count(b"event: ") == after


@LIBRARIES
def test_client_that_reads_all_at_once_gets_the_error(library: ModuleType) -> None:
    with _sync(library, _app(0)) as client:
        with pytest.raises(library.RemoteProtocolError):
            client.post("/v1/interactions", json=_body(3))
        usual = client.post("/v1/interactions", json={"model": MODEL, "input": "Hello"})
        assert usual.status_code == 200


@LIBRARIES
def test_stream_that_broke_off_leaves_no_watcher(library: ModuleType) -> None:
    app = _app(1)
    with _sync(library, app) as client, pytest.raises(library.RemoteProtocolError):
        client.post("/v1/interactions", json=_body(3))
    assert not app.state.pacing.watchers


async def _half(scope: Scope, receive: Receive, send: Send) -> None:
    """Begins an answer and returns."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})


async def _broken(scope: Scope, receive: Receive, send: Send) -> None:
    """Begins an answer and fails."""
    await _half(scope, receive, send)
    raise LookupError("broken on purpose")


@LIBRARIES
def test_app_without_an_end_hangs_up(library: ModuleType) -> None:
    with _sync(library, _half) as client, pytest.raises(library.RemoteProtocolError):
        client.get("/")


@LIBRARIES
def test_error_in_the_middle_reaches_the_sync_client(library: ModuleType) -> None:
    with _sync(library, _broken) as client, pytest.raises(LookupError, match="on purpose"):
        client.get("/")


@LIBRARIES
def test_error_in_the_middle_reaches_the_async_client(library: ModuleType) -> None:
    async def ask() -> None:
        async with _asynchronous(library, _broken) as client:
            await client.get("/")

    with pytest.raises(LookupError, match="on purpose"):
        asyncio.run(ask())
