"""What a create answers when it is accepted (docs/wire/interactions.md 1.1, 3.1, 12)."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.api import MODEL, Connect, created, post

_AGENT = "antigravity-preview-09-2026"


def test_reply_has_the_recorded_keys_in_the_recorded_order(client: httpx.Client) -> None:
    assert list(created(client)) == [
        "id",
        "status",
        "usage",
        "created",
        "updated",
        "service_tier",
        "steps",
        "object",
        "model",
    ]


def test_reply_says_what_it_is(client: httpx.Client) -> None:
    reply = created(client)
    assert reply["object"] == "interaction"
    assert reply["status"] == "completed"
    assert reply["service_tier"] == "standard"
    assert reply["model"] == MODEL


def test_times_are_whole_seconds_in_utc_and_equal(client: httpx.Client) -> None:
    reply = created(client)
    assert reply["created"] == reply["updated"] == "2026-01-01T00:00:00Z"


def test_reply_is_indented_json_with_a_final_newline(client: httpx.Client) -> None:
    response = post(client)
    assert response.headers["content-type"] == "application/json; charset=UTF-8"
    assert response.text.startswith('{\n  "id": "v1_')
    assert response.text.endswith("\n}\n")


def test_steps_are_a_thought_and_then_the_text(client: httpx.Client) -> None:
    thought, output = created(client)["steps"]
    assert list(thought) == ["signature", "type"]
    assert list(output) == ["content", "type"]
    assert list(output["content"][0]) == ["text", "type"]
    assert (thought["type"], output["type"]) == ("thought", "model_output")


@pytest.mark.parametrize("store", [True, None, "absent"])
def test_interaction_is_stored_unless_told_otherwise(client: httpx.Client, store: object) -> None:
    body = {} if store == "absent" else {"store": store}
    name = created(client, **body)["id"]
    assert client.get(f"/v1/interactions/{name}").status_code == 200


def test_unstored_reply_has_no_id(client: httpx.Client) -> None:
    reply = created(client, store=False)
    assert "id" not in reply
    assert reply["status"] == "completed"


@pytest.mark.parametrize("tier", ["standard", "flex", "priority", "deferred"])
def test_service_tier_comes_back(client: httpx.Client, tier: str) -> None:
    assert created(client, service_tier=tier)["service_tier"] == tier


def test_agent_answers_under_its_name(client: httpx.Client) -> None:
    response = client.post("/v1/interactions", json={"agent": _AGENT, "input": "Hello"})
    reply = response.json()
    assert response.status_code == 200
    assert reply["agent"] == _AGENT
    assert "model" not in reply


def test_prefix_of_a_model_is_not_part_of_its_name(client: httpx.Client) -> None:
    assert created(client, model=f"models/{MODEL}")["model"] == MODEL


@pytest.mark.parametrize("name", ["gemini-9.9-later", "gemma-7-1b", "lyria-9", "nano-banana-9"])
def test_model_of_a_known_family_answers(client: httpx.Client, name: str) -> None:
    assert created(client, model=name)["model"] == name


def test_request_fields_are_not_echoed(client: httpx.Client) -> None:
    reply = created(
        client,
        system_instruction="Be brief.",
        generation_config={"temperature": 0.1},
        safety_settings=[{"type": "harassment", "threshold": "off", "method": "severity"}],
    )
    assert set(reply) == set(created(client))


def test_fields_that_are_null_count_as_absent(client: httpx.Client) -> None:
    nothing = {"tools": None, "agent": None, "labels": None, "stream": None, "background": None}
    assert created(client, **nothing)["steps"] == created(client)["steps"]


@pytest.mark.parametrize("revision", ["2026-05-20", "2031-01-01", "nonsense"])
def test_other_revision_is_ignored(client: httpx.Client, revision: str) -> None:
    body = {"model": MODEL, "input": "Hello"}
    response = client.post("/v1/interactions", json=body, headers={"Api-Revision": revision})
    assert response.status_code == 200


def test_unknown_query_parameter_is_ignored(client: httpx.Client) -> None:
    body = {"model": MODEL, "input": "Hello"}
    response = client.post("/v1/interactions", json=body, params={"alt": "sse", "nonsense": "1"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/json")


def test_body_needs_no_content_type(client: httpx.Client) -> None:
    body = f'{{"model": "{MODEL}", "input": "Hello"}}'
    assert client.post("/v1/interactions", content=body).status_code == 200


def test_lenient_fake_reads_camel_case_and_adds_a_name(connect: Connect) -> None:
    client = connect(lenient=True)
    first = created(client, "My name is Ada.")
    second = created(client, "And now?", previousInteractionId=first["name"])
    assert first["name"] == first["id"]
    assert re.search("Ada", second["steps"][-1]["content"][0]["text"])
