"""docs/wire keeps the rules of its README, and the script that lists it says what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contracts.facts import DIRECTORY, DOCUMENTS, STATES, Fact, prose, read_facts

CATALOGUE = read_facts()
FACTS = CATALOGUE.facts
FIRM = [fact for fact in FACTS if fact.state == "firm"]
OPEN = [fact for fact in FACTS if fact.state == "open"]
UNCERTAIN = {"I": "10", "F": "8", "E": "9"}
# Examples and plans: their tables state nothing about the wire.
WITHOUT_FACTS = {("I", "11"), ("F", "7"), ("E", "7")}

TAG = re.compile(r"\[((?:SDK|DOC|REC|ISSUE|INFER)\b[^\]]*)\]")
WORD = re.compile(r"\b(SDK|DOC|REC|ISSUE|INFER)\b")
SOME = re.compile(r"\bx[2-9]\b|\b(two|many|several|others|more)\b|[^,;]+[,;][^,;]+")
MENTION = re.compile(r"\b[IFE]-\d+(?:\.\d+)?-\d+\b")


def evidence(fact: Fact) -> set[str]:
    return {word for tag in TAG.findall(fact.text) for word in WORD.findall(tag)}


def issue_tags(fact: Fact) -> list[str]:
    return [tag for tag in TAG.findall(fact.text) if tag.startswith("ISSUE")]


def uncertain(fact: Fact) -> bool:
    return fact.section == UNCERTAIN[fact.id[0]]


def lines_with_facts() -> Iterator[tuple[str, int, str]]:
    for prefix, name in DOCUMENTS.items():
        for number, section, line in prose((DIRECTORY / name).read_text(encoding="utf-8")):
            if section and (prefix, section) not in WITHOUT_FACTS:
                yield name, number, line


def name_of(path: Path) -> str:
    return path.name


def failing(facts: list[Fact], rule: Callable[[Fact], bool]) -> list[str]:
    return [f"{fact.id} {fact.file}:{fact.line}" for fact in facts if not rule(fact)]


def test_documents_have_no_problem() -> None:
    assert CATALOGUE.problems == []


@pytest.mark.parametrize("prefix", DOCUMENTS)
@pytest.mark.parametrize("state", STATES)
def test_each_document_has_facts_of_each_state(prefix: str, state: str) -> None:
    assert any(fact.id.startswith(prefix) and fact.state == state for fact in FACTS)


def test_ids_are_unique() -> None:
    assert len({fact.id for fact in FACTS}) == len(FACTS)


def test_ids_name_the_section_they_stand_in() -> None:
    assert failing(FACTS, lambda fact: fact.id.split("-")[1] == fact.section) == []


def test_states_are_firm_or_open() -> None:
    assert failing(FACTS, lambda fact: fact.state in STATES) == []


def test_every_table_of_a_section_has_ids_or_points_at_them() -> None:
    before, bare = "", []
    for name, number, line in lines_with_facts():
        if line.startswith("|") and not before.startswith("|"):
            if not line.startswith(("| id |", "| see |")):
                bare.append(f"{name}:{number}")
        before = line
    assert bare == []


def test_every_bullet_of_a_section_has_an_id() -> None:
    places = {(Path(fact.file).name, fact.line) for fact in FACTS}
    bullets = [(name, n) for name, n, line in lines_with_facts() if line.startswith(("* ", "- "))]
    assert [place for place in bullets if place not in places] == []


def test_uncertain_sections_are_open() -> None:
    assert failing(FIRM, lambda fact: not uncertain(fact)) == []


@pytest.mark.parametrize("prefix", DOCUMENTS)
def test_uncertain_sections_are_found(prefix: str) -> None:
    assert any(uncertain(fact) for fact in OPEN if fact.id.startswith(prefix))


def test_firm_facts_have_evidence() -> None:
    assert failing(FIRM, lambda fact: bool(evidence(fact))) == []


def test_firm_facts_do_not_rest_on_inference() -> None:
    assert failing(FIRM, lambda fact: "INFER" not in evidence(fact)) == []


def test_firm_facts_from_issues_alone_name_two_sources() -> None:
    alone = [fact for fact in FIRM if evidence(fact) == {"ISSUE"}]
    assert alone
    assert failing(alone, lambda fact: any(SOME.search(tag) for tag in issue_tags(fact))) == []


def test_firm_facts_give_no_reason_to_be_open() -> None:
    assert failing(FIRM, lambda fact: "Open:" not in fact.text) == []


def test_open_facts_say_why() -> None:
    rest = [fact for fact in OPEN if not uncertain(fact) and "Open:" not in fact.text]
    assert failing(rest, lambda fact: bool(evidence(fact) & {"INFER", "ISSUE"})) == []


@pytest.mark.parametrize("name", DOCUMENTS.values())
def test_mentioned_facts_exist(name: str) -> None:
    mentioned = set(MENTION.findall((DIRECTORY / name).read_text(encoding="utf-8")))
    assert mentioned - {fact.id for fact in FACTS} == set()


def test_uncertain_rows_of_interactions_are_all_there() -> None:
    numbers = [fact.id for fact in FACTS if fact.id.startswith("I-10-")]
    assert numbers == [f"I-10-{number}" for number in range(1, 49)]


@pytest.mark.parametrize("path", sorted((DIRECTORY / "examples").glob("*.json")), ids=name_of)
def test_json_examples_hold_exchanges(path: Path) -> None:
    assert json.loads(path.read_text(encoding="utf-8"))["exchanges"]


@pytest.mark.parametrize("path", sorted((DIRECTORY / "examples").glob("*.sse")), ids=name_of)
def test_stream_examples_end_with_a_blank_line(path: Path) -> None:
    assert path.read_bytes().endswith(b"\n\n")
