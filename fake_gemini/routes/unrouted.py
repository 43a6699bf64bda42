"""Everything else: what the real API has and the fake has not, and what nobody has.

docs/wire/interactions.md 10, row 40 says which 404 stands where.
"""

from __future__ import annotations

import re
from html import escape

from starlette.types import Receive, Send
from starlette.types import Scope as HttpScope

from fake_gemini.errors import NotImitated
from fake_gemini.imitated import IMITATED
from fake_gemini.routes import log
from fake_gemini.routes.answers import Answer, BytesAnswer
from fake_gemini.routes.endpoint import Desk, Endpoint
from fake_gemini.routes.paths import VERSIONS
from fake_gemini.routes.request import Request
from fake_gemini.wire.errors import Family
from fake_gemini.wire.timestamps import http_date

_VERSIONED = re.compile(rf"(?:/upload)?/(?:{'|'.join(VERSIONS)})(?=/|$)(?P<rest>.*)", re.A | re.S)
_INTERACTIONS = re.compile(r"/interactions(?=/|$)", re.A)

# The siblings that speak like `/interactions` (docs/wire/errors-auth-siblings.md 1).
SIBLINGS = (
    "agents",
    "environments",
    "triggers",
    "webhooks",
    "credentials",
    "voices",
    "decisions",
)
CLASSIC_SIBLINGS = (
    "cachedContents",
    "fileSearchStores",
    "tunedModels",
    "batches",
    "corpora",
    "operations",
    "auth_tokens",
    "generatedFiles",
    "dynamic",
    "permissions",
)
MODEL_METHODS = (
    "generateContent",
    "streamGenerateContent",
    "embedContent",
    "batchEmbedContents",
    "batchGenerateContent",
    "asyncBatchEmbedContent",
    "predict",
    "predictLongRunning",
    "generateAnswer",
)

_SIBLING = re.compile(rf"/({'|'.join(SIBLINGS)})(?=[/:]|$)", re.A)
_CLASSIC = re.compile(rf"/({'|'.join(CLASSIC_SIBLINGS)})(?=[/:]|$)", re.A)
_MODEL_METHOD = re.compile(rf"/models/[^/]+:({'|'.join(MODEL_METHODS)})", re.A)


class Unrouted:
    """The ASGI app behind all routes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._service = Endpoint(desk, Family.INTERACTIONS, {}, needs_key=False)
        self._classic = Endpoint(desk, Family.CLASSIC, {}, needs_key=False)

    async def __call__(self, http: HttpScope, receive: Receive, send: Send) -> None:
        versioned = _VERSIONED.fullmatch(http["path"])
        if versioned is None:
            await self._page(http, receive, send)
            return
        await self._endpoint(versioned["rest"], http["method"])(http, receive, send)

    def _endpoint(self, rest: str, method: str) -> Endpoint:
        if sibling := _SIBLING.match(rest):
            return self._unimitated(Family.INTERACTIONS, f"the {sibling[1]} routes", method)
        if classic := _CLASSIC.match(rest):
            return self._unimitated(Family.CLASSIC, f"the {classic[1]} routes", method)
        if method == "POST" and (called := _MODEL_METHOD.fullmatch(rest)):
            is_streamed = called[1].startswith("stream")
            family = Family.STREAMED if is_streamed else Family.CLASSIC
            return self._unimitated(family, called[1], method)
        return self._service if _INTERACTIONS.match(rest) else self._classic

    def _unimitated(self, family: Family, thing: str, method: str) -> Endpoint:
        async def refuse(request: Request) -> Answer:
            raise NotImitated(thing)

        return Endpoint(self._desk, family, {method: refuse}, needs_key=False)

    async def _page(self, http: HttpScope, receive: Receive, send: Send) -> None:
        request = Request(http, receive)
        log.refused(request, 404, "outside the API")
        routes = "".join(f"<li>{escape(route)}</li>" for route in IMITATED)
        page = (
            "<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n"
            f"<p>fake_gemini imitates:</p>\n<ul>{routes}</ul>\n</html>\n"
        )
        answer = BytesAnswer(page.encode(), b"text/html; charset=UTF-8", 404)
        await answer.send(http_date(self._desk.clocks.now()), receive, send)
