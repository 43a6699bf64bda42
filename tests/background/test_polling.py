"""A background run that is looked at until it is over (docs/wire/interactions.md 8.1)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect, created, events, post
from tests.background.runs import END, HEAD, START, advance, attach, begun, over, polled

_SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
_STRUCTURED = {"type": "text", "mime_type": "application/json", "schema": _SCHEMA}


def test_reply_is_there_before_anything_was_generated(client: httpx.Client) -> None:
    # I-8.1-2, I-8.1-3
    reply = created(client, background=True)
    assert list(reply) == HEAD
    assert reply["status"] == "in_progress"
    assert (reply["created"], reply["updated"]) == (START, START)


@pytest.mark.parametrize(
    "settings", [{"run_polls": 0}, {"run_seconds": 0}], ids=["run_polls", "run_seconds"]
)
def test_reply_is_in_progress_however_short_the_run(connect: Connect, settings: Any) -> None:
    # I-8.1-2
    client = connect(**settings)
    reply = created(client, background=True)
    assert list(reply) == HEAD
    assert polled(client, reply["id"])["status"] == "completed"


def test_first_look_is_as_the_reply_and_the_second_is_final(client: httpx.Client) -> None:
    # I-8.1-4, I-3.2-11
    reply = created(client, background=True)
    assert polled(client, reply["id"]) == reply
    assert polled(client, reply["id"])["status"] == "completed"


@pytest.mark.parametrize("polls", [0, 1, 2, 5])
def test_so_many_looks_see_a_run_in_progress(connect: Connect, polls: int) -> None:
    client = connect(run_polls=polls)
    name = begun(client)
    statuses = [polled(client, name)["status"] for _ in range(polls + 2)]
    assert statuses == ["in_progress"] * polls + ["completed"] * 2


def test_what_is_over_never_changes(client: httpx.Client) -> None:
    # I-3.2-13
    name = begun(client)
    final = over(client, name)
    advance(client, "1d")
    attach(client, name)
    assert polled(client, name) == final


def test_run_says_what_the_foreground_says(client: httpx.Client) -> None:
    found = over(client, begun(client, "Count from 1 to 5"))
    foreground = created(client, "Count from 1 to 5")
    assert found["steps"][0]["type"] == "user_input"
    assert found["steps"][1:] == foreground["steps"]
    assert found["usage"] == foreground["usage"]
    assert list(found) == list(foreground)


def test_run_ends_with_the_nominal_time_however_it_was_ended(client: httpx.Client) -> None:
    looked_at, waited_for, listened_to = (begun(client) for _ in range(3))
    polled(client, looked_at)
    attach(client, listened_to)
    first = [polled(client, name) for name in (looked_at, listened_to)]
    advance(client, "2h")
    found = [*first, polled(client, waited_for)]
    assert [(it["status"], it["created"], it["updated"]) for it in found] == [
        ("completed", START, END)
    ] * 3


@pytest.mark.parametrize(
    ("by", "status"), [("29.999999999s", "in_progress"), ("30s", "completed"), ("1d", "completed")]
)
def test_time_alone_ends_a_run(connect: Connect, by: str, status: str) -> None:
    client = connect(run_polls=1000)
    name = begun(client)
    advance(client, by)
    assert polled(client, name)["status"] == status


def test_nominal_time_is_a_setting(connect: Connect) -> None:
    client = connect(run_polls=1000, run_seconds=90)
    name = begun(client)
    advance(client, "89s")
    assert polled(client, name)["status"] == "in_progress"
    advance(client, "1s")
    assert polled(client, name)["updated"] == "2026-01-01T00:01:30Z"


_OTHERS: dict[str, Any] = {
    "create": lambda client, name: created(client),
    "equal create": lambda client, name: begun(client),
    "child": lambda client, name: post(client, previous_interaction_id=name),
    "other run": lambda client, name: over(client, begun(client, "Other")),
    "refused get": lambda client, name: client.get(f"/v1/interactions/{name}?last_event_id=x"),
    "refused stream": lambda client, name: attach(client, name, "evt_unknown"),
    "head": lambda client, name: client.head(f"/v1/interactions/{name}"),
    "other key": lambda client, name: client.get(
        f"/v1/interactions/{name}", headers={"x-goog-api-key": "other"}
    ),
}


@pytest.mark.parametrize("act", _OTHERS.values(), ids=_OTHERS)
def test_only_a_look_at_the_run_itself_counts(client: httpx.Client, act: Any) -> None:
    name = begun(client)
    act(client, name)
    assert polled(client, name)["status"] == "in_progress"
    assert polled(client, name)["status"] == "completed"


@pytest.mark.parametrize("version", ["v1", "v1beta", "v1alpha"])
def test_look_counts_in_each_version(client: httpx.Client, version: str) -> None:
    name = begun(client)
    client.get(f"/{version}/interactions/{name}?stream=false")
    assert polled(client, name)["status"] == "completed"


def test_input_and_parent_are_shown_while_it_runs(client: httpx.Client) -> None:
    parent = created(client, "I have 2 dogs.")["id"]
    name = begun(client, "How many paws?", previous_interaction_id=parent)
    found = polled(client, name, include_input="true")
    assert list(found) == [*HEAD, "previous_interaction_id", "input"]
    assert (found["previous_interaction_id"], found["input"]) == (parent, "How many paws?")


_ENDS: dict[str, tuple[Any, str]] = {
    "incomplete": ({"generation_config": {"max_output_tokens": 1}}, "incomplete"),
    "structured": ({"response_format": _STRUCTURED}, "completed"),
    "function": (
        {
            "tools": [{"type": "function", "name": "weather"}],
            "generation_config": {"tool_choice": "any"},
        },
        "requires_action",
    ),
}


@pytest.mark.parametrize(("body", "status"), _ENDS.values(), ids=_ENDS)
def test_run_ends_as_the_foreground_would(client: httpx.Client, body: Any, status: str) -> None:
    # I-3.2-11, I-8.1-10
    assert over(client, begun(client, **body))["status"] == status


def test_call_of_a_run_is_answered_by_a_new_create(client: httpx.Client) -> None:
    # I-8.1-10, I-6-8
    body = _ENDS["function"][0]
    name = begun(client, **body)
    call = over(client, name)["steps"][-1]
    result = {"type": "function_result", "call_id": call["id"], "result": "18 degrees"}
    second = created(client, [result], previous_interaction_id=name, tools=body["tools"])
    assert second["status"] == "completed"


def test_decode_limit_does_not_stop_a_run(connect: Connect) -> None:
    # I-8.1-11: what runs in the background, the server continues by itself.
    client = connect(decode_limit=3)
    found = over(client, begun(client, "Count from 1 to 20"))
    assert found["status"] == "completed"
    assert "continuation_token" not in found


def test_streamed_create_in_the_foreground_is_no_run(client: httpx.Client) -> None:
    first = events(post(client, stream=True).text)
    assert polled(client, first[0]["interaction"]["id"])["status"] == "completed"
