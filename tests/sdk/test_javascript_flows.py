"""@google/genai: what takes several requests, and what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fake_gemini.testing import running
from tests.sdk.programs import Fake, node

pytestmark = [pytest.mark.sdk, pytest.mark.node]

_WHOLE = ", ".join(map(str, range(1, 21)))

STORES = pytest.mark.parametrize("at", [0, 1], ids=["stored", "unstored"])


@pytest.fixture(scope="module")
def flows() -> Iterator[Any]:
    """What came of each flow, against a fake whose answers have to be continued."""
    with running(decode_limit=3, chunk_size=8) as server:
        yield node("flows.mjs", env=Fake(server.url).env("js-flows"))


def test_background_run_is_polled(flows: Any) -> None:
    assert flows["polled"]["statuses"] == ["in_progress", "in_progress", "completed"]
    assert flows["polled"]["text"] == _WHOLE


def test_background_run_is_cancelled(flows: Any) -> None:
    assert flows["cancelled"] == {"status": "cancelled", "told": "cancelled"}


def test_stream_is_attached_to_a_run(flows: Any) -> None:
    assert flows["attached"] == {"text": _WHOLE, "status": "completed"}


def test_lost_run_is_resumed(flows: Any) -> None:
    assert flows["resumed"] == {"broken": True, "text": _WHOLE}


@STORES
def test_unary_answer_is_continued(flows: Any, at: int) -> None:
    assert flows["unary"][at] == {"status": "completed", "text": _WHOLE}


@STORES
@pytest.mark.parametrize("how", ["streamed", "checkpoint"])
def test_stream_is_continued(flows: Any, how: str, at: int) -> None:
    assert flows[how][at] == {"status": "completed", "text": _WHOLE, "broken": False}


def test_refused_request_is_sent_again(flows: Any) -> None:
    assert flows["retried"] == "in_progress"


def test_error_in_a_stream_is_an_event(flows: Any) -> None:
    assert flows["failed"]["error"]["code"] == "gateway_timeout"
    assert not flows["failed"]["broken"]


def test_other_end_is_a_status(flows: Any) -> None:
    assert flows["ends"] == ["incomplete", "budget_exceeded", "failed"]
