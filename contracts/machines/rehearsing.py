"""Generates examples with hypothesis, so that a target that costs money can bear it.

So many examples and no more, the same ones each time, no shrinking, no database, no deadline. The
first failure is the last request: hypothesis would put a failed example to the target again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from hypothesis import HealthCheck, Phase, configuration, given, seed, settings
from hypothesis import strategies as st

T = TypeVar("T")
R = TypeVar("R")


def settings_for(examples: int, *, steps: int = 50, start: int | None = None) -> settings:
    """Return what every run has in common; without a `start` the examples are always the same."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        phases=(Phase.generate,),
        derandomize=start is None,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )


def rehearse(
    made: st.SearchStrategy[T],
    perform: Callable[[T], None],
    *,
    examples: int,
    start: int | None = None,
) -> None:
    """Perform examples until one fails, and raise what that raised.

    Another `start` means other examples.
    """
    first = First()

    def each(example: T) -> None:
        with first.failure():
            perform(example)

    with elsewhere(), first.instead():
        seeded(settings_for(examples, start=start)(given(made)(each)), start)()


def search(
    made: st.SearchStrategy[T], perform: Callable[[T], None], *, examples: int, start: int
) -> None:
    """Perform random examples, and raise what the smallest failing one raises, with a note of it.

    For a target that costs nothing and that `perform` makes anew.
    """
    shrinking = settings(settings_for(examples, start=start), phases=(Phase.generate, Phase.shrink))
    with elsewhere():
        seeded(shrinking(given(made)(perform)), start)()


def seeded(test: R, start: int | None) -> R:
    """Let hypothesis begin with `start`, where there is one."""
    return test if start is None else cast(R, seed(start)(cast(Any, test)))


class First:
    """Keeps the first failure, so that it can be had again without asking anybody again."""

    def __init__(self) -> None:
        self._error: Exception | None = None

    @contextmanager
    def failure(self) -> Iterator[None]:
        """Raise the failure that is known; or keep, and pass on, what goes wrong in the block."""
        if self._error is not None:
            raise self._error
        try:
            yield
        except Exception as error:
            self._error = error
            raise

    @contextmanager
    def instead(self) -> Iterator[None]:
        """Raise the failure instead of what hypothesis thinks of an example that ended early."""
        try:
            yield
        except Exception as error:
            raise (self._error or error) from None


@contextmanager
def elsewhere() -> Iterator[None]:
    """Keep hypothesis from leaving a folder where the user stands.

    What it keeps is no example, but a table of characters that takes three seconds to make.
    """
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    configuration.set_hypothesis_home_dir(Path(cache) / "gemini-contracts")
    try:
        yield
    finally:
        configuration.set_hypothesis_home_dir(None)
