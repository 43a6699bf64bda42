"""`/_fake/`: everything that is not Google's. Nothing changes on GET, and no browser gets in.

There are no CORS headers. A request under another name than this server's, or from a page of
another origin, is refused before it is read, and a body has to be JSON by its type: a page cannot
send that without asking first.
"""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.errors import (
    ApiError,
    NotFound,
    PermissionDenied,
    UnsupportedMediaType,
)
from fake_gemini.routes.answers import Answer, BytesAnswer, Headers
from fake_gemini.routes.endpoint import Answering, Handler
from fake_gemini.routes.hosts import Hosts
from fake_gemini.routes.keys import Keys
from fake_gemini.routes.request import Request
from fake_gemini.services.control import Control
from fake_gemini.settings import Settings
from fake_gemini.state.clocks import Clocks
from fake_gemini.turn import Json
from fake_gemini.wire.control import read_move, read_reset, refusal_json, time_text
from fake_gemini.wire.json import pretty

_HEADERS: Headers = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class ControlRoutes:
    """The handlers. `version` is the fake's own."""

    settings: Settings
    keys: Keys
    clocks: Clocks
    control: Control
    version: str

    def table(self) -> dict[str, Handler]:
        """Return the handlers by method and path."""
        return {
            "GET /_fake/health": self.health,
            "POST /_fake/reset": self.reset,
            "POST /_fake/clock": self.clock,
        }

    async def health(self, request: Request) -> Answer:
        return _answer(
            {
                "status": "ok",
                "version": self.version,
                "clock": self.clocks.name,
                "now": time_text(self.clocks.now()),
                "seed": self.settings.seed,
                "strict": not self.settings.lenient,
            }
        )

    async def reset(self, request: Request) -> Answer:
        reset = read_reset(await _body(request))
        return _answer(self.control.reset(self._scope(reset.api_key)))

    async def clock(self, request: Request) -> Answer:
        move = read_move(await _body(request))
        scope = self._scope(move.api_key)
        if move.to is not None:
            now = self.control.set_clock(scope, move.to)
        else:
            now = self.control.advance_clock(scope, move.by or 0)
        return _answer({"now": time_text(now), "clock": self.clocks.name})

    def _scope(self, api_key: str | None) -> str | None:
        return None if api_key is None else self.keys.scope_of(api_key)


class ControlPlane(Answering):
    """The ASGI app below `/_fake/`."""

    def __init__(self, routes: ControlRoutes, hosts: Hosts) -> None:
        super().__init__(routes.clocks)
        self._handlers = routes.table()
        self._hosts = hosts

    async def _handled(self, request: Request) -> Answer:
        self._check_caller(request)
        handler = self._handlers.get(f"{request.method} {request.path}")
        if handler is None:
            raise NotFound(f"No such control. There is {', '.join(self._handlers)}.")
        return await handler(request)

    def _refusal(self, request: Request, error: ApiError) -> Answer:
        return _answer(refusal_json(error.message), error.http_status)

    def _check_caller(self, request: Request) -> None:
        if not self._hosts.allows(request.header(b"host")):
            raise PermissionDenied(
                "The Host header names another server; accepted: loopback, --host and --public-url."
            )
        if not self._hosts.allows_origin(request.header(b"origin")):
            raise PermissionDenied(
                "Pages of another origin may not control this fake; accepted: no Origin, or one"
                " on loopback, --host or --public-url."
            )


async def _body(request: Request) -> bytes:
    kind = (request.header(b"content-type") or "").partition(";")[0].strip(" ").lower()
    if kind != "application/json":
        raise UnsupportedMediaType("Send a JSON object with Content-Type: application/json.")
    return await request.body(_LARGEST)


def _answer(body: Json, status: int = 200) -> Answer:
    return BytesAnswer(pretty(body), status=status, headers=_HEADERS)
