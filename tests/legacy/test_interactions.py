"""Replies in the retired schema (docs/wire/interactions.md 5.5, examples/legacy.json)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from fake_gemini import Settings, create_app
from tests.api import MODEL, Connect, created, error_of, post
from tests.legacy.speaking import LEGACY, TODAY, legacy_client

EXAMPLES = Path(__file__).parents[2] / "docs" / "wire" / "examples"
CALLING = [
    {
        "type": "function",
        "name": "get_weather",
        "description": "Weather in a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    }
]


@pytest.fixture
def client(connect: Connect) -> httpx.Client:
    return legacy_client(connect)


def test_reply_has_the_fields_of_the_example(client: httpx.Client) -> None:
    example = json.loads((EXAMPLES / "legacy.json").read_text())["exchanges"][0]["response"]

    reply = created(client, "Tell me a joke.")

    assert list(reply) == list(example)
    assert [list(output) for output in reply["outputs"]] == [
        ["signature", "type"], ["text", "type"],
    ]  # fmt: skip
    assert reply["role"] == "model"


def test_outputs_are_what_the_steps_hold(connect: Connect) -> None:
    before = created(legacy_client(connect), "Reply with exactly: hello")
    now = created(connect(), "Reply with exactly: hello")

    *thoughts, said = now["steps"]
    assert before["outputs"] == [*thoughts, *said["content"]]
    assert before["id"] == now["id"]
    assert before["usage"] == now["usage"]


def test_call_stands_among_the_outputs(client: httpx.Client) -> None:
    reply = created(client, "Weather in Paris?", tools=CALLING)

    call = reply["outputs"][-1]
    assert reply["status"] == "requires_action"
    assert (call["type"], call["name"]) == ("function_call", "get_weather")
    assert call["arguments"] == {"city": "Paris"}


def test_result_is_answered(client: httpx.Client) -> None:
    first = created(client, "Weather in Paris?", tools=CALLING)
    result = {
        "type": "function_result",
        "call_id": first["outputs"][-1]["id"],
        "name": "get_weather",
        "result": "sunny",
    }

    second = created(client, [result], previous_interaction_id=first["id"], tools=CALLING)

    assert "sunny" in second["outputs"][-1]["text"]


def test_get_shows_what_the_model_said_and_no_more(client: httpx.Client) -> None:
    reply = created(client)

    assert client.get(f"/v1/interactions/{reply['id']}").json() == reply


def test_get_shows_the_input_as_it_was_sent(client: httpx.Client) -> None:
    turns = [{"role": "user", "content": "Hello"}]
    reply = created(client, turns)

    shown = client.get(f"/v1/interactions/{reply['id']}?include_input=true").json()

    assert shown == {**reply, "input": turns}


def test_run_has_no_outputs_before_its_end(client: httpx.Client) -> None:
    started = created(client, background=True)

    path = f"/v1/interactions/{started['id']}"
    looks = [client.get(path).json() for _ in range(2)]

    assert [started["status"], *(look["status"] for look in looks)] == [
        "in_progress", "in_progress", "completed",
    ]  # fmt: skip
    assert "outputs" not in started and "outputs" in looks[1]


def test_cancel_answers_in_the_same_schema(client: httpx.Client) -> None:
    started = created(client, background=True)

    ended = client.post(f"/v1/interactions/{started['id']}/cancel").json()

    assert (ended["status"], ended["role"]) == ("cancelled", "model")


def test_header_opts_in_to_steps(client: httpx.Client) -> None:
    # I-1.4-1
    body = {"model": MODEL, "input": "Hello"}
    reply = client.post("/v1/interactions", json=body, headers=TODAY).json()

    assert reply["steps"] and "outputs" not in reply and "role" not in reply


def test_what_was_made_before_is_shown_in_either_schema(client: httpx.Client) -> None:
    turns = [
        {"role": "user", "content": "I have 2 dogs."},
        {"role": "model", "content": [{"type": "thought"}, {"type": "text", "text": "Nice."}]},
        {"role": "user", "content": [{"type": "text", "text": "What did I tell you?"}]},
    ]
    reply = created(client, turns)

    shown = client.get(f"/v1/interactions/{reply['id']}", headers=TODAY).json()

    assert [step["type"] for step in shown["steps"]] == [
        "user_input", "thought", "model_output", "user_input", "thought", "model_output",
    ]  # fmt: skip
    assert shown["steps"][-1]["content"] == reply["outputs"][-1:]


@pytest.mark.parametrize("revision", [LEGACY, "2031-01-01", "nonsense"])
def test_other_revisions_do_not_opt_in(client: httpx.Client, revision: str) -> None:
    body = {"model": MODEL, "input": "Hello"}
    reply = client.post("/v1/interactions", json=body, headers={"Api-Revision": revision}).json()

    assert reply["outputs"]


def test_refusals_are_those_of_today(client: httpx.Client, connect: Connect) -> None:
    body: dict[str, Any] = {"inputs": "Hello"}

    assert error_of(post(client, **body)) == error_of(post(connect(), **body))


def test_files_and_models_have_one_schema(client: httpx.Client, connect: Connect) -> None:
    path = f"/v1/models/{MODEL}"

    assert client.get(path).json() == connect().get(path).json()


def test_lenient_fake_adds_the_oldest_name(connect: Connect) -> None:
    reply = created(legacy_client(connect, lenient=True))

    assert reply["name"] == reply["id"]


def test_server_of_today_never_loads_it() -> None:
    program = (
        "import sys, httpx\n"
        "from fake_gemini import create_app\n"
        "from fake_gemini.testing import SyncTransport\n"
        "with httpx.Client(transport=SyncTransport(create_app()), base_url='http://x') as client:\n"
        f"    body = {{'model': '{MODEL}', 'input': 'Hello'}}\n"
        "    client.post('/v1/interactions', json=body, headers={'x-goog-api-key': 'k'})\n"
        "print([name for name in sys.modules if 'legacy' in name and 'fake_gemini' in name])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout == "[]\n", done.stderr


def test_revision_is_a_setting() -> None:
    assert create_app(Settings(revision=LEGACY)).state.settings.revision == LEGACY
