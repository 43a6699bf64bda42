"""Examples: so many, always the same, and none after the first failure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from contracts.machines.rehearsing import rehearse, search
from contracts.stopping import Blocked, Cause

NUMBERS = st.integers(0, 10**9)
FAILURES = [AssertionError("no"), Blocked(Cause.BUDGET, "nothing left"), ZeroDivisionError()]


def performed(examples: int = 20, **more: int) -> list[int]:
    seen: list[int] = []
    rehearse(NUMBERS, seen.append, examples=examples, **more)
    return seen


def failing_at(number: int, error: Exception, seen: list[int]) -> Callable[[int], None]:
    """Perform so many examples, and raise in the last."""

    def perform(example: int) -> None:
        seen.append(example)
        if len(seen) == number:
            raise error

    return perform


def test_there_are_as_many_examples_as_wanted() -> None:
    assert len(performed(20)) == 20


def test_examples_are_the_same_each_time() -> None:
    assert performed() == performed()


def test_another_start_means_other_examples() -> None:
    assert performed(start=1) == performed(start=1) != performed(start=2)


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
def test_first_failure_is_raised_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as raised:
        rehearse(NUMBERS, failing_at(3, error, []), examples=20)

    assert raised.value is error


def test_nothing_is_performed_after_a_failure() -> None:
    seen: list[int] = []

    with pytest.raises(AssertionError):
        rehearse(NUMBERS, failing_at(3, AssertionError(), seen), examples=20)

    assert len(seen) == 3


def test_interrupt_ends_it_at_once() -> None:
    seen: list[int] = []

    def perform(example: int) -> None:
        seen.append(example)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rehearse(NUMBERS, perform, examples=20)

    assert len(seen) == 1


def test_search_finds_the_smallest_failure() -> None:
    def perform(example: int) -> None:
        assert example < 1000, f"{example} is too much"

    with pytest.raises(AssertionError, match="^1000 is too much"):
        search(NUMBERS, perform, examples=200, start=1)


@pytest.mark.parametrize("how", [rehearse, search])
def test_no_folder_is_left(
    how: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    how(st.text(), lambda text: None, examples=20, start=1)

    assert not list(tmp_path.iterdir())
