"""Sessions with a fake in this process, or with an app that answers as a test wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.types import ASGIApp

from contracts.api import Keys
from contracts.budget import Budget, Limits
from contracts.clauses import Clause
from contracts.options import Options
from contracts.schema.findings import Finding
from contracts.session import Session
from contracts.targets import Target, target_of_app
from contracts.validation import load_validator
from contracts.waiting import SkippedTime
from fake_gemini import Settings, create_app

MODEL = "gemini-3.5-flash-lite"
KEY, OTHER_KEY = "key-of-one", "key-of-another"


# What an honest fake has to be like so that all of an area is seen; elsewhere it is as usual.
_SHOWING = {"interactions.continuation.": Settings(decode_limit=10)}
# Clauses that need such a fake have ids that begin so.
KEPT_APART = tuple(_SHOWING)


def honest(clause: Clause) -> Starlette:
    """A fake that shows what a clause is about."""
    found = (each for prefix, each in _SHOWING.items() if clause.id.startswith(prefix))
    return create_app(next(found, Settings()))


class OnlyRequests:
    """Holds requests to the document, and no answer: what is caught then, the check has caught."""

    def check_answer(
        self, method: str, path: str, status: int, content_type: str | None, body: bytes
    ) -> Sequence[Finding]:
        return ()

    def check_request(self, method: str, path: str, body: Any = None) -> Sequence[Finding]:
        return load_validator().check_request(method, path, body)


Handler = Callable[[httpx.Request], httpx.Response]


@contextmanager
def session_with_fake(
    limits: Limits | None = None, app: ASGIApp | None = None, **more: Any
) -> Iterator[Session]:
    """A session with an app, by default with an honest fake of its own."""
    target = target_of_app(app or create_app())
    with Session(target, Budget(limits or Limits()), model=MODEL, **more) as session:
        yield session


def scripted(handler: Handler, **more: Any) -> Target:
    """A target that answers as `handler` says."""

    def client() -> httpx.Client:
        return httpx.Client(base_url="http://target", transport=httpx.MockTransport(handler))

    options: dict[str, Any] = {"time": SkippedTime, "keeps": False, **more}
    return Target("scripted", "http://target", Keys(KEY, OTHER_KEY), client, **options)


@contextmanager
def session_with(
    handler: Handler, limits: Limits | None = None, options: Options | None = None, **more: Any
) -> Iterator[Session]:
    """A session with a target that answers as `handler` says, in a time that does not wait."""
    target = scripted(handler, **more)
    budget = Budget(limits or Limits())
    with Session(target, budget, options, model=MODEL, validator=OnlyRequests()) as session:
        yield session
