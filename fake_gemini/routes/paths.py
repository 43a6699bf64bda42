"""From a path to its endpoint on the shortest way: most requests are creates, and those are quick.

Starlette tries one route after another and wraps the app in error pages. Here a path without
parameters is looked up, and every endpoint answers for its own faults. Who only chooses the next
app is no coroutine but returns the other's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Lifespan, Message, Receive, Scope, Send

from fake_gemini.http11.fields import EXTENSION

VERSIONS = ("v1", "v1beta", "v1alpha")


class Paths:
    """Looks up what has no parameters, tries the other routes in turn, and then asks `default`."""

    def __init__(self, routes: Iterable[BaseRoute], default: ASGIApp) -> None:
        self._router = Router(tuple(routes), redirect_slashes=False, default=default)
        plain = (r for r in self._router.routes if isinstance(r, Route) and not r.param_convertors)
        self._plain: dict[str, ASGIApp] = {route.path: route.app for route in plain}

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        return self._plain.get(scope["path"], self._router)(scope, receive, send)


def in_each_version(paths: Mapping[str, ASGIApp], below: str = "") -> list[BaseRoute]:
    """Return a route for each path in each version of the API, below a prefix."""
    return [
        Route(f"{below}/{version}{path}", paths[path]) for version in VERSIONS for path in paths
    ]


class Later:
    """An app that is made when its first request comes."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self._made: ASGIApp | None = None

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if self._made is None:
            self._made = self._make()
        return self._made(scope, receive, send)


class Front(Starlette):
    """Hands every request to one app; middleware that is added goes before it."""

    def __init__(self, app: ASGIApp, lifespan: Lifespan[Starlette]) -> None:
        super().__init__(lifespan=lifespan)
        self._app = app
        self.router.default = with_lists(app)

    @property
    def stands_alone(self) -> bool:
        """Whether no middleware is around it, which would look for a task, or change headers."""
        return not self.user_middleware

    def build_middleware_stack(self) -> ASGIApp:
        if self.user_middleware:
            return super().build_middleware_stack()

        def answer(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
            if EXTENSION in scope.get("extensions", ()):
                return self._app(scope, receive, send)
            app = self.router.default if scope["type"] == "http" else self.router
            return app(scope, receive, send)

        return answer


def with_lists(app: ASGIApp) -> ASGIApp:
    """Return `app` with the headers of its answers as lists, which middleware may change."""

    def answer(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        async def send_list(message: Message) -> None:
            if "headers" in message:
                message = {**message, "headers": list(message["headers"])}
            await send(message)

        return app(scope, receive, send_list)

    return answer
