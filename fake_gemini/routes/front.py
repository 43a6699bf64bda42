"""Where every request comes in: the API, the control plane, and what other servers need.

Most requests are creates, and those are quick: Starlette's error pages are left out, because every
endpoint answers for its own faults. Who only chooses the next app is no coroutine but returns the
other's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping

from starlette.applications import Starlette
from starlette.types import ASGIApp, Lifespan, Message, Receive, Scope, Send

from fake_gemini.routes.at_once import AtOnce
from fake_gemini.routes.endpoint import Endpoint

_CONTROL = "/_fake/"


class Front(Starlette):
    """Hands every request to the API or to the control plane, which may be left out.

    `whole` are the endpoints that answer at once to what has arrived whole, by target.

    Middleware that is added goes before it.
    """

    def __init__(
        self,
        api: ASGIApp,
        control: ASGIApp | None,
        lifespan: Lifespan[Starlette],
        whole: Mapping[bytes, Endpoint],
    ) -> None:
        super().__init__(lifespan=lifespan)
        self._api = api
        self._control = control or api
        self._at_once = AtOnce(whole, self._either)
        self.router.default = self._for_any_server

    @property
    def quick(self) -> ASGIApp | None:
        """The app for a server that knows it (`fake_gemini.http11`).

        There is none when middleware is around it, which would look for a task, or change headers.
        """
        return None if self.user_middleware else self._either

    @property
    def at_once(self) -> AtOnce | None:
        """Who answers a request that has arrived whole, for such a server; None as above."""
        return None if self.user_middleware else self._at_once

    def build_middleware_stack(self) -> ASGIApp:
        if self.user_middleware:
            return super().build_middleware_stack()

        def answer(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
            app = self.router.default if scope["type"] == "http" else self.router
            return app(scope, receive, send)

        return answer

    def _either(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        # A Mount would not match a path with a line break in it.
        side = self._control if scope["path"].startswith(_CONTROL) else self._api
        return side(scope, receive, send)

    def _for_any_server(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Answer in plain ASGI: headers are lists, which middleware may change.

        What the head of an answer brings of its body comes behind it, and to HEAD there is none,
        also where no server stands between the app and its client.
        """
        is_head = scope["method"] == "HEAD"

        async def send_plainly(message: Message) -> None:
            if message["type"] != "http.response.start":
                await send({**message, "body": b""} if is_head else message)
                return
            start = {**message, "headers": list(message["headers"])}
            body, more = start.pop("body", None), start.pop("more_body", None)
            if body is not None and more is None:
                start["headers"].append((b"content-length", b"%d" % len(body)))
            await send(start)
            if body is not None:
                body = b"" if is_head else body
                await send({"type": "http.response.body", "body": body, "more_body": bool(more)})

        return self._either(scope, receive, send_plainly)
