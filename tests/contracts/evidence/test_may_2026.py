"""The break of May 2026: what differs between two revisions tells its story, as does a page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from contracts.evidence.comparison import OWN
from contracts.evidence.findings import compared
from contracts.evidence.judging import judge
from contracts.evidence.telling import lines
from contracts.known import DEFAULT, KnownList
from tests.contracts.evidence.taking import found, of_legacy, of_today

PAGES = Path(__file__).parents[3] / "docs" / "contracts"
EVENTS = {
    "interaction.start": "interaction.created",
    "content.start": "step.start",
    "content.delta": "step.delta",
    "content.stop": "step.stop",
    "interaction.complete": "interaction.completed",
}
STORY = {
    "field-replaced:Interaction.outputs": "breaking",
    "field-removed:Interaction.role": "breaking",
    "field-added:Interaction.service_tier": "additive",
    **{f"event-renamed:Event/{name}": "breaking" for name in EVENTS},
    "field-replaced:Event/step.start.content": "breaking",
    "variant-removed:Event/step.delta.delta/function_call": "breaking",
    "variant-added:Event/step.delta.delta/arguments_delta": "behaviour",
    "field-removed:Event/interaction.completed.interaction.role": "breaking",
    "required-field-added:Event/interaction.completed.interaction.service_tier": "additive",
    "now-refused:input/turns": "breaking",
    "now-accepted:input/steps": "behaviour",
    "now-refused:revision/outputs": "breaking",
}


def test_difference_tells_the_story_and_nothing_else() -> None:
    assert found(of_legacy(), of_today()) == STORY


def test_each_event_has_its_new_name() -> None:
    told = [it.difference for it in compared(of_legacy(), of_today()).findings]

    assert {it.before: it.after for it in told if it.kind == "event-renamed"} == EVENTS


def test_structures_have_their_new_names() -> None:
    told = [it.difference for it in compared(of_legacy(), of_today()).findings]

    assert {(it.before, it.after) for it in told if it.kind == "field-replaced"} == {
        ("outputs", "steps"), ("content", "step"),
    }  # fmt: skip


def test_way_back_is_as_breaking() -> None:
    back = found(of_today(), of_legacy())

    assert back["field-replaced:Interaction.steps"] == "breaking"
    assert back["now-refused:input/steps"] == "breaking"


def test_page_shows_what_is_printed() -> None:
    known = KnownList(DEFAULT, date(2026, 6, 8))
    judgement = judge(("before", "after"), compared(of_legacy(), of_today()), known)
    printed = "\n".join(lines(judgement))

    page = (PAGES / "may-2026.md").read_text()
    assert re.findall(r"^```text\n(.*?)^```$", page, re.M | re.S) == [printed + "\n"], printed


def test_page_names_every_kind_of_difference() -> None:
    page = (PAGES / "evidence.md").read_text()
    rows = {name: row for row in page.splitlines() if row.startswith("| `")
            for name in re.findall(r"`([a-z-]+)`", row.split("|")[1])}  # fmt: skip

    assert not OWN.keys() - rows.keys()
    assert not [kind for kind, severity in OWN.items() if severity not in rows[kind]]
