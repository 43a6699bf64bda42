"""The composition root: settings and state make one Starlette app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from fake_gemini.catalog import Catalog
from fake_gemini.clock import Clock
from fake_gemini.ids import Ids
from fake_gemini.routes.control import ControlPlane, ControlRoutes
from fake_gemini.routes.cors import with_cors
from fake_gemini.routes.endpoint import Desk, Endpoint
from fake_gemini.routes.files import MAX_METADATA, FileRoutes
from fake_gemini.routes.head import headless
from fake_gemini.routes.hosts import Hosts
from fake_gemini.routes.interactions import InteractionRoutes
from fake_gemini.routes.keys import Keys
from fake_gemini.routes.models import ModelRoutes
from fake_gemini.routes.paths import Front, Paths
from fake_gemini.routes.streaming import Pacing, Pause
from fake_gemini.routes.unrouted import VERSIONS, Unrouted
from fake_gemini.routes.uploads import UploadRoutes
from fake_gemini.services.control import Control
from fake_gemini.services.files import Files
from fake_gemini.services.interactions import Interactions
from fake_gemini.services.models import Models
from fake_gemini.services.register import Registration
from fake_gemini.services.room import Room
from fake_gemini.services.streams import Streams
from fake_gemini.services.tokens import Tokens
from fake_gemini.services.uploads import Uploads
from fake_gemini.services.whole_uploads import WholeUploads
from fake_gemini.settings import Settings
from fake_gemini.state.state import State
from fake_gemini.version import __version__
from fake_gemini.wire.errors import Family


def create_app(
    settings: Settings | None = None, *, clock: Clock | None = None, pause: Pause = asyncio.sleep
) -> Starlette:
    """Return one fake with a state of its own.

    `clock` replaces the one that the settings name; `pause` waits between the frames of a paced
    stream.
    """
    settings = settings or Settings()
    ids = Ids(settings.seed)
    state = State.in_memory(ids, clock or settings.make_clock(), settings.data_dir)
    keys = Keys(ids, frozenset(settings.api_keys))
    desk = Desk(keys, state.clocks)
    catalog, files = Catalog.load(), Files(settings, state)
    pacing = Pacing(settings.pace, pause)
    interactions = InteractionRoutes(
        settings,
        Interactions(settings, ids, state, catalog, files),
        Streams(settings, ids),
        pacing,
    )
    models = ModelRoutes(Models(catalog), Tokens(state, files), settings.max_body)
    unrouted = Unrouted(desk)
    api = Paths(
        [
            *_interaction_routes(desk, interactions),
            *_model_routes(desk, models, unrouted),
            *_file_routes(desk, FileRoutes(settings, files, Registration(state, files))),
            *_upload_routes(desk, _uploads(settings, keys, state, files)),
        ],
        default=unrouted,
    )

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        state.folder.sweep()
        yield
        state.folder.close()

    control = _control_plane(settings, keys, state) if settings.control else None
    app = Front(headless(_site(with_cors(api, state.clocks), control)), lifespan)
    app.state.pacing = pacing
    app.state.settings = settings
    return app


def _site(api: ASGIApp, control: ASGIApp | None) -> ASGIApp:
    """Send each request to its side. A Mount would not match a path with a line break in it."""

    def site(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        is_control = scope["path"].startswith("/_fake/")
        return (control if control and is_control else api)(scope, receive, send)

    return site


def _interaction_routes(desk: Desk, routes: InteractionRoutes) -> list[BaseRoute]:
    collection = Endpoint(desk, Family.INTERACTIONS, {"POST": routes.create})
    one = Endpoint(desk, Family.INTERACTIONS, {"GET": routes.get, "DELETE": routes.delete})
    cancel = Endpoint(desk, Family.INTERACTIONS, {"POST": routes.cancel})
    paths = {
        "/interactions": collection,
        "/interactions/{id}": one,
        "/interactions/{id}/cancel": cancel,
    }
    return _in_each_version(paths)


def _model_routes(desk: Desk, routes: ModelRoutes, unrouted: Unrouted) -> list[BaseRoute]:
    collection = Endpoint(desk, Family.CLASSIC, {"GET": routes.list})
    count = Endpoint(desk, Family.CLASSIC, {"POST": routes.count_tokens})
    one = Endpoint(desk, Family.CLASSIC, {"GET": routes.get})
    paths: dict[str, ASGIApp] = {
        "/models": collection,
        "/models/{model}:countTokens": count,
        "/models/{model}:{method}": unrouted,
        "/models/{model}": one,
    }
    return _in_each_version(paths)


def _file_routes(desk: Desk, routes: FileRoutes) -> list[BaseRoute]:
    collection = Endpoint(desk, Family.CLASSIC, {"GET": routes.list, "POST": routes.create})
    register = Endpoint(desk, Family.CLASSIC, {"POST": routes.register})
    one = Endpoint(desk, Family.CLASSIC, {"GET": routes.get, "DELETE": routes.delete})
    paths = {
        "/files": collection,
        "/files:register": register,
        "/files/{id}": one,
    }
    return _in_each_version(paths)


def _in_each_version(paths: Mapping[str, ASGIApp]) -> list[BaseRoute]:
    return [Route(f"/{version}{path}", paths[path]) for version in VERSIONS for path in paths]


def _upload_routes(desk: Desk, routes: UploadRoutes) -> list[BaseRoute]:
    others = dict.fromkeys(("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "PUT"), routes.other)
    upload = Endpoint(desk, Family.CLASSIC, {"POST": routes.post, **others}, needs_key=False)
    return [Route(f"/upload/{version}/files", upload) for version in VERSIONS]


def _uploads(settings: Settings, keys: Keys, state: State, files: Files) -> UploadRoutes:
    uploads = Uploads(settings, state, files, Room(settings, state))
    hosts = Hosts(settings.host, settings.public_url)
    whole = WholeUploads(uploads, MAX_METADATA)
    return UploadRoutes(settings, keys, hosts, uploads, whole)


def _control_plane(settings: Settings, keys: Keys, state: State) -> ControlPlane:
    routes = ControlRoutes(settings, keys, state.clocks, Control(state), __version__)
    return ControlPlane(routes, Hosts(settings.host, settings.public_url))
