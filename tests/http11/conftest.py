"""Each app of these tests is served in three ways: at once, as a task, and on the plain loop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest

from tests.http11.serving import App, Handler, Serving, echo, serving

# Whether the app is begun without a task, and the loop.
_WAYS = {"at-once": (True, "uvloop"), "as-task": (False, "uvloop"), "asyncio": (False, "asyncio")}
_Way = tuple[bool, str]


class Serve(Protocol):
    """Serves an app of one function; with options of uvicorn, on a server of its own."""

    def __call__(self, handler: Handler, **config: Any) -> Serving: ...


@pytest.fixture(scope="session", params=_WAYS.values(), ids=list(_WAYS))
def way(request: pytest.FixtureRequest) -> _Way:
    found: _Way = request.param
    return found


@pytest.fixture(scope="session")
def shared(way: _Way) -> Iterator[tuple[App, Serving]]:
    app = App(echo, is_quick=way[0])
    with serving(app, loop=way[1]) as served:
        yield app, served


@pytest.fixture
def echoing(shared: tuple[App, Serving]) -> Serving:
    app, served = shared
    app.handler = echo
    return served


@pytest.fixture
def serve(way: _Way, shared: tuple[App, Serving]) -> Iterator[Serve]:
    with ExitStack() as stack:

        def serve(handler: Handler, **config: Any) -> Serving:
            if config:
                own = App(handler, is_quick=way[0])
                return stack.enter_context(serving(own, loop=way[1], **config))
            app, served = shared
            app.handler = handler
            return served

        yield serve
