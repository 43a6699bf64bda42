"""Sessions with a fake in this process, or with an app that answers as a test wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from contracts.api import Keys
from contracts.budget import Budget, Limits
from contracts.options import Options
from contracts.schema.findings import Finding
from contracts.session import Session
from contracts.targets import Target, target_of_app
from contracts.validation import load_validator
from contracts.waiting import SkippedTime
from fake_gemini import create_app

MODEL = "gemini-3.5-flash-lite"
KEY, OTHER_KEY = "key-of-one", "key-of-another"


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
def session_with_fake(limits: Limits | None = None, **more: Any) -> Iterator[Session]:
    """A session with an honest fake of its own."""
    with Session(
        target_of_app(create_app()), Budget(limits or Limits()), model=MODEL, **more
    ) as session:
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
