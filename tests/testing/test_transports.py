"""The in-process transports: both libraries, sync and async, truly streaming."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import httpx
import httpx2
import orjson
import pytest
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from fake_gemini import Settings, create_app
from fake_gemini.testing import AsyncTransport, SyncTransport
from tests.api import KEY, MODEL
from tests.streaming.gate import Gate, arriving

LIBRARIES = pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
BODY = {"model": MODEL, "input": "Hello"}
STREAM = BODY | {"stream": True}
PATIENCE = 10


def _loops() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "fake-gemini-transport"]


def _sync(library: ModuleType, app: Any) -> Any:
    return library.Client(
        transport=SyncTransport(app),
        base_url="http://127.0.0.1",
        headers={"x-goog-api-key": KEY},
        timeout=PATIENCE,
    )


def _asynchronous(library: ModuleType, app: Any) -> Any:
    return library.AsyncClient(
        transport=AsyncTransport(app),
        base_url="http://127.0.0.1",
        headers={"x-goog-api-key": KEY},
        timeout=PATIENCE,
    )


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def gated(gate: Gate) -> Starlette:
    """A fake whose streams wait at the gate before each frame."""
    return create_app(Settings(pace=1), pause=gate)


@LIBRARIES
def test_sync_client_gets_an_answer(library: ModuleType) -> None:
    with _sync(library, create_app()) as client:
        assert client.post("/v1/interactions", json=BODY).json()["status"] == "completed"


@LIBRARIES
def test_async_client_gets_the_same_answer(library: ModuleType) -> None:
    async def ask() -> bytes:
        async with _asynchronous(library, create_app()) as client:
            return bytes((await client.post("/v1/interactions", json=BODY)).content)

    with _sync(library, create_app()) as client:
        assert asyncio.run(ask()) == client.post("/v1/interactions", json=BODY).content


@LIBRARIES
def test_sync_client_reads_a_frame_before_the_next_is_made(
    library: ModuleType, gate: Gate, gated: Starlette
) -> None:
    with (
        _sync(library, gated) as client,
        client.stream("POST", "/v1/interactions", json=STREAM) as answer,
    ):
        pieces = arriving(answer)
        gate.open()
        assert next(pieces).startswith("event: interaction.created")
        gate.open()
        assert next(pieces).startswith("event: interaction.status_update")


@LIBRARIES
def test_async_client_reads_a_frame_before_the_next_is_made(
    library: ModuleType, gate: Gate, gated: Starlette
) -> None:
    async def read() -> list[bytes]:
        found = []
        async with (
            _asynchronous(library, gated) as client,
            client.stream("POST", "/v1/interactions", json=STREAM) as answer,
        ):
            pieces = (piece async for piece in answer.aiter_raw() if piece)
            for _ in range(2):
                await asyncio.to_thread(gate.open)
                found.append(await anext(pieces))
        return found

    first, second = asyncio.run(read())
    assert first.startswith(b"event: interaction.created")
    assert second.startswith(b"event: interaction.status_update")


@LIBRARIES
def test_sync_client_that_leaves_ends_the_stream(
    library: ModuleType, gate: Gate, gated: Starlette
) -> None:
    with _sync(library, gated) as client:
        with client.stream("POST", "/v1/interactions", json=STREAM) as answer:
            gate.open()
            pieces = arriving(answer)
            next(pieces)
            assert len(gated.state.pacing.watchers) == 1
        assert not gated.state.pacing.watchers


@LIBRARIES
def test_async_client_that_leaves_ends_the_stream(
    library: ModuleType, gate: Gate, gated: Starlette
) -> None:
    async def leave() -> int:
        async with _asynchronous(library, gated) as client:
            async with client.stream("POST", "/v1/interactions", json=STREAM):
                open_streams = len(gated.state.pacing.watchers)
            assert not gated.state.pacing.watchers
            return open_streams

    assert asyncio.run(leave()) == 1


@LIBRARIES
def test_chunks_of_a_request_are_made_while_it_is_read(library: ModuleType) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"model": "%b", ' % MODEL.encode()
        yield b'"input": "Hello"}'

    with _sync(library, create_app()) as client:
        assert client.post("/v1/interactions", content=chunks()).status_code == 200


def test_upload_url_names_the_host_that_the_client_thinks_it_calls() -> None:
    with _sync(httpx, create_app()) as client:
        answer = client.post(
            "https://generativelanguage.googleapis.com/upload/v1/files",
            headers={"X-Goog-Upload-Protocol": "resumable", "X-Goog-Upload-Command": "start"},
        )
    url = answer.headers["x-goog-upload-url"]
    assert url.startswith("https://generativelanguage.googleapis.com/upload/v1/files?upload_id=")


def test_both_transports_of_an_app_share_its_state() -> None:
    app = create_app()

    async def get(name: str) -> int:
        async with _asynchronous(httpx, app) as client:
            return int((await client.get(f"/v1/interactions/{name}")).status_code)

    with _sync(httpx, app) as client:
        name = client.post("/v1/interactions", json=BODY).json()["id"]
    assert asyncio.run(get(name)) == 200


def test_sync_client_works_inside_a_running_loop() -> None:
    async def ask() -> int:
        with _sync(httpx, create_app()) as client:
            return int(client.post("/v1/interactions", json=BODY).status_code)

    assert asyncio.run(ask()) == 200


def test_several_threads_may_share_a_transport() -> None:
    with _sync(httpx, create_app()) as client:
        names: set[str] = set()
        threads = [
            threading.Thread(
                target=lambda: names.add(client.post("/v1/interactions", json=BODY).json()["id"])
            )
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
    assert len(names) == 8


def test_closed_transport_leaves_no_thread() -> None:
    before = _loops()
    with _sync(httpx, create_app()) as client:
        client.post("/v1/interactions", content=iter([orjson.dumps(BODY)]))
        assert len(_loops()) == len(before) + 1
    assert _loops() == before


@LIBRARIES
def test_answer_that_is_not_waited_for_needs_no_thread(library: ModuleType) -> None:
    before = _loops()
    with _sync(library, create_app()) as client:
        assert client.post("/v1/interactions", json=BODY).json()["status"] == "completed"
        assert client.post("/v1/interactions", json=STREAM).text.endswith("[DONE]\n\n")
        assert _loops() == before


def test_forgotten_transport_leaves_no_thread() -> None:
    before = _loops()
    SyncTransport(create_app()).handle_request(httpx.Request("GET", "http://127.0.0.1/v1")).close()
    assert _loops() == before


@LIBRARIES
def test_stream_may_be_closed_after_its_client(library: ModuleType) -> None:
    client = _sync(library, create_app(Settings(pace=1)))
    request = client.build_request("POST", "/v1/interactions", json=STREAM)
    stream = client.send(request, stream=True)
    client.close()
    stream.close()
    assert stream.is_closed


@LIBRARIES
def test_stream_cannot_be_read_after_its_client_was_closed(library: ModuleType) -> None:
    client = _sync(library, create_app(Settings(pace=1)))
    request = client.build_request("POST", "/v1/interactions", json=STREAM)
    stream = client.send(request, stream=True)
    client.close()
    with pytest.raises(library.StreamClosed):
        stream.read()


@LIBRARIES
def test_error_of_the_app_reaches_the_client(library: ModuleType) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise LookupError("broken on purpose")

    with _sync(library, broken) as client, pytest.raises(LookupError, match="on purpose"):
        client.get("/")


@LIBRARIES
def test_app_that_does_not_answer_is_an_error(library: ModuleType) -> None:
    async def silent(scope: Scope, receive: Receive, send: Send) -> None:
        return

    with _sync(library, silent) as client, pytest.raises(RuntimeError, match="did not answer"):
        client.get("/")


@pytest.mark.parametrize("pace", [0, 0.001], ids=["joined", "paced"])
def test_sync_client_may_be_called_inside_of_a_loop(pace: float) -> None:
    """What has to wait goes on on the transport's own loop, not on that of the caller."""
    body = {**STREAM, "input": "Reply with exactly: " + "word " * 40_000 * (not pace)}

    async def ask() -> str:
        return str(client.post("/v1/interactions", json=body).text)

    with _sync(httpx, create_app(Settings(pace=pace))) as client:
        assert asyncio.run(ask()).endswith("event: done\ndata: [DONE]\n\n")


@LIBRARIES
def test_large_upload_goes_on_on_a_loop(library: ModuleType) -> None:
    headers = {"X-Goog-Upload-Protocol": "raw", "Content-Type": "text/plain"}
    with _sync(library, create_app()) as client:
        answer = client.post("/upload/v1/files", content=b"x" * 5_000_000, headers=headers)
        assert answer.json()["file"]["sizeBytes"] == "5000000"
