"""One path: its methods, whether a key is needed, and how its refusals look."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.types import Receive, Send
from starlette.types import Scope as HttpScope

from fake_gemini.errors import ApiError, MethodNotFound
from fake_gemini.routes import log
from fake_gemini.routes.answers import Answer, BytesAnswer
from fake_gemini.routes.keys import Keys
from fake_gemini.routes.request import ClientGone, Request
from fake_gemini.state.clocks import Clocks
from fake_gemini.wire.errors import Family, error_body
from fake_gemini.wire.timestamps import http_date

Handler = Callable[[Request], Awaitable[Answer]]


class _Broken(ApiError):
    """A fault of the fake itself."""

    http_status, code, status = 500, "api_error", "INTERNAL"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every endpoint needs: who may call, what time it is, and what there is."""

    keys: Keys
    clocks: Clocks
    imitated: tuple[str, ...]


class Endpoint:
    """An ASGI app for one path."""

    def __init__(
        self,
        desk: Desk,
        family: Family,
        handlers: Mapping[str, Handler],
        *,
        needs_key: bool = True,
    ) -> None:
        self._desk = desk
        self._family = family
        self._handlers = handlers
        self._needs_key = needs_key

    async def __call__(self, http: HttpScope, receive: Receive, send: Send) -> None:
        request = Request(http, receive)
        try:
            answer = await self._answer(request)
        except ClientGone:
            return
        date = http_date(self._desk.clocks.now(request.scope or None))
        await answer.send(date, receive, send)

    async def _answer(self, request: Request) -> Answer:
        try:
            handler = self._handlers.get(request.method)
            if handler is None:
                raise MethodNotFound(self._desk.imitated)
            if self._needs_key:
                request.scope = self._desk.keys.scope(request)
            return await handler(request)
        except ApiError as error:
            log.refused(request, error.http_status, error.message)
            return self._refusal(error)
        except ClientGone:
            raise
        except Exception:
            log.failed(request)
            return self._refusal(_Broken("Internal error encountered."))

    def _refusal(self, error: ApiError) -> Answer:
        return BytesAnswer(error_body(error, self._family), status=error.http_status)
