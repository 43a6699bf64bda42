"""Creates that have arrived whole, on the shortest way: neither ASGI nor a coroutine is between."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.types import ASGIApp, Message

from fake_gemini.http11.fields import Pair
from fake_gemini.routes.endpoint import Endpoint
from fake_gemini.routes.request import Request

# What other places answer to: to browsers, and to bodies that are compressed.
_ELSEWHERE = (b"origin", b"content-encoding")


class AtOnce:
    """Asks the endpoint of a POST to one of the targets; `app` has all other requests.

    A server that knows it (`fake_gemini.http11`) writes the bytes that it returns, or runs the app.
    """

    def __init__(self, endpoints: Mapping[bytes, Endpoint], app: ASGIApp) -> None:
        self._endpoints = endpoints
        self._app = app

    def __call__(
        self, method: bytes, target: bytes, headers: list[Pair], body: bytes
    ) -> bytes | ASGIApp:
        endpoint = self._endpoints.get(target) if method == b"POST" else None
        if endpoint is None:
            return self._app
        path = target.decode("ascii")
        http = {"method": "POST", "path": path, "query_string": b"", "headers": headers}
        request = Request(http, _nothing_more)
        if not request.headers.keys().isdisjoint(_ELSEWHERE):
            return self._app
        return endpoint.at_once(request, body)


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}
