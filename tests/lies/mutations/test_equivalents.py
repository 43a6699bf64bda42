"""What cannot be seen, and the statements that it cites."""

from __future__ import annotations

import pytest

from contracts.facts import read_facts
from tests.lies.mutations.equivalents import Equivalent, equivalent_of, read_equivalents


@pytest.mark.parametrize(
    ("ids", "id", "covers"),
    [
        ("reply drop: GET a 200 b", "reply drop: GET a 200 b", True),
        ("reply *: GET a 200 *", "reply null: GET a 200 steps[*].text", True),
        ("reply *: GET a 200 steps[*].text", "reply null: GET a 200 steps[*].text", True),
        ("reply *: GET a 200 steps[*].text", "reply null: GET a 200 steps[7].text", False),
        ("reply *: GET a 200 a.b", "reply null: GET a 200 axb", False),
        ("reply *: GET a 200 a", "reply null: GET a 200 ab", False),
    ],
)
def test_star_is_anything_but_the_items_of_a_list(ids: str, id: str, covers: bool) -> None:
    each = Equivalent(ids, "I-1.1-1", "")
    assert each.covers(id) is covers
    assert equivalent_of(id, [each]) == (each if covers else None)


@pytest.mark.parametrize("each", read_equivalents(), ids=lambda each: each.ids)
def test_equivalent_cites_a_fact_and_says_why(each: Equivalent) -> None:
    assert each.fact in {fact.id for fact in read_facts().facts}
    assert each.why
