"""The composition root: settings and state make one Starlette app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, Router

from fake_gemini.catalog import Catalog
from fake_gemini.clock import Clock
from fake_gemini.errors import PermissionDenied
from fake_gemini.ids import Ids
from fake_gemini.routes.cors import with_cors
from fake_gemini.routes.endpoint import Desk, Endpoint
from fake_gemini.routes.interactions import InteractionRoutes
from fake_gemini.routes.keys import Keys
from fake_gemini.routes.streaming import Pacing, Pause
from fake_gemini.routes.unrouted import VERSIONS, Unrouted
from fake_gemini.services.interactions import Interactions
from fake_gemini.services.streams import Streams
from fake_gemini.settings import Settings
from fake_gemini.state.state import State
from fake_gemini.turn import Attachment
from fake_gemini.wire.errors import Family

IMITATED = (
    "POST /v1/interactions",
    "GET and DELETE /v1/interactions/{id}",
    "POST /v1/interactions/{id}/cancel",
)


class _NoFiles:
    def uploaded(self, scope: str, file_id: str, kind: str) -> Attachment:
        raise PermissionDenied(
            f"You do not have permission to access the File {file_id} or it may not exist."
        )

    def registered(self, scope: str, uri: str, kind: str) -> Attachment | None:
        return None


def create_app(
    settings: Settings | None = None, *, clock: Clock | None = None, pause: Pause = asyncio.sleep
) -> Starlette:
    """Return one fake with a state of its own.

    `clock` replaces the one that the settings name; `pause` waits between the frames of a paced
    stream.
    """
    settings = settings or Settings()
    ids = Ids(settings.seed)
    state = State.in_memory(ids, clock or settings.make_clock())
    desk = Desk(Keys(ids, frozenset(settings.api_keys)), state.clocks, IMITATED)
    pacing = Pacing(settings.pace, pause)
    interactions = InteractionRoutes(
        settings,
        Interactions(settings, ids, state, Catalog.load(), _NoFiles()),
        Streams(settings, ids),
        pacing,
    )
    api = Router(_interaction_routes(desk, interactions), redirect_slashes=False)
    api.default = Unrouted(desk)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield

    app = Starlette(routes=[Mount("/", with_cors(api))], lifespan=lifespan)
    app.state.pacing = pacing
    return app


def _interaction_routes(desk: Desk, routes: InteractionRoutes) -> list[BaseRoute]:
    collection = Endpoint(desk, Family.INTERACTIONS, {"POST": routes.create})
    one = Endpoint(desk, Family.INTERACTIONS, {"GET": routes.get, "DELETE": routes.delete})
    cancel = Endpoint(desk, Family.INTERACTIONS, {"POST": routes.cancel})
    return [
        Route(f"/{version}{path}", endpoint)
        for version in VERSIONS
        for path, endpoint in (
            ("/interactions", collection),
            ("/interactions/{id}", one),
            ("/interactions/{id}/cancel", cancel),
        )
    ]
