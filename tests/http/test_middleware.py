"""Middleware of others before the fake, in this process and behind a socket."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from fake_gemini import create_app
from tests.api import Connect, post
from tests.http11.serving import serving


class Naming(BaseHTTPMiddleware):
    """Adds a header; it runs the app in a group of tasks."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers["x-named"] = "yes"
        response.headers["server"] = "another"
        return response


class Timed:
    """Gives the app some seconds, which only a task can be given."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with asyncio.timeout(20):
            await self.app(scope, receive, send)


@pytest.fixture
def app() -> Starlette:
    app = create_app()
    app.add_middleware(Naming)
    app.add_middleware(Timed)
    return app


@pytest.mark.parametrize("stream", [False, True], ids=["unary", "stream"])
def test_middleware_changes_the_header(
    connect_either: Connect, app: Starlette, stream: bool
) -> None:
    response = post(connect_either(app), stream=stream)

    assert response.headers["x-named"] == "yes"
    assert response.headers["server"] == "another"
    assert response.content == post(connect_either(), stream=stream).content


def test_middleware_changes_the_body(connect_either: Connect) -> None:
    app = create_app()
    app.add_middleware(GZipMiddleware, minimum_size=1)
    client = connect_either(app)

    response = post(client)

    assert response.headers["content-encoding"] == "gzip"
    assert response.text == post(connect_either()).text


def test_fake_inside_of_another_app_is_changed_too() -> None:
    outer = Starlette(routes=[Mount("/", create_app())], middleware=[Middleware(Naming)])
    with serving(outer) as served:
        answer = served.asked(b"GET /v1/models HTTP/1.1\r\nHost: a\r\nx-goog-api-key: k\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 OK") and b"\r\nx-named: yes\r\n" in answer
