"""What the default model says when nothing is dictated (design: useful with no set-up)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import MODEL, Connect, created, post, text_of

_AGENT = "antigravity-preview-09-2026"


def test_last_input_is_quoted(client: httpx.Client) -> None:
    text = text_of(created(client, "Where is my hat?"))
    assert text.startswith('You said: "Where is my hat?"\n')


def test_text_parts_are_quoted_together(client: httpx.Client) -> None:
    parts = [{"type": "text", "text": text} for text in ("First part.", "Second part.")]
    assert 'You said: "First part.\nSecond part."' in text_of(created(client, parts))


def test_system_instruction_is_quoted(client: httpx.Client) -> None:
    text = text_of(created(client, system_instruction="Speak like a pirate."))
    assert 'My instruction is: "Speak like a pirate."' in text


def test_long_input_is_quoted_in_part(client: httpx.Client) -> None:
    text = text_of(created(client, "long " * 1000))
    assert len(text) < 1000
    assert "long long" in text and "..." in text


@pytest.mark.parametrize(
    "quoted", ['say "hi"', "back\\slash", "</script>", "%s {0}", "𝕳𝖎 ҈", "\u202e"]
)
def test_signs_of_the_input_are_quoted_as_they_are(client: httpx.Client, quoted: str) -> None:
    assert f'You said: "{quoted}"' in text_of(created(client, quoted))


def test_whitespace_alone_is_an_input(client: httpx.Client) -> None:
    assert created(client, " \n ")["status"] == "completed"


def test_empty_text_content_is_answered(client: httpx.Client) -> None:
    reply = created(client, {"type": "text", "text": ""})
    assert text_of(reply)
    assert "You said" not in text_of(reply)


def test_equal_requests_say_the_same(client: httpx.Client) -> None:
    assert created(client)["steps"] == created(client)["steps"]


@pytest.mark.parametrize(
    "change",
    [
        {"input": "Hello!"},
        {"model": "gemini-2.5-pro"},
        {"system_instruction": "Be brief."},
        {"generation_config": {"seed": 1}},
        {"generation_config": {"top_k": 3}},
    ],
    ids=str,
)
def test_another_question_has_other_words(client: httpx.Client, change: dict[str, str]) -> None:
    plain = created(client, "Hello", generation_config={"thinking_level": "minimal"})
    body = {"input": "Hello", "generation_config": {"thinking_level": "minimal"}, **change}
    assert created(client, **body)["steps"] != plain["steps"]


@pytest.mark.parametrize(
    "change",
    [
        {"store": False},
        {"service_tier": "flex"},
        {"previous_interaction_id": None},
        {"generation_config": {}},
        {"safety_settings": [{"type": "jailbreak", "threshold": "off"}]},
        {"model": f"models/{MODEL}"},
    ],
    ids=str,
)
def test_other_fields_do_not_change_the_words(
    client: httpx.Client, change: dict[str, object]
) -> None:
    assert created(client, **change)["steps"] == created(client)["steps"]


def test_model_and_agent_have_their_own_words(client: httpx.Client) -> None:
    body = {"agent": _AGENT, "input": "Hello"}
    reply = client.post("/v1/interactions", json=body).json()
    assert text_of(reply) != text_of(created(client))
    assert reply["steps"][0]["type"] == "thought"


def test_seed_changes_the_words(connect: Connect) -> None:
    assert len({text_of(created(connect(seed=seed))) for seed in range(3)}) == 3


def test_minimal_thought_has_the_constant_signature(client: httpx.Client) -> None:
    reply = created(client, generation_config={"thinking_level": "minimal"})
    again = created(client, "Else", generation_config={"thinking_level": "minimal"})
    assert reply["usage"]["total_thought_tokens"] == 0
    assert reply["steps"][0] == again["steps"][0]
    assert reply["steps"][0]["signature"].startswith("CiQ")


@pytest.mark.parametrize("name", ["gemini-3.5-transcribe", "lyria-3.5", "gemini-2.5-flash-image"])
def test_model_that_does_not_think_has_no_thought(client: httpx.Client, name: str) -> None:
    reply = created(client, model=name)
    assert [step["type"] for step in reply["steps"]] == ["model_output"]
    assert reply["usage"]["total_thought_tokens"] == 0


def test_large_input_is_answered(client: httpx.Client) -> None:
    response = post(client, "word " * 400_000)
    assert response.status_code == 200
    assert len(response.content) < 10_000
