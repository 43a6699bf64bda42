"""From a path to its endpoint on the shortest way: most requests are creates, and those are quick.

Starlette tries one route after another and wraps the app in error pages. Here a path without
parameters is looked up, and every endpoint answers for its own faults.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send


class Paths(Router):
    """Looks up what has no parameters, tries the other routes in turn, and then asks `default`."""

    def __init__(self, routes: Iterable[BaseRoute], default: ASGIApp) -> None:
        super().__init__(tuple(routes), redirect_slashes=False, default=default)
        plain = (r for r in self.routes if isinstance(r, Route) and not r.param_convertors)
        self._plain = {route.path: route.app for route in plain}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = self._plain.get(scope["path"]) or super().__call__
        await known(scope, receive, send)


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
