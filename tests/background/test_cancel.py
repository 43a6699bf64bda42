"""Cancel of a background run (docs/wire/interactions.md 8.1, 10 rows 14 and 15)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect, created, error_of, fold, post, text_of
from tests.background.runs import (
    HEAD,
    START,
    advance,
    attach,
    begun,
    cancel,
    cancelled,
    generated,
    over,
    polled,
    told,
)


def test_cancelled_run_has_no_steps(client: httpx.Client) -> None:
    # I-8.1-12
    reply = cancelled(client, begun(client))
    assert list(reply) == HEAD
    assert reply["status"] == "cancelled"


def test_cancel_is_the_last_change(client: httpx.Client) -> None:
    name = begun(client)
    advance(client, "9s")
    reply = cancelled(client, name)
    assert (reply["created"], reply["updated"]) == (START, "2026-01-01T00:00:09Z")


def test_cancelled_run_stays_as_it_is(client: httpx.Client) -> None:
    # I-8.1-14, I-3.2-13
    name = begun(client)
    reply = cancelled(client, name)
    advance(client, "1h")
    attach(client, name)
    assert [polled(client, name) for _ in range(3)] == [reply] * 3


def test_stream_of_a_cancelled_run_ends_with_its_status(client: httpx.Client) -> None:
    # I-8.1-15
    name = begun(client)
    reply = cancelled(client, name)
    stream = told(client, name)
    assert [event["event_type"] for event in stream] == [
        "interaction.created",
        "interaction.status_update",
        "interaction.completed",
    ]
    assert fold(stream) == reply


_ENDED: dict[str, Any] = {
    "polls": over,
    "time": lambda client, name: advance(client, "30s"),
    "stream": attach,
    "cancel": cancel,
}


@pytest.mark.parametrize("end", _ENDED.values(), ids=_ENDED)
def test_late_cancel_is_refused_and_changes_nothing(client: httpx.Client, end: Any) -> None:
    # I-3.2-13
    name = begun(client)
    end(client, name)
    before = polled(client, name)
    status, code, message = error_of(cancel(client, name))
    assert (status, code) == (400, "failed_precondition")
    assert f"is {before['status']};" in message
    assert polled(client, name) == before


@pytest.mark.parametrize("end", _ENDED.values(), ids=_ENDED)
def test_late_cancel_may_be_tolerated(connect: Connect, end: Any) -> None:
    client = connect(tolerate_late_cancel=True)
    name = begun(client)
    end(client, name)
    before = polled(client, name)
    reply = cancelled(client, name)
    assert reply["status"] == before["status"]
    assert reply.get("steps", []) == generated({"steps": [], **before})


def test_late_cancel_in_the_foreground_may_be_tolerated(connect: Connect) -> None:
    client = connect(tolerate_late_cancel=True)
    reply = created(client)
    assert cancelled(client, reply["id"]) == reply


def test_cancel_is_no_look(client: httpx.Client) -> None:
    first, second = begun(client), begun(client)
    cancel(client, first)
    assert polled(client, second)["status"] == "in_progress"


def test_run_of_another_key_is_not_found(connect: Connect, client: httpx.Client) -> None:
    name = begun(client)
    other = {"x-goog-api-key": "other"}
    response = client.post(f"/v1/interactions/{name}/cancel", headers=other)
    assert error_of(response)[:2] == (404, "not_found")
    assert polled(client, name)["status"] == "in_progress"


def test_what_a_cancelled_run_would_have_said_is_no_history(client: httpx.Client) -> None:
    name = begun(client, "Count from 1 to 5")
    cancelled(client, name)
    child = created(client, "Go on.", previous_interaction_id=name)
    history = [{"type": "user_input", "content": text} for text in ("Count from 1 to 5", "Go on.")]
    assert child["steps"] == created(client, history, store=False)["steps"]
    assert 'Earlier you said: "Count from 1 to 5"' in text_of(child)


def test_call_of_a_cancelled_run_was_never_made(connect: Connect) -> None:
    body: Any = {
        "tools": [{"type": "function", "name": "weather"}],
        "generation_config": {"tool_choice": "any"},
    }
    seen, client = connect(), connect()
    call = over(seen, begun(seen, **body))["steps"][-1]
    name = begun(client, **body)
    cancelled(client, name)
    result = [{"type": "function_result", "call_id": call["id"], "result": "18 degrees"}]
    assert post(seen, result, previous_interaction_id=name).status_code == 200
    response = post(client, result, previous_interaction_id=name)
    assert error_of(response)[:2] == (400, "invalid_request")
