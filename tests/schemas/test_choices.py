"""The decisions behind a value."""

from __future__ import annotations

from fake_gemini.ids import Ids
from fake_gemini.schemas import Choices
from fake_gemini.schemas.choices import Numbered
from tests.schemas.making import STRING, make_several, record


def test_choices_are_fixed_by_seed_and_digest() -> None:
    drawn = [
        [choices.below(1_000) for _ in range(50)]
        for choices in (Choices(Ids(1), b"a"), Choices(Ids(1), b"a"))
    ]

    assert drawn[0] == drawn[1]


def test_choices_differ_by_seed_and_by_digest() -> None:
    several = [Choices(Ids(1), b"a"), Choices(Ids(1), b"b"), Choices(Ids(2), b"a")]

    assert len({choices.below(1 << 64) for choices in several}) == 3


def test_choices_reach_every_option() -> None:
    choices = Choices(Ids(1), b"")

    assert {choices.below(5) for _ in range(100)} == set(range(5))
    assert choices.below(1) == 0


def test_numbered_choices_count_through_all_combinations() -> None:
    def pair(number: int, *, backwards: bool) -> tuple[int, int]:
        choices = Numbered(number, backwards=backwards)
        return choices.below(2), choices.below(3)

    for backwards in (False, True):
        assert len({pair(number, backwards=backwards) for number in range(6)}) == 6


def test_different_digests_give_different_texts() -> None:
    texts = {value["title"] for value in make_several(record(title=STRING))}

    assert len(texts) > 4
