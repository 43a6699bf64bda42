"""Answers to HEAD have no body, also where no server stands between the app and its client."""

from __future__ import annotations

from collections.abc import Awaitable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


def headless(app: ASGIApp) -> ASGIApp:
    """Return `app` with the bodies of its answers to HEAD left out."""

    def answer(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        return app(scope, receive, _without_bodies(send) if scope["method"] == "HEAD" else send)

    return answer


def _without_bodies(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        await send({**message, "body": b""} if "body" in message else message)

    return send_head
