"""Chains against a model: transcripts of every branch, kept here in the plainest way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, multiple, rule

from fake_gemini import create_app
from fake_gemini.testing import SyncTransport
from tests.api import KEY, MODEL, Json, created, error_of, events, fold, post
from tests.effort import tried

_AGENT = "antigravity-preview-09-2026"
_TEXTS = st.sampled_from(
    [
        "Hello.",
        "My name is Ada.",
        "Who am I?",
        "Count from 1 to 5",
        "Reply with exactly: yes",
        "Repeat your previous reply.",
    ]
)
_SUBJECTS = st.sampled_from([{"model": MODEL}, {"model": "gemini-2.5-pro"}, {"agent": _AGENT}])


@dataclass(frozen=True)
class _Turn:
    """One stored turn as the model knows it: all that was said up to and with it."""

    id: str
    parent: str | None
    transcript: tuple[Json, ...]
    reply: str


class ChainMachine(RuleBasedStateMachine):
    """Creates, continues, branches, deletes and reads, in any order."""

    alive = Bundle("alive")
    deleted = Bundle("deleted")

    def __init__(self) -> None:
        super().__init__()
        transport: Any = SyncTransport(create_app())
        headers = {"x-goog-api-key": KEY}
        self.client = httpx.Client(transport=transport, base_url="http://fake", headers=headers)
        self.names: set[str] = set()

    def teardown(self) -> None:
        self.client.close()

    @rule(target=alive, subject=_SUBJECTS, text=_TEXTS, stream=st.booleans())
    def begin(self, subject: Json, text: str, stream: bool) -> _Turn:
        return self._say(None, subject, text, stream)

    @rule(target=alive, parent=alive, subject=_SUBJECTS, text=_TEXTS, stream=st.booleans())
    def go_on(self, parent: _Turn, subject: Json, text: str, stream: bool) -> _Turn:
        return self._say(parent, subject, text, stream)

    @rule(parent=alive, text=_TEXTS)
    def ask_without_storing(self, parent: _Turn, text: str) -> None:
        body = {"previous_interaction_id": parent.id, "store": False}
        reply = created(self.client, text, **body)
        assert "id" not in reply
        assert reply["steps"] == self._stateless(parent, {"model": MODEL}, text)["steps"]

    @rule(target=deleted, turn=consumes(alive))
    def delete(self, turn: _Turn) -> _Turn:
        response = self.client.delete(f"/v1/interactions/{turn.id}")
        assert (response.status_code, response.json()) == (200, {})
        return turn

    @rule(target=alive, turn=alive)
    def read(self, turn: _Turn) -> Any:
        found = self.client.get(f"/v1/interactions/{turn.id}").json()
        assert found["id"] == turn.id
        assert found.get("previous_interaction_id") == turn.parent
        assert found["steps"] == list(turn.transcript[-3:])
        return multiple()

    @rule(turn=deleted, text=_TEXTS)
    def miss_what_was_deleted(self, turn: _Turn, text: str) -> None:
        path = f"/v1/interactions/{turn.id}"
        parent = {"previous_interaction_id": turn.id}
        for response in (
            self.client.get(path),
            self.client.delete(path),
            post(self.client, text, **parent),
        ):
            assert error_of(response)[:2] == (404, "not_found")

    def _say(self, parent: _Turn | None, subject: Json, text: str, stream: bool) -> _Turn:
        body = {**subject, "input": text, "stream": stream}
        if parent:
            body["previous_interaction_id"] = parent.id
        response = self.client.post("/v1/interactions", json=body)
        reply = fold(events(response.text)) if stream else response.json()
        assert reply["id"] not in self.names
        self.names.add(reply["id"])
        assert reply["steps"] == self._stateless(parent, subject, text)["steps"]
        said = (*(parent.transcript if parent else ()), _user(text), *reply["steps"])
        return _Turn(reply["id"], parent.id if parent else None, said, text)

    def _stateless(self, parent: _Turn | None, subject: Json, text: str) -> Json:
        """What the same history says when all of it is sent."""
        history = [*(parent.transcript if parent else ()), _user(text)]
        body = {**subject, "input": history, "store": False}
        response = self.client.post("/v1/interactions", json=body)
        assert response.status_code == 200, response.text
        return dict(response.json())


def _user(text: str) -> Json:
    return {"content": [{"text": text, "type": "text"}], "type": "user_input"}


TestChains = ChainMachine.TestCase
TestChains.settings = settings(max_examples=tried(60), stateful_step_count=25)
