"""What cannot run in the background, and what a run in progress cannot do.

docs/wire/interactions.md 6 and 8.1.
"""

from __future__ import annotations

import httpx
import pytest

from tests.api import Json, created, error_of, post
from tests.background.runs import begun, over


@pytest.mark.parametrize("stream", [False, True], ids=["unary", "stream"])
def test_run_has_to_be_stored(client: httpx.Client, stream: bool) -> None:
    # I-8.1-1, 10 row 16
    response = post(client, background=True, store=False, stream=stream)
    assert error_of(response)[:2] == (400, "invalid_request")
    assert "'store'" in error_of(response)[2]


@pytest.mark.parametrize("child", [{}, {"background": True}, {"stream": True}, {"store": False}])
def test_parent_in_progress_is_refused(client: httpx.Client, child: Json) -> None:
    # I-6-7
    response = post(client, previous_interaction_id=begun(client), **child)
    assert error_of(response) == (
        400,
        "invalid_request",
        "The previous interaction is still in progress.",
    )


def test_run_that_is_over_is_continued_as_any_other(client: httpx.Client) -> None:
    in_background, in_front = begun(client, "I have 2 dogs."), created(client, "I have 2 dogs.")
    over(client, in_background)
    after_run, after_front = (
        created(client, "How many?", previous_interaction_id=parent)
        for parent in (in_background, in_front["id"])
    )
    assert after_run["steps"] == after_front["steps"]
