"""Every reply of every check is held against a description of the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from contracts.schema.findings import Finding, Kind
from tests.contracts.asking import session_with_fake

NEW = Finding("$.mood", "an unknown field", Kind.ADDITIVE)
WRONG = Finding("$.id", "a number, expected a string", Kind.VIOLATION)


class Strict:
    """Finds the same in every answer and every request, and remembers which answers it saw."""

    def __init__(self, *answers: Finding, requests: Sequence[Finding] = ()) -> None:
        self._answers, self._requests = answers, requests
        self.seen: list[tuple[str, str, int, str | None]] = []

    def check_answer(
        self, method: str, path: str, status: int, content_type: str | None, body: bytes
    ) -> Sequence[Finding]:
        self.seen.append((method, path, status, content_type))
        return self._answers

    def check_request(self, method: str, path: str, body: Any = None) -> Sequence[Finding]:
        return self._requests


def test_violation_fails_a_check_with_its_path() -> None:
    with session_with_fake(validator=Strict(WRONG, NEW)) as session:
        with pytest.raises(AssertionError, match=r"\$\.id: a number, expected a string"):
            session.api().create()


def test_what_is_new_is_collected_and_fails_nothing() -> None:
    with session_with_fake(validator=Strict(NEW)) as session:
        api = session.api()
        api.create()

        assert api.additive == [NEW]


def test_check_may_say_that_an_answer_is_not_held_against_it() -> None:
    with session_with_fake(validator=Strict(WRONG)) as session:
        assert session.api().send("GET", "/v1/models", valid=False).status == 200


def test_validator_sees_what_was_asked_without_the_query() -> None:
    strict = Strict()
    with session_with_fake(validator=strict) as session:
        session.api().stream(store=False)
        session.api().send("GET", "/v1beta/models", query={"pageSize": 1})

    assert strict.seen == [
        ("POST", "/v1/interactions", 200, "text/event-stream"),
        ("GET", "/v1beta/models", 200, "application/json; charset=UTF-8"),
    ]


def test_request_that_the_document_refuses_is_not_sent() -> None:
    with session_with_fake(validator=Strict(requests=[WRONG])) as session:
        with pytest.raises(AssertionError, match="the request is not as the document says"):
            session.api().create()
        assert not session.budget.spent.requests


def test_request_that_is_wrong_has_to_be_refused_by_the_document() -> None:
    with session_with_fake(validator=Strict()) as session:
        with pytest.raises(AssertionError, match="the document does not refuse the request"):
            session.api().create(wrong=True)
        session.api().create(wrong="no schema can see why")


def test_run_uses_the_document() -> None:
    with session_with_fake() as session:
        with pytest.raises(AssertionError, match=r"\$\.nonsense: "):
            session.api().create(nonsense=1)
