"""Each probe knows each of its candidates when it sees it, and breaks on nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from contracts.budget import Budget, Limits
from contracts.questions.question import Question, all_questions
from contracts.questions.settling import Unjudged
from contracts.session import Session
from contracts.targets import Target, target_of_app
from tests.contracts.asking import MODEL, scripted
from tests.contracts.questions.altered import Make
from tests.contracts.questions.otherwise import OTHERWISE
from tests.contracts.questions.rows import begins, rows
from tests.contracts.test_garbage import GARBAGE, URL

BY_ID = {question.id: question for question in all_questions()}


@contextmanager
def session_with(target: Target) -> Iterator[Session]:
    with Session(target, Budget(Limits()), model=MODEL, validator=Unjudged()) as session:
        yield session


def own(question: Question) -> set[str]:
    """What the fake itself shows."""
    return set() if question.blind else {begins(rows()[question.id].fake, question.candidates)}


def test_each_other_candidate_has_a_fake_that_does_so() -> None:
    wanted = {
        (question.id, candidate)
        for question in all_questions()
        for candidate in set(question.candidates) - own(question)
    }
    assert set(OTHERWISE) == wanted


@pytest.mark.parametrize(
    ("id", "candidate", "make"),
    [(*key, make) for key, make in OTHERWISE.items()],
    ids=[" ".join(key) for key in OTHERWISE],
)
def test_candidate_is_seen(id: str, candidate: str, make: Make) -> None:
    with session_with(target_of_app(make())) as session:
        assert BY_ID[id].probe(session.api()).answer == candidate


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
@pytest.mark.parametrize("question", all_questions(), ids=lambda each: each.id)
def test_garbage_is_an_answer_or_none(question: Question, garbage: tuple[int, str, bytes]) -> None:
    status, kind, body = garbage
    headers = {"content-type": kind, "x-goog-upload-url": URL}
    target = scripted(lambda request: httpx.Response(status, headers=headers, content=body))

    with session_with(target) as session:
        try:
            assert question.probe(session.api()).answer
        except AssertionError as error:
            assert str(error)
