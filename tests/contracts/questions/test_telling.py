"""What is told of the answers: on a terminal, and as JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema

import contracts.questions
from contracts.budget import Cost, Limits
from contracts.plan import Plan
from contracts.questions.finding import Finding, Inquiry, Settlement
from contracts.questions.json_report import FILE, as_json, write
from contracts.questions.lines import Lines, settlement_lines
from contracts.questions.question import all_questions
from contracts.questions.seen import Seen
from tests.contracts.questions.settlements import address
from tests.contracts.report.sample import EXCHANGE, RUDE

PAGE = Path(__file__).parents[3] / "docs" / "contracts" / "questions.md"
SCHEMA = json.loads((Path(contracts.questions.__path__[0]) / "questions.schema.json").read_text())
ONE, TWO, THREE, FOUR = all_questions()[:4]
(SETTLED,) = (question for question in all_questions() if question.settled)
OWN = Seen(ONE.candidates[0], "what the fake says")


def settlement(*findings: Finding, **more: object) -> Settlement:
    """A run with these findings, by default one of each verdict."""
    found = findings or (
        Finding(ONE, OWN, Seen(OWN.answer, "other words")),
        Finding(TWO, OWN, Seen("unheard of", RUDE), exchanges=(EXCHANGE,)),
        Finding(THREE, OWN, reason=f"it is {RUDE}"),
        Finding(FOUR, OWN, reason="budget: no more", blocked=True),
    )
    inquiry = Inquiry(tuple(each.question for each in found), (SETTLED,), {"No.": ("I-10-30",)})
    plan = Plan((), (), Cost(9, 0, 100), Limits(9, 100))
    made = Settlement("real", inquiry, "https://host", plan=plan, findings=list(found))
    made.started, made.left = "2026-01-01T00:00:00+00:00", [f"files/x: {RUDE}"]
    for name, value in more.items():
        setattr(made, name, value)
    return made


def text(made: Settlement) -> str:
    return "\n".join(settlement_lines(made))


def test_agreement_says_that_the_row_can_be_settled() -> None:
    told = text(settlement(Finding(ONE, OWN, OWN)))

    assert f"{', '.join(ONE.rows)}  {ONE.asks}\n  observed   {OWN.answer}\n" in told
    assert "  the fake   the same\n" in told
    assert "  to change  the rows: say what settled it\n" in told
    assert told.count("what the fake says") == 1


def test_other_words_of_the_same_answer_are_shown_beside_the_fakes() -> None:
    told = text(settlement(Finding(ONE, OWN, Seen(OWN.answer, "other words"))))

    assert "other words" in told
    assert "what the fake says" in told


def test_difference_says_what_to_change() -> None:
    told = text(settlement(Finding(ONE, OWN, Seen(ONE.candidates[1], "evidence"))))

    assert f"  observed   {ONE.candidates[1]}\n             evidence\n" in told
    assert f"  the fake   {OWN.answer}\n             {OWN.evidence}\n" in told
    assert f"  to change  {ONE.change}; the rows: say what settled it\n" in told
    assert "candidates" not in told


def test_answer_that_nobody_thought_of_stands_beside_the_candidates() -> None:
    told = text(settlement(Finding(ONE, OWN, Seen("unheard of", ""))))

    assert f"  candidates {' | '.join(ONE.candidates)}\n" in told


def test_long_words_are_cut() -> None:
    told = text(settlement(Finding(ONE, OWN, Seen("long " * 1_000, "long " * 1_000))))

    assert max(map(len, told.splitlines())) < 1_100
    assert "more characters" in told


def test_last_line_counts() -> None:
    *_, last = settlement_lines(settlement())

    assert last.startswith("1 as the fake, 1 otherwise, 1 unclear, 1 blocked in 0 s (real; ")
    assert last.endswith("docs/wire/README.md, 'Changing a fact', says what to do with an answer")


def test_differences_come_last() -> None:
    told = text(settlement())

    places = [told.index(f"{each.asks}\n") for each in (ONE, THREE, TWO)]
    assert places == sorted(places)


def test_fake_settles_nothing() -> None:
    told = text(settlement(settles=False))

    assert "to change" not in told
    assert told.endswith("; the fake settles nothing")


def test_what_was_not_asked_is_told_with_its_reason() -> None:
    told = text(settlement(stopped="key: the key is refused"))

    assert f"settled by {SETTLED.settled}, asked with --all: {SETTLED.id}\n" in told
    assert "not asked: I-10-30. No.\n" in told
    assert "blocked, budget: no more: " in told
    assert "\ncould not run: key: the key is refused; 1 as the fake, " in told


def test_words_of_a_model_do_nothing_to_a_terminal() -> None:
    out = io.StringIO()
    Lines(out).finished(settlement())

    assert "unheard of" in out.getvalue()
    assert all(char.isprintable() or char == "\n" for char in out.getvalue())


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_json_is_as_its_schema_says(tmp_path: Path) -> None:
    write(settlement(), tmp_path)

    _validate(json.loads((tmp_path / FILE).read_text()))


def test_json_of_a_whole_run_is_as_its_schema_says(tmp_path: Path) -> None:
    with address(tmp_path) as target:
        told = as_json(target.settle("E-9-"))

    assert {finding["verdict"] for finding in told["findings"]} == {"same", "unclear"}
    assert all(finding["exchanges"] for finding in told["findings"])
    _validate(json.loads(json.dumps(told)))


def test_example_of_the_page_is_fresh(tmp_path: Path) -> None:
    with address(tmp_path, lenient=True) as target:
        *lines, _ = settlement_lines(target.settle("I-10-24"))

    assert "```text\n" + "\n".join(lines) + "\n```\n" in PAGE.read_text()


def _validate(told: object) -> None:
    checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).validate(told)
