"""One path: its methods, whether a key is needed, and how its refusals look."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Send
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
# For a request whose body is there.
WholeHandler = Callable[[Request, bytes], Answer]


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
        except Exception as error:
            answer = self._refused(request, error)
        await answer.send(self._date(request), receive, send)
        _tell(request, answer)

    def _refused(self, request: Request, error: Exception) -> Answer:
        """Return the refusal that an exception is, which is being handled."""
        if isinstance(error, ApiError):
            log.refused(request, error.http_status, error.message)
            return self._refusal(request, error)
        log.failed(request)
        return self._refusal(request, _Broken("Internal error encountered."))

    def _date(self, request: Request) -> bytes:
        return http_date(self._clocks.now(request.scope or None))


class Endpoint(Answering):
    """An ASGI app for one path."""

    def __init__(
        self,
        desk: Desk,
        family: Family,
        handlers: Mapping[str, Handler],
        *,
        needs_key: bool = True,
        whole: WholeHandler | None = None,
    ) -> None:
        super().__init__(desk.clocks)
        self._keys = desk.keys
        self._family = family
        self._handlers = handlers
        self._needs_key = needs_key
        self._whole = whole

    def at_once(self, request: Request, body: bytes) -> bytes | ASGIApp:
        """Answer a POST that has arrived whole: return its bytes, or the app that sends them.

        Only for an endpoint that has a handler of whole requests.
        """
        assert self._whole is not None
        try:
            request.scope = self._keys.scope(request)
            answer = self._whole(request, body)
        except Exception as error:
            answer = self._refused(request, error)
        date = self._date(request)
        _tell(request, answer)
        return answer.whole(date) or _sending(answer, date)

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


def _sending(answer: Answer, date: bytes) -> ASGIApp:
    def app(scope: HttpScope, receive: Receive, send: Send) -> Awaitable[None]:
        return answer.send(date, receive, send)

    return app


def _tell(request: Request, answer: Answer) -> None:
    """Log an answer for those who want to see every request; a refusal has its line."""
    if log.tells_all() and answer.status < 400:
        log.answered(request, answer.status)
