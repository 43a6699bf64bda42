"""From a path to its endpoint on the shortest way: most requests are creates, and those are quick.

Starlette tries one route after another and wraps the app in error pages. Here a path without
parameters is looked up, and every endpoint answers for its own faults.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

VERSIONS = ("v1", "v1beta", "v1alpha")


class Paths(Router):
    """Looks up what has no parameters, tries the other routes in turn, and then asks `default`."""

    def __init__(self, routes: Iterable[BaseRoute], default: ASGIApp) -> None:
        super().__init__(tuple(routes), redirect_slashes=False, default=default)
        plain = (r for r in self.routes if isinstance(r, Route) and not r.param_convertors)
        self._plain = {route.path: route.app for route in plain}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = self._plain.get(scope["path"]) or super().__call__
        await known(scope, receive, send)


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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._made is None:
            self._made = self._make()
        await self._made(scope, receive, send)


class Front(Starlette):
    """Hands every request to one app; middleware that is added goes before it."""

    def __init__(self, app: ASGIApp, lifespan: Lifespan[Starlette]) -> None:
        super().__init__(lifespan=lifespan)
        self.router.default = app

    def build_middleware_stack(self) -> ASGIApp:
        if self.user_middleware:
            return super().build_middleware_stack()

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            app = self.router.default if scope["type"] == "http" else self.router
            await app(scope, receive, send)

        return answer
