"""Background runs against a model: what each look, stream, cancel and hour does, in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport
from tests.api import KEY, MODEL, Json, error_of, events, fold, post
from tests.background.runs import advance, attach, cancel, generated, told
from tests.effort import tried

_AGENT = "antigravity-preview-09-2026"
_TEXTS = st.sampled_from(["Hello.", "My name is Ada.", "Who am I?", "Count from 1 to 9", "x" * 60])
_SUBJECTS = st.sampled_from([{"model": MODEL}, {"model": "gemini-2.5-pro"}, {"agent": _AGENT}])


@dataclass
class _Run:
    """One run as the model knows it: `history` is what was said before it, and in it."""

    id: str
    began: int
    history: list[Json]
    answer: Json
    polls: int = 0
    streamed: bool = False
    cancelled: bool = False
    deleted: bool = False


class RunMachine(RuleBasedStateMachine):
    """Begins, looks, attaches, resumes, cancels, waits, continues and deletes."""

    runs = Bundle("runs")

    @initialize(polls=st.integers(1, 3), seconds=st.sampled_from([30, 10]))
    def choose(self, polls: int, seconds: int) -> None:
        self.polls, self.seconds, self.now = polls, seconds, 0
        chosen = Settings(run_polls=polls, run_seconds=seconds, chunk_size=10)
        transport: Any = SyncTransport(create_app(chosen))
        headers = {"x-goog-api-key": KEY}
        self.client = httpx.Client(
            transport=transport, base_url="http://localhost", headers=headers
        )

    def teardown(self) -> None:
        self.client.close()

    @rule(target=runs, subject=_SUBJECTS, text=_TEXTS)
    def begin(self, subject: Json, text: str) -> _Run:
        return self._begin(subject, text, [])

    @rule(target=runs, subject=_SUBJECTS, text=_TEXTS)
    def begin_and_listen(self, subject: Json, text: str) -> _Run:
        body = {**subject, "input": text, "background": True, "stream": True}
        stream = events(self.client.post("/v1/interactions", json=body).text)
        run = self._run(stream[0]["interaction"]["id"], subject, text, [])
        assert fold(stream)["steps"] == run.answer["steps"]
        run.streamed = True
        return run

    @rule(target=runs, parent=runs, subject=_SUBJECTS, text=_TEXTS, cancelled=st.booleans())
    def go_on(self, parent: _Run, subject: Json, text: str, cancelled: bool) -> _Run:
        if cancelled:
            self.cancel(parent)
        while not parent.deleted and self._status(parent) == "in_progress":
            self.look(parent)
        if parent.deleted:
            return self._begin(subject, text, [])
        said = [] if parent.cancelled else parent.answer["steps"]
        return self._begin(subject, text, parent.history + said, parent.id)

    @rule(parent=runs, text=_TEXTS)
    def go_on_too_early(self, parent: _Run, text: str) -> None:
        response = post(self.client, text, previous_interaction_id=parent.id)
        if parent.deleted:
            assert error_of(response)[:2] == (404, "not_found")
        elif self._status(parent) == "in_progress":
            assert error_of(response)[:2] == (400, "invalid_request")
        else:
            assert response.status_code == 200

    @rule(run=runs)
    def look(self, run: _Run) -> None:
        response = self.client.get(f"/v1/interactions/{run.id}")
        if not self._is_missed(run, response):
            self._check(run, response.json())
            run.polls += 1

    @rule(run=runs)
    def attach(self, run: _Run) -> None:
        response = attach(self.client, run.id)
        if not self._is_missed(run, response):
            self._check_end(run, events(response.text))

    @rule(run=runs, at=st.integers(0, 40))
    def resume(self, run: _Run, at: int) -> None:
        if run.deleted:
            return
        whole = told(self.client, run.id)
        self._check_end(run, whole)
        at = min(at, len(whole) - 1)
        assert told(self.client, run.id, whole[at]["event_id"]) == whole[at + 1 :]

    @rule(run=runs)
    def cancel(self, run: _Run) -> None:
        response = cancel(self.client, run.id)
        if self._is_missed(run, response):
            return
        if self._status(run) != "in_progress":
            assert error_of(response)[:2] == (400, "failed_precondition")
            return
        run.cancelled = True
        assert response.json()["status"] == "cancelled"

    @rule(by=st.sampled_from([10, 30]))
    def wait(self, by: int) -> None:
        advance(self.client, f"{by}s")
        self.now += by

    @rule(run=runs)
    def delete(self, run: _Run) -> None:
        response = self.client.delete(f"/v1/interactions/{run.id}")
        if not self._is_missed(run, response):
            run.deleted = True

    def _begin(
        self, subject: Json, text: str, history: list[Json], parent: str | None = None
    ) -> _Run:
        body = {**subject, "input": text, "background": True}
        if parent:
            body["previous_interaction_id"] = parent
        reply = self.client.post("/v1/interactions", json=body).json()
        assert reply["status"] == "in_progress"
        return self._run(reply["id"], subject, text, history)

    def _run(self, name: str, subject: Json, text: str, history: list[Json]) -> _Run:
        history = [*history, {"type": "user_input", "content": [{"text": text, "type": "text"}]}]
        return _Run(name, self.now, history, self._answer(subject, history))

    def _answer(self, subject: Json, history: list[Json]) -> Json:
        """What the same history is answered with when it is sent and nothing runs."""
        body = {**subject, "input": history, "store": False}
        return dict(self.client.post("/v1/interactions", json=body).json())

    def _status(self, run: _Run) -> str:
        if run.cancelled:
            return "cancelled"
        over = run.streamed or run.polls >= self.polls or self.now >= run.began + self.seconds
        return "completed" if over else "in_progress"

    def _is_missed(self, run: _Run, response: httpx.Response) -> bool:
        if run.deleted:
            assert error_of(response)[:2] == (404, "not_found")
        else:
            assert response.status_code in (200, 400), response.text
        return run.deleted

    def _check(self, run: _Run, found: Json) -> None:
        assert found["status"] == self._status(run)
        if found["status"] == "completed":
            assert generated(found) == run.answer["steps"]
        else:
            assert "steps" not in found

    def _check_end(self, run: _Run, stream: list[Json]) -> None:
        run.streamed = not run.cancelled
        assert fold(stream).get("steps") == (None if run.cancelled else run.answer["steps"])
        assert stream[-1]["interaction"]["status"] == self._status(run)


TestRuns = RunMachine.TestCase
TestRuns.settings = settings(max_examples=tried(200), stateful_step_count=40)
