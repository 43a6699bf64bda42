"""`/{version}/models` and what is below it (docs/wire/errors-auth-siblings.md 8.1, 8.2)."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.routes.answers import Answer, json_answer
from fake_gemini.routes.classic_query import check_query, page_size
from fake_gemini.routes.request import Request
from fake_gemini.services.models import Models
from fake_gemini.services.tokens import Tokens
from fake_gemini.wire.count_tokens import count_json, read_count_tokens
from fake_gemini.wire.models import list_json, model_json

_LIST_QUERY = frozenset({"pageSize", "pageToken"})


@dataclass(frozen=True, slots=True)
class ModelRoutes:
    """The handlers. `max_body` is in bytes."""

    models: Models
    tokens: Tokens
    max_body: int

    async def list(self, request: Request) -> Answer:
        check_query(request, _LIST_QUERY)
        size = page_size(request, default=50, largest=1000)
        page = self.models.page(size, request.value("page_token"))
        return json_answer(list_json(page.models, more=page.more))

    async def get(self, request: Request) -> Answer:
        check_query(request)
        found = self.models.get(request.parameter("model"), version=_version(request))
        return json_answer(model_json(found))

    async def count_tokens(self, request: Request) -> Answer:
        check_query(request)
        raw = await request.body(self.max_body)
        model = request.parameter("model")
        self.models.check(model, version=_version(request), method="countTokens")
        return json_answer(count_json(self.tokens.count(request.scope, read_count_tokens(raw))))


def _version(request: Request) -> str:
    return request.path.split("/", 2)[1]
