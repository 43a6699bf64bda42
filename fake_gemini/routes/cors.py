"""Answers to browsers from any origin (docs/wire/errors-auth-siblings.md 5)."""

from __future__ import annotations

from collections.abc import Awaitable

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fake_gemini.routes import log
from fake_gemini.routes.request import Request
from fake_gemini.state.clocks import Clocks
from fake_gemini.wire.timestamps import http_date

# `Api-Revision` is not among them: the real service rejects that preflight
# (docs/wire/interactions.md 1.4).
_REQUEST_HEADERS = (
    "authorization",
    "content-type",
    "x-goog-api-client",
    "x-goog-api-key",
    "x-goog-upload-command",
    "x-goog-upload-file-name",
    "x-goog-upload-header-content-length",
    "x-goog-upload-header-content-type",
    "x-goog-upload-offset",
    "x-goog-upload-protocol",
    "x-goog-user-project",
    "x-server-timeout",
)
_PREFLIGHT = "a browser asked for a method or header that is not allowed (CORS)"

# Without these a browser could not upload.
_ANSWER_HEADERS = (
    "x-goog-upload-chunk-granularity",
    "x-goog-upload-control-url",
    "x-goog-upload-size-received",
    "x-goog-upload-status",
    "x-goog-upload-url",
)


def with_cors(app: ASGIApp, clocks: Clocks) -> ASGIApp:
    """Return `app` with the headers that let browsers call it; others get the plain answer."""
    for_browsers = CORSMiddleware(
        app,
        allow_origin_regex=".*",
        allow_methods=("GET", "POST", "DELETE"),
        allow_headers=_REQUEST_HEADERS,
        expose_headers=_ANSWER_HEADERS,
    )

    def answer(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        headers = dict(scope["headers"])
        if b"origin" not in headers:
            return app(scope, receive, send)

        async def send_preflight(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"date", http_date(clocks.now())))
                if message["status"] >= 400:
                    log.refused(Request(scope, receive), message["status"], _PREFLIGHT)
            await send(message)

        is_preflight = scope["method"] == "OPTIONS" and b"access-control-request-method" in headers
        return for_browsers(scope, receive, send_preflight if is_preflight else send)

    return answer
