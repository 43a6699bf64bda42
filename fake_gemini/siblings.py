"""The composition of all but the interactions: models, files, uploads, and the control plane.

Imported with the first request to one of them, because launching is quick without.
"""

from __future__ import annotations

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from fake_gemini.catalog import Catalog
from fake_gemini.routes.control import ControlPlane, ControlRoutes
from fake_gemini.routes.endpoint import Desk, Endpoint
from fake_gemini.routes.files import MAX_METADATA, FileRoutes
from fake_gemini.routes.hosts import Hosts
from fake_gemini.routes.keys import Keys
from fake_gemini.routes.models import ModelRoutes
from fake_gemini.routes.paths import Paths, in_each_version
from fake_gemini.routes.unrouted import Unrouted
from fake_gemini.routes.uploads import UploadRoutes
from fake_gemini.services.control import Control
from fake_gemini.services.files import Files
from fake_gemini.services.models import Models
from fake_gemini.services.register import Registration
from fake_gemini.services.room import Room
from fake_gemini.services.tokens import Tokens
from fake_gemini.services.uploads import Uploads
from fake_gemini.services.whole_uploads import WholeUploads
from fake_gemini.settings import Settings
from fake_gemini.state.state import State
from fake_gemini.version import __version__
from fake_gemini.wire.errors import Family


def siblings(settings: Settings, desk: Desk, state: State, catalog: Catalog) -> ASGIApp:
    """Return the app of every path that is not the interactions', also of those that are none."""
    files = Files(settings, state)
    unrouted = Unrouted(desk)
    models = ModelRoutes(Models(catalog), Tokens(state, files), settings.max_body)
    return Paths(
        [
            *_model_routes(desk, models, unrouted),
            *_file_routes(desk, FileRoutes(settings, files, Registration(state, files))),
            *_upload_routes(desk, _uploads(settings, desk.keys, state, files)),
        ],
        default=unrouted,
    )


def control_plane(settings: Settings, keys: Keys, state: State) -> ControlPlane:
    """Return the app below `/_fake/`."""
    routes = ControlRoutes(settings, keys, state.clocks, Control(state), __version__)
    return ControlPlane(routes, Hosts(settings.host, settings.public_url))


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
    return in_each_version(paths)


def _file_routes(desk: Desk, routes: FileRoutes) -> list[BaseRoute]:
    collection = Endpoint(desk, Family.CLASSIC, {"GET": routes.list, "POST": routes.create})
    register = Endpoint(desk, Family.CLASSIC, {"POST": routes.register})
    one = Endpoint(desk, Family.CLASSIC, {"GET": routes.get, "DELETE": routes.delete})
    paths = {
        "/files": collection,
        "/files:register": register,
        "/files/{id}": one,
    }
    return in_each_version(paths)


def _upload_routes(desk: Desk, routes: UploadRoutes) -> list[BaseRoute]:
    others = dict.fromkeys(("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "PUT"), routes.other)
    upload = Endpoint(desk, Family.CLASSIC, {"POST": routes.post, **others}, needs_key=False)
    return in_each_version({"/files": upload}, below="/upload")


def _uploads(settings: Settings, keys: Keys, state: State, files: Files) -> UploadRoutes:
    uploads = Uploads(settings, state, files, Room(settings, state))
    hosts = Hosts(settings.host, settings.public_url)
    whole = WholeUploads(uploads, MAX_METADATA)
    return UploadRoutes(settings, keys, hosts, uploads, whole)
