"""`/{version}/interactions` and below (docs/wire/interactions.md 1.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fake_gemini.errors import InvalidRequest
from fake_gemini.routes import log
from fake_gemini.routes.answers import Answer, BytesAnswer, json_answer
from fake_gemini.routes.request import Request, within
from fake_gemini.routes.streaming import Pacing, StreamAnswer
from fake_gemini.services.interaction import Interaction
from fake_gemini.services.interactions import Interactions
from fake_gemini.services.streams import Streams
from fake_gemini.settings import LEGACY_REVISION, REVISION, Settings
from fake_gemini.turn import Json
from fake_gemini.wire.create import read_create
from fake_gemini.wire.json import pretty
from fake_gemini.wire.replies import interaction, stored_interaction

_LEGACY = (
    "The legacy Interactions API schema is no longer supported. Please upgrade your client SDK to"
    " Python >= 2.0.0 or JavaScript/TypeScript >= 2.0.0 to adopt the new 'steps' schema. For"
    " details and migration examples, see:"
    " https://ai.google.dev/gemini-api/docs/interactions-breaking-changes-may-2026"
)


@dataclass(frozen=True, slots=True)
class InteractionRoutes:
    """The handlers; each takes a request and returns an answer."""

    settings: Settings
    interactions: Interactions
    streams: Streams
    pacing: Pacing

    async def create(self, request: Request) -> Answer:
        return self._created(request, await request.body(self.settings.max_body))

    def create_whole(self, request: Request, body: bytes) -> Answer:
        """Answer a create that has arrived whole."""
        return self._created(request, within(body, self.settings.max_body))

    def _created(self, request: Request, raw: bytes) -> Answer:
        legacy = self._is_legacy(request)
        if b"api-revision" in request.headers and not legacy:
            _refuse_legacy(request)
        create = read_create(raw, lenient=self.settings.lenient, legacy=legacy)
        for warning in create.warnings:
            log.warned(request, warning)
        made = self.interactions.create(request.scope, create)
        if create.stream:
            pacing = self._pacing(made)
            at_once = pacing.seconds <= 0
            frames = self.streams.first(made, at_once=at_once, legacy=legacy)
            return StreamAnswer(frames, pacing)
        body = interaction(made.turn, made.identity, lenient=self.settings.lenient)
        return _answer(body, legacy=legacy)

    async def get(self, request: Request) -> Answer:
        stream = request.flag("stream")
        after = request.value("last_event_id")
        include_input = request.flag("include_input")
        if after is not None and not stream:
            raise InvalidRequest("'last_event_id' is only for 'stream=true'.")
        name, legacy = request.parameter("id"), self._is_legacy(request)
        if stream:
            told = self.interactions.attach(request.scope, name)
            return StreamAnswer(self.streams.replay(told, after, legacy=legacy), self.pacing)
        found = self.interactions.get(request.scope, name)
        body = stored_interaction(
            found.turn,
            found.identity,
            # What the caller said stood in no legacy reply.
            said=() if legacy else found.said(),
            previous=found.previous,
            sent=found.sent() if include_input else None,
            lenient=self.settings.lenient,
        )
        return _answer(body, legacy=legacy)

    async def delete(self, request: Request) -> Answer:
        self.interactions.delete(request.scope, request.parameter("id"))
        return json_answer({})

    async def cancel(self, request: Request) -> Answer:
        lenient = self.settings.lenient
        ended = self.interactions.cancel(request.scope, request.parameter("id"))
        body = interaction(ended.turn, ended.identity, lenient=lenient)
        return _answer(body, legacy=self._is_legacy(request))

    def _is_legacy(self, request: Request) -> bool:
        """Whether a request is of the retired schema: on a server of that time, unless it says."""
        if self.settings.revision == REVISION:
            return False
        return request.header(b"api-revision") != REVISION

    def _pacing(self, made: Interaction) -> Pacing:
        pause = made.delivery.pause
        return self.pacing if pause is None else replace(self.pacing, seconds=pause)


def _refuse_legacy(request: Request) -> None:
    if request.header(b"api-revision") == LEGACY_REVISION:
        raise InvalidRequest(_LEGACY)


def _answer(body: Json, *, legacy: bool) -> Answer:
    if not legacy:
        return BytesAnswer(pretty(body))
    # Not before it is needed: hardly anybody speaks it.
    from fake_gemini.wire.legacy import legacy_interaction

    return json_answer(legacy_interaction(body))
