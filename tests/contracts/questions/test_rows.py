"""The tables of docs/wire, the probes and the fake say the same."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from contracts.budget import Budget, Limits
from contracts.facts import read_facts
from contracts.questions.question import Question, all_questions
from contracts.questions.settling import Unjudged
from contracts.questions.unasked import UNASKED
from contracts.session import Session
from contracts.targets import target_of_app
from fake_gemini import create_app
from fake_gemini.settings import Settings
from tests.contracts.asking import MODEL
from tests.contracts.questions.rows import begins, rows

ROOT = Path(__file__).parents[3]
ASKED = [(question, row) for question in all_questions() for row in question.rows]

_every_question = pytest.mark.parametrize("question", all_questions(), ids=lambda each: each.id)
_every_asked_row = pytest.mark.parametrize(
    ("question", "row"), ASKED, ids=[row for _, row in ASKED]
)


def test_each_row_has_one_probe_or_one_reason() -> None:
    told = [row for _, row in ASKED] + [row for each in UNASKED.values() for row in each]

    assert Counter(told) == Counter(dict.fromkeys(rows(), 1))


@_every_asked_row
def test_candidates_of_a_row_are_those_of_its_probe(question: Question, row: str) -> None:
    found = [begins(part, question.candidates) for part in rows()[row].candidates]

    assert all(found), rows()[row].candidates
    assert set(found) <= set(question.candidates)


@_every_question
def test_candidates_of_a_probe_stand_in_a_row(question: Question) -> None:
    parts = [part for row in question.rows for part in rows()[row].candidates]

    assert {begins(part, question.candidates) for part in parts} == set(question.candidates)


@_every_question
def test_fake_does_what_its_rows_say(question: Question) -> None:
    fake, budget = target_of_app(create_app()), Budget(Limits())
    with Session(fake, budget, model=MODEL, validator=Unjudged()) as session:
        if question.blind:
            with pytest.raises(AssertionError):
                question.probe(session.api())
            answer = question.blind.answer
        else:
            answer = question.probe(session.api()).answer

    said = [begins(rows()[row].fake, question.candidates) for row in question.rows]
    assert said == [answer] * len(said)


@_every_question
def test_probe_costs_no_more_than_it_says(question: Question) -> None:
    fake = target_of_app(create_app(Settings(clock="system")))
    with Session(fake, Budget(Limits()), model=MODEL, validator=Unjudged()) as session:
        try:
            question.probe(session.api())
        except AssertionError:
            assert question.blind
        reserved = session.budget.reserved
        session.sweep()
        assert not session.ledger.left

    assert reserved.requests <= question.requests, f"requests={reserved.requests}"
    assert reserved.tokens <= question.tokens <= 1.5 * reserved.tokens + 200, reserved.tokens


@_every_question
def test_row_is_settled_where_its_probe_says_so(question: Question) -> None:
    firm = {fact.id for fact in read_facts().facts if fact.state == "firm"}
    settled = {row for row in question.rows if rows()[row].settled}

    assert settled == (set(question.rows) if question.settled else set())
    assert not question.settled or question.settled in firm
    assert all(question.settled in rows()[row].fake for row in settled)


@_every_question
def test_what_to_change_exists(question: Question) -> None:
    places = re.findall(r"(fake_gemini/[\w/]+\.py) (\w+)", question.change)
    flags = re.findall(r"--([a-z-]+)", question.change)

    assert places or "fake_gemini/" in question.change
    for file in re.findall(r"fake_gemini/[\w/]+\.py", question.change):
        assert (ROOT / file).is_file()
    for file, name in places:
        assert re.search(rf"\b{name}\b", (ROOT / file).read_text()), (file, name)
    assert all(hasattr(Settings(), flag.replace("-", "_")) for flag in flags)


def test_reasons_name_facts_that_exist() -> None:
    known = {fact.id for fact in read_facts().facts}
    named = {id for reason in UNASKED for id in re.findall(r"[IFE]-[\d.]+-\d+", reason)}

    assert named <= known
