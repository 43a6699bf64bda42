"""Answers to browsers from any origin (docs/wire/errors-auth-siblings.md 5)."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

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
# Without these a browser could not upload.
_ANSWER_HEADERS = (
    "x-goog-upload-chunk-granularity",
    "x-goog-upload-control-url",
    "x-goog-upload-size-received",
    "x-goog-upload-status",
    "x-goog-upload-url",
)


def with_cors(app: ASGIApp) -> ASGIApp:
    """Return `app` with the headers that let browsers call it; others get the plain answer."""
    for_browsers = CORSMiddleware(
        app,
        allow_origin_regex=".*",
        allow_methods=("GET", "POST", "DELETE"),
        allow_headers=_REQUEST_HEADERS,
        expose_headers=_ANSWER_HEADERS,
    )

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        from_browser = b"origin" in dict(scope["headers"])
        await (for_browsers if from_browser else app)(scope, receive, send)

    return answer
