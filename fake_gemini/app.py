"""The composition root: settings and state make one Starlette app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from fake_gemini.catalog import Catalog
from fake_gemini.clock import Clock
from fake_gemini.ids import Ids
from fake_gemini.replies.model import DefaultModel
from fake_gemini.replies.speech import Speaker
from fake_gemini.routes.cors import with_cors
from fake_gemini.routes.endpoint import Desk, Endpoint
from fake_gemini.routes.front import Front
from fake_gemini.routes.interactions import InteractionRoutes
from fake_gemini.routes.keys import Keys
from fake_gemini.routes.paths import VERSIONS, Later, Paths, in_each_version
from fake_gemini.routes.streaming import Pacing, Pause
from fake_gemini.services.answering import Answers
from fake_gemini.services.interactions import Interactions
from fake_gemini.services.rehearsing import Rehearsing
from fake_gemini.services.runs import Runs
from fake_gemini.services.streams import Streams
from fake_gemini.settings import Settings
from fake_gemini.state.state import State
from fake_gemini.wire.errors import Family

CREATES = "/interactions"


def create_app(
    settings: Settings | None = None, *, clock: Clock | None = None, pause: Pause = asyncio.sleep
) -> Starlette:
    """Return one fake with a state of its own.

    `clock` replaces the one that the settings name; `pause` waits between the frames of a paced
    stream.
    """
    settings = settings or Settings()
    ids = Ids(settings.seed)
    state = State(ids, clock or settings.make_clock(), settings.data_dir)
    keys = Keys(ids, frozenset(settings.api_keys))
    desk, catalog, pacing = Desk(keys, state.clocks), Catalog.load(), Pacing(settings.pace, pause)
    interactions = InteractionRoutes(
        settings,
        _interactions(settings, ids, state, catalog),
        Streams(settings, ids, state.lock),
        pacing,
    )

    def others() -> ASGIApp:
        from fake_gemini.siblings import siblings

        return siblings(settings, desk, state, catalog)

    def control() -> ASGIApp:
        from fake_gemini.siblings import control_plane

        return control_plane(settings, keys, state)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        state.folder.sweep()
        yield
        state.folder.close()

    creates = _creates(desk, interactions)
    routes = _routes(desk, interactions, creates)
    api = with_cors(Paths(routes, default=Later(others)), state.clocks)
    whole = {f"/{version}{CREATES}".encode(): creates for version in VERSIONS}
    app = Front(api, Later(control) if settings.control else None, lifespan, whole)
    app.state.pacing = pacing
    app.state.settings = settings
    return app


def _creates(desk: Desk, routes: InteractionRoutes) -> Endpoint:
    handlers = {"POST": routes.create}
    return Endpoint(desk, Family.INTERACTIONS, handlers, whole=routes.create_whole)


def _routes(desk: Desk, routes: InteractionRoutes, creates: Endpoint) -> list[BaseRoute]:
    one = Endpoint(desk, Family.INTERACTIONS, {"GET": routes.get, "DELETE": routes.delete})
    cancel = Endpoint(desk, Family.INTERACTIONS, {"POST": routes.cancel})
    return in_each_version(
        {
            CREATES: creates,
            "/interactions/{id}": one,
            "/interactions/{id}/cancel": cancel,
        }
    )


def _interactions(settings: Settings, ids: Ids, state: State, catalog: Catalog) -> Interactions:
    model = DefaultModel(ids, Speaker(settings, ids))
    answers = Answers(settings, ids, state, model)
    rehearsing = Rehearsing(settings, ids, state)
    return Interactions(settings, ids, state, catalog, answers, rehearsing, Runs(settings, state))
