"""Chains of interactions kept by the server (docs/wire/interactions.md 6)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from fake_gemini import create_app
from fake_gemini.state.interactions import MemoryStore
from tests.api import MODEL, Connect, Json, created, error_of, events, fold, post, text_of

_NOT_FOUND = (404, "not_found", "Requested entity was not found.")
_AGENT = "antigravity-preview-09-2026"


def _chain(client: httpx.Client, *texts: str) -> list[Json]:
    turns: list[Json] = []
    for text in texts:
        parent = {"previous_interaction_id": turns[-1]["id"]} if turns else {}
        turns.append(created(client, text, **parent))
    return turns


def test_second_turn_recalls_the_first(client: httpx.Client) -> None:
    _, second = _chain(client, "I have 2 dogs.", "How many paws?")
    assert 'You said: "How many paws?"' in text_of(second)
    assert 'Earlier you said: "I have 2 dogs."' in text_of(second)


def test_turn_without_parent_recalls_nothing(client: httpx.Client) -> None:
    _chain(client, "I have 2 dogs.")
    assert "Earlier" not in text_of(created(client, "How many paws?"))


def test_each_turn_is_an_interaction_of_its_own(client: httpx.Client) -> None:
    turns = _chain(client, "One.", "Two.", "Three.")
    assert len({turn["id"] for turn in turns}) == 3
    assert all(len(turn["steps"]) == 2 for turn in turns)


def test_branches_do_not_see_each_other(client: httpx.Client) -> None:
    # I-6-3
    trunk = created(client, "I have 2 dogs.")["id"]
    left = created(client, "They are black.", previous_interaction_id=trunk)["id"]
    right = created(client, "They are white.", previous_interaction_id=trunk)["id"]
    for branch, seen, unseen in ((left, "black", "white"), (right, "white", "black")):
        text = text_of(created(client, "Which colour?", previous_interaction_id=branch))
        assert seen in text and unseen not in text and "2 dogs" in text


def test_equal_branches_are_different_interactions_with_the_same_words(
    client: httpx.Client,
) -> None:
    trunk = created(client, "Hello.")["id"]
    twins = [created(client, "Go on.", previous_interaction_id=trunk) for _ in range(2)]
    assert twins[0]["id"] != twins[1]["id"]
    assert twins[0]["steps"] == twins[1]["steps"]


def test_same_text_after_another_history_has_other_words(client: httpx.Client) -> None:
    words = {text_of(_chain(client, first, "Go on.")[1]) for first in ("One.", "Two.")}
    assert len(words) == 2


@pytest.mark.parametrize("name", ["null", "", "v1_unknown", "x", "é", "\x00", "v1_" + "A" * 67])
def test_unknown_parent_is_not_found(client: httpx.Client, name: str) -> None:
    # 10 row 8
    assert error_of(post(client, previous_interaction_id=name)) == _NOT_FOUND


def test_unstored_parent_has_no_id_to_continue(client: httpx.Client) -> None:
    # I-6-5
    stream = events(post(client, stream=True, store=False).text)
    name = stream[0]["interaction"]["id"]
    assert error_of(post(client, previous_interaction_id=name)) == _NOT_FOUND


def test_parent_of_another_key_is_not_found(connect: Connect) -> None:
    app = create_app()
    name = created(connect(app, key="one"))["id"]
    response = post(connect(app, key="two"), previous_interaction_id=name)
    assert error_of(response) == _NOT_FOUND


def test_unstored_child_reads_the_history_and_leaves_nothing(client: httpx.Client) -> None:
    # I-6-6
    parent = created(client, "My name is Ada.")["id"]
    body: dict[str, Any] = {"previous_interaction_id": parent, "store": False}
    child = created(client, "Who am I?", **body)
    assert "My name is Ada." in text_of(child)
    assert "id" not in child
    assert child == created(client, "Who am I?", **body)


def test_instructions_and_configuration_are_not_inherited(client: httpx.Client) -> None:
    # I-6-1
    first = created(
        client,
        "Hello.",
        system_instruction="End every reply with OVER",
        generation_config={"max_output_tokens": 200, "thinking_summaries": "auto"},
    )
    second = created(client, "Go on.", previous_interaction_id=first["id"])
    assert text_of(first).endswith("OVER")
    assert "OVER" not in text_of(second)
    assert "summary" not in second["steps"][0]


def test_model_and_agent_continue_each_other(client: httpx.Client) -> None:
    # I-6-4
    first = created(client, "My name is Ada.")
    body = {"agent": _AGENT, "input": "Hm.", "previous_interaction_id": first["id"]}
    second = client.post("/v1/interactions", json=body).json()
    third = created(client, "Who am I?", previous_interaction_id=second["id"])
    assert (first["model"], second["agent"], third["model"]) == (MODEL, _AGENT, MODEL)
    assert "My name is Ada." in text_of(third)


def test_streamed_turns_make_the_same_chain(client: httpx.Client) -> None:
    first = fold(events(post(client, "My name is Ada.", stream=True).text))
    body = {"previous_interaction_id": first["id"], "stream": True}
    second = fold(events(post(client, "Who am I?", **body).text))
    _, unary = _chain(client, "My name is Ada.", "Who am I?")
    assert second["steps"] == unary["steps"]


def test_second_turn_counts_the_new_input_only(client: httpx.Client) -> None:
    # 10 row 33
    _, second = _chain(client, "A long story. " * 50, "Go on.")
    alone = created(client, "Go on.")
    assert second["usage"]["total_input_tokens"] == alone["usage"]["total_input_tokens"]


def test_incomplete_parent_can_be_continued(client: httpx.Client) -> None:
    parent = created(client, "My name is Ada.", generation_config={"max_output_tokens": 1})
    assert parent["status"] == "incomplete"
    child = created(client, "Who am I?", previous_interaction_id=parent["id"])
    assert "My name is Ada." in text_of(child)


def test_first_and_latest_turns_are_recalled_at_depth_200(client: httpx.Client) -> None:
    last = _chain(client, *(f"Fact {number}." for number in range(200)))[-1]
    for number in (0, 196, 197, 198, 199):
        assert f'"Fact {number}."' in text_of(last)


def test_turn_at_depth_200_reads_and_stores_as_little_as_the_second(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []
    get = MemoryStore.get

    def counted(self: MemoryStore, scope: str, own: bytes) -> Any:
        record = get(self, scope, own)
        reads.append(len(repr(record.kept)) if record else 0)
        return record

    monkeypatch.setattr(MemoryStore, "get", counted)
    _chain(client, *["The same words again."] * 200)
    assert len(reads) == 199
    assert max(reads) < 2 * reads[1]
