"""How many requests a client makes, counted in front of the fake."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from fake_gemini import Settings, create_app


class Counter:
    """The requests that were made, as `METHOD /path`."""

    def __init__(self) -> None:
        self.requests: list[str] = []

    def app(self, **settings: Any) -> Starlette:
        """Return a fake in front of which everything is counted."""
        app = create_app(Settings(**settings))
        app.add_middleware(_Counting, requests=self.requests)
        return app


class _Counting:
    def __init__(self, app: ASGIApp, requests: list[str]) -> None:
        self._app = app
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._requests.append(f"{scope['method']} {scope['path']}")
        await self._app(scope, receive, send)
