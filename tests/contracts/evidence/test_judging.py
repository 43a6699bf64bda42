"""What is news: drift or gap, known or not, repeated or not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contracts.evidence.findings import Compared, compared
from contracts.evidence.judging import Judgement, Origin, judge
from contracts.known import Known, KnownList
from contracts.severity import Severity
from tests.contracts.evidence.taking import (
    of_legacy,
    of_liar,
    of_today,
    recording,
    reply,
)

TODAY = date(2026, 11, 26)
GONE = "field-removed:Interaction.a"
NEW = "field-added:Interaction.b"


def found(*fields: str) -> Compared:
    """What differs from a reply with the field `a` alone."""
    before = recording(reply({"a": 1}))
    return compared(before, recording(reply(dict.fromkeys(fields, 1))))


def known(id: str, expires: str = "2026-12-31") -> KnownList:
    entry = Known(id, "real", "because", "me", "#1", date.fromisoformat(expires))
    return KnownList(Path("known.toml"), TODAY, (entry,))


NOTHING = KnownList(Path("known.toml"), TODAY)


def judged(differs: Compared, listed: KnownList = NOTHING, **more: Compared) -> Judgement:
    return judge(("one", "other"), differs, listed, **more)


def test_without_a_baseline_nothing_is_said_about_the_origin() -> None:
    assert {each.origin for each in judged(found()).judged} == {None}


def test_what_the_baseline_still_had_is_drift() -> None:
    (each,) = judged(found(), earlier=found("a")).judged

    assert (each.finding.id, each.origin) == (GONE, Origin.DRIFT)


def test_what_the_baseline_lacked_already_is_a_gap() -> None:
    (each,) = judged(found(), earlier=found()).judged

    assert each.origin is Origin.GAP


def test_fake_that_stayed_behind_sees_the_break_of_may_as_drift() -> None:
    """The baseline is of the days when the real API spoke the legacy schema, as the fake does."""
    differs, earlier = compared(of_legacy(), of_today()), compared(of_legacy(), of_legacy())

    origins = {each.origin for each in judged(differs, earlier=earlier).judged}
    assert origins == {Origin.DRIFT}


def test_old_gap_stays_one_beside_new_drift() -> None:
    always = "adds-output-text"
    differs, earlier = compared(of_liar(always), of_legacy()), compared(of_liar(always), of_today())

    origins = {each.finding.id: each.origin for each in judged(differs, earlier=earlier).judged}
    assert origins["field-removed:Interaction.output_text"] is Origin.GAP
    assert origins["field-replaced:Interaction.steps"] is Origin.DRIFT


@pytest.mark.parametrize(
    ("fields", "least", "fails"),
    [
        ((), Severity.BREAKING, True),
        (("a", "b"), Severity.BREAKING, False),
        (("a", "b"), Severity.BEHAVIOUR, False),
        (("a", "b"), Severity.ADDITIVE, True),
        (("a",), Severity.COSMETIC, False),
    ],
)
def test_fails_from_a_severity_on(fields: tuple[str, ...], least: Severity, fails: bool) -> None:
    assert judged(found(*fields)).fails(least) is fails


def test_known_difference_fails_nothing() -> None:
    judgement = judged(found(), known(GONE))

    assert not judgement.fails(Severity.COSMETIC)
    assert not judgement.news and judgement.judged[0].known is not None


def test_known_difference_hides_no_other() -> None:
    judgement = judged(found("b"), known(GONE))

    assert [each.finding.id for each in judgement.news] == ["required-" + NEW]


def test_last_day_counts() -> None:
    assert not judged(found(), known(GONE, "2026-11-26")).fails(Severity.COSMETIC)


def test_expired_entry_fails() -> None:
    judgement = judged(found(), known(GONE, "2026-11-25"))

    assert judgement.fails(Severity.BREAKING)
    assert judgement.troubles == [f"{GONE} was known until 2026-11-25: because (me)"]
    assert [each.finding.id for each in judgement.news] == [GONE]


def test_entry_that_no_longer_occurs_fails() -> None:
    judgement = judged(found("a"), known(GONE))

    assert judgement.fails(Severity.BREAKING)
    assert judgement.troubles == [f"{GONE} does not occur any more: take it off known.toml"]


def test_entry_of_a_clause_is_none_of_its_business() -> None:
    assert not judged(found("a"), known("interactions.create.id")).troubles


def test_entry_may_occur_in_what_was_not_compared() -> None:
    before = recording(reply({}), reply({}, "get"))
    differs = compared(before, recording(reply({})))

    assert differs.alone and not judged(differs, known(GONE)).troubles


def test_breaking_difference_has_to_come_again() -> None:
    judgement = judged(found("b"), again=found("a", "b"))

    assert judgement.once == [GONE]
    assert [each.finding.id for each in judgement.judged] == ["required-" + NEW]
    assert not judgement.fails(Severity.BREAKING)


def test_breaking_difference_that_comes_again_is_told() -> None:
    judgement = judged(found(), again=found())

    assert judgement.fails(Severity.BREAKING) and not judgement.once


def test_what_breaks_nothing_need_not_come_again() -> None:
    judgement = judged(found("a", "b"), again=found("a"))

    assert [each.finding.id for each in judgement.judged] == ["required-" + NEW]
