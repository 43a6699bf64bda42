"""One path: its methods, whether a key is needed, and how its refusals look."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.types import Receive, Send
from starlette.types import Scope as HttpScope

from fake_gemini.errors import ApiError, MethodNotFound
from fake_gemini.routes import log
from fake_gemini.routes.answers import EVENT_STREAM, JSON, SERVICE_HEADERS, Answer, BytesAnswer
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
    """What every endpoint needs: who may call, and what time it is."""

    keys: Keys
    clocks: Clocks


class Answering(ABC):
    """An ASGI app that answers every request: what a handler raises becomes a refusal."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks

    @abstractmethod
    def _handled(self, request: Request) -> Awaitable[Answer]: ...

    @abstractmethod
    def _refusal(self, request: Request, error: ApiError) -> Answer: ...

    async def __call__(self, http: HttpScope, receive: Receive, send: Send) -> None:
        request = Request(http, receive)
        try:
            answer = await self._handled(request)
        except ClientGone:
            return
        except ApiError as error:
            log.refused(request, error.http_status, error.message)
            answer = self._refusal(request, error)
        except Exception:
            log.failed(request)
            answer = self._refusal(request, _Broken("Internal error encountered."))
        date = http_date(self._clocks.now(request.scope or None))
        await answer.send(date, receive, send)
        if log.tells_all() and answer.status < 400:  # a refusal has its line
            log.answered(request, answer.status)


class Endpoint(Answering):
    """An ASGI app for one path."""

    def __init__(
        self,
        desk: Desk,
        family: Family,
        handlers: Mapping[str, Handler],
        *,
        needs_key: bool = True,
    ) -> None:
        super().__init__(desk.clocks)
        self._keys = desk.keys
        self._family = family
        self._handlers = handlers
        self._needs_key = needs_key

    def _handled(self, request: Request) -> Awaitable[Answer]:
        handler = self._handlers.get(request.method)
        if handler is None:
            raise MethodNotFound()
        if self._needs_key:
            request.scope = self._keys.scope(request)
        return handler(request)

    def _refusal(self, request: Request, error: ApiError) -> Answer:
        family, content_type = self._family, JSON
        if family is not Family.INTERACTIONS and request.query.get("alt") == "sse":
            # The plain body, under the type asked for (docs/wire/errors-auth-siblings.md 1).
            family, content_type = Family.CLASSIC, EVENT_STREAM
        headers = (*SERVICE_HEADERS, *error.headers)
        return BytesAnswer(error_body(error, family), content_type, error.http_status, headers)
