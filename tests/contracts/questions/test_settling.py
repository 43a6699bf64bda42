"""What `settle` asks, what it makes of the answers, and what it leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contracts.api import Api
from contracts.questions import settling
from contracts.questions.finding import Settlement, Verdict
from contracts.questions.question import all_questions
from contracts.questions.seen import Seen, seen
from contracts.questions.settling import inquire
from contracts.questions.unasked import UNASKED
from contracts.stopping import WrongUsage
from fake_gemini import create_app
from tests.contracts.questions.settlements import KEY, address, asking
from tests.lies.exchange import Reply
from tests.lies.telling import Liar, Lie

SAME, OTHER, UNCLEAR, BLOCKED = Verdict


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Replace all questions by those of a test."""

    def replace(*questions: Any) -> None:
        monkeypatch.setattr(settling, "all_questions", lambda: questions)

    return replace


def test_fake_behind_an_address_is_as_the_fake(tmp_path: Path) -> None:
    with address(tmp_path, clock="system") as target:
        settlement = target.settle()
        assert not target.files
        assert not target.left

    assert settlement.exit_code == 0
    assert not settlement.of(OTHER)
    assert [finding.question.id for finding in settlement.of(UNCLEAR)] == ["E-9-17"]
    assert len(settlement.findings) == len(inquire("", again=False).questions)
    assert not settlement.left


def test_fake_with_other_settings_is_told_apart(tmp_path: Path) -> None:
    with address(tmp_path, lenient=True) as target:
        settlement = target.settle("I-10-24")

    (finding,) = settlement.findings
    assert finding.verdict is OTHER
    assert finding.observed is not None and finding.observed.answer == "accepted"
    assert finding.fake.answer == "400"
    assert "--lenient" in finding.question.change
    assert settlement.exit_code == 0


def test_every_finding_is_shown_as_it_comes(tmp_path: Path) -> None:
    with address(tmp_path) as target:
        target.settle("F-8-1")
        target.settle("I-10-2")

    assert target.watcher.seen == [("F-8-1", 1, 1), ("I-10-2", 1, 1)]


def test_plan_is_the_limit(tmp_path: Path) -> None:
    with address(tmp_path) as target:
        settlement = target.settle("I-10-29")

    (plan,) = target.watcher.plans
    (question,) = settlement.inquiry.questions
    assert plan.cost.requests == 2 + question.requests
    assert plan.limits.requests == plan.cost.requests + 50
    assert plan.limits.tokens == plan.cost.tokens
    assert settlement.cost.requests <= plan.cost.requests


def test_budget_is_kept_to(tmp_path: Path) -> None:
    with address(tmp_path) as target:
        settlement = target.settle("I-10-", max_requests=12)
        assert not target.left

    assert settlement.cost.requests <= 12
    assert settlement.exit_code == 3
    assert settlement.counts[BLOCKED] > 10
    reasons = {finding.reason for finding in settlement.of(BLOCKED)}
    assert any(reason.startswith("budget: the next request could reach") for reason in reasons)
    assert "budget: so were 3 others in a row" in reasons


def test_dead_key_asks_nothing(tmp_path: Path) -> None:
    with address(tmp_path, api_keys=("another",)) as target:
        settlement = target.settle()

    assert settlement.stopped.startswith("key: the key is refused: 400 API key not valid.")
    assert settlement.exit_code == 3
    assert not settlement.findings


def test_settled_rows_are_asked_again_on_demand_only(tmp_path: Path) -> None:
    with address(tmp_path) as target:
        once, again = target.settle("I-10-23"), target.settle("I-10-23", again=True)

    assert not once.findings
    assert once.exit_code == 0
    assert [each.id for each in once.inquiry.settled] == ["I-10-23"]
    assert [finding.verdict for finding in again.findings] == [SAME]


def test_nothing_is_opened_where_nothing_is_to_be_asked(tmp_path: Path) -> None:
    with address(tmp_path) as target:
        settlement = target.settle("I-10-30", target="http://127.0.0.1:9")

    assert not settlement.stopped
    assert list(settlement.inquiry.unasked.values()) == [("I-10-30",)]


