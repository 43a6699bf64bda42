"""From a path to its endpoint on the shortest way.

Starlette tries one route after another. Here a path without parameters is looked up.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping

from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

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
