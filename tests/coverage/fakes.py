"""The fakes that are asked, and what they said that they do not imitate."""

from __future__ import annotations

import re
from contextlib import ExitStack
from types import TracebackType
from typing import Any

import httpx

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport

BEFORE, AFTER = "fake_gemini does not imitate ", " yet; see docs/coverage.md"


class Fakes:
    """Gives clients, each with a key of its own, so that no request sees what another left.

    `things` are those that a message named as not imitated, in the order of the refusals.
    """

    def __init__(self) -> None:
        self.things: list[str] = []
        self._stack = ExitStack()
        # One for each fake: a transport has a thread of its own.
        self._transports: dict[Settings, SyncTransport] = {}
        self._keys = 0

    def client(self, *, key: str | None = None, **settings: Any) -> httpx.Client:
        """Return a client of the fake with these settings; a `key` of "" is none."""
        chosen = Settings(**settings)
        if chosen not in self._transports:
            self._transports[chosen] = SyncTransport(create_app(chosen))
        self._keys += 1
        sent = f"coverage-{self._keys}" if key is None else key
        client = httpx.Client(
            transport=self._transports[chosen],
            base_url="http://127.0.0.1",
            headers={"x-goog-api-key": sent} if sent else {},
            trust_env=False,
            event_hooks={"response": [self._note]},
        )
        return self._stack.enter_context(client)

    def __enter__(self) -> Fakes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def _note(self, response: httpx.Response) -> None:
        if thing := unimplemented(response):
            self.things.append(thing)


def unimplemented(response: httpx.Response) -> str | None:
    """Return what a refusal names as not imitated, None where it is about something else."""
    if response.status_code != 400:
        return None
    response.read()
    message = message_of(response)
    if not (message.startswith(BEFORE) and message.endswith(AFTER)):
        return None
    return message.removeprefix(BEFORE).removesuffix(AFTER)


def message_of(response: httpx.Response) -> str:
    """Return the message of a refusal, in whichever shape it has."""
    if title := re.search("<title>(.*)</title>", response.text):
        return title[1]
    if not response.text.startswith(("{", "[")):
        return response.text
    body = response.json()
    return str((body[0] if isinstance(body, list) else body)["error"]["message"])