@pytest.mark.parametrize(
    ("select", "rows"),
    [
        ("I-10-1", ["I-10-1"]),
        ("E-9-5", ["I-10-1"]),
        ("F-8-2", ["F-8-2"]),
        ("F-8-1", ["F-8-1"]),
        ("E-9-1", ["I-10-2"]),
    ],
)
def test_id_of_a_row_chooses_only_that(select: str, rows: list[str]) -> None:
    assert [each.id for each in inquire(select, again=False).questions] == rows


def test_beginning_of_an_id_chooses_all_that_begin_so() -> None:
    inquiry = inquire("F-", again=False)

    assert {each.id[0] for each in inquiry.questions} == {"F"}
    assert len(inquiry.questions) == 20
    assert not inquiry.unasked


def test_everything_is_chosen_once() -> None:
    inquiry = inquire("", again=True)

    assert inquiry.questions == all_questions()
    assert inquiry.unasked == UNASKED


def test_unknown_row_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="no open row begins with 'I-11'"):
        inquire("I-11", again=False)


def _settle_one(tmp_path: Path, app: Any = None) -> Settlement:
    with address(tmp_path, app) as target:
        settlement = target.settle()
        assert not target.left
    return settlement


def test_answer_that_nobody_thought_of_is_new(only: Any, tmp_path: Path) -> None:
    only(asking(lambda api: Seen("something", "")))

    (finding,) = _settle_one(tmp_path).findings
    assert finding.verdict is OTHER
    assert finding.is_new


def test_probe_that_breaks_fails_nothing(only: Any, tmp_path: Path) -> None:
    only(asking(lambda api: Seen({"y": ""}["x"], "")))

    settlement = _settle_one(tmp_path)
    (finding,) = settlement.findings
    assert finding.verdict is UNCLEAR
    assert finding.reason == "the probe itself broke: KeyError: 'x'"
    assert settlement.exit_code == 0


def test_what_probes_leave_is_deleted_before_the_next(only: Any, tmp_path: Path) -> None:
    names: list[str] = []

    def create(api: Api) -> Seen:
        names.append(api.create().ok["id"].text)
        return Seen("known", "")

    def look(api: Api) -> Seen:
        return Seen(str(api.get(names[0]).status), "")

    only(asking(create, "I-10-1"), asking(look, "I-10-2"))

    _, looked = _settle_one(tmp_path).findings
    assert looked.observed is not None and looked.observed.answer == "404"


def test_interrupted_run_deletes_what_it_created(only: Any, tmp_path: Path) -> None:
    def interrupted(api: Api) -> Seen:
        api.create().must(200)
        api.upload(b"x")
        raise KeyboardInterrupt

    only(asking(interrupted), asking(lambda api: Seen("known", ""), "I-10-2"))

    with address(tmp_path) as target:
        settlement = target.settle()
        assert not target.left
        assert not target.files

    assert settlement.stopped == "interrupted"
    assert settlement.exit_code == 3
    assert settlement.cost.requests > 2


def test_key_that_a_target_repeats_is_not_told(only: Any, tmp_path: Path) -> None:
    def answered(reply: Reply) -> None:
        if reply.status == 404:
            key = reply.request.header("x-goog-api-key")
            reply.rewrite(lambda body: body["error"].update(message=f"No {key}."))

    honest = create_app()
    app: Any = Liar(honest, Lie("tells", "", lambda: (lambda request: None, answered)))
    app.state = honest.state

    def ask(api: Api) -> Seen:
        answer = api.get("v1_none")
        return seen(answer.json["error"]["message"].text, answer)

    only(asking(ask))

    (finding,) = _settle_one(tmp_path, app).findings
    assert finding.observed is not None
    assert finding.observed.answer == "No $GEMINI_API_KEY."
    assert KEY not in str(finding)
