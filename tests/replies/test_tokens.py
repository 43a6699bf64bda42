"""Token counts and the usage of a turn (docs/wire/interactions.md 9.1)."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini.replies.tokens import cut, text_tokens
from tests.api import Json, created

_KEYS = [
    "total_tokens",
    "total_input_tokens",
    "input_tokens_by_modality",
    "total_cached_tokens",
    "total_output_tokens",
    "total_tool_use_tokens",
    "total_thought_tokens",
]
_BODIES: dict[str, Json] = {
    "text": {"input": "What's the highest mountain in Africa?"},
    "instruction": {"input": "Hi", "system_instruction": "Be brief."},
    "no thought": {"input": "Hi", "generation_config": {"thinking_level": "minimal"}},
    "incomplete": {"input": "Hi", "generation_config": {"max_output_tokens": 3}},
    "media": {"input": [{"type": "video", "data": "aGk="}, {"type": "text", "text": "What?"}]},
    "empty text": {"input": {"type": "text", "text": ""}},
}


@pytest.mark.parametrize("body", _BODIES.values(), ids=_BODIES)
def test_usage_has_the_recorded_keys(client: httpx.Client, body: Json) -> None:
    assert list(created(client, **body)["usage"]) == _KEYS


@pytest.mark.parametrize("body", _BODIES.values(), ids=_BODIES)
def test_total_is_the_sum_of_its_parts(client: httpx.Client, body: Json) -> None:
    # I-9.1-15
    usage = created(client, **body)["usage"]
    parts = ("input", "output", "tool_use", "thought")
    assert usage["total_tokens"] == sum(usage[f"total_{part}_tokens"] for part in parts)


@pytest.mark.parametrize("body", _BODIES.values(), ids=_BODIES)
def test_input_is_the_sum_of_its_modalities(client: httpx.Client, body: Json) -> None:
    usage = created(client, **body)["usage"]
    by_modality = usage["input_tokens_by_modality"]
    assert usage["total_input_tokens"] == sum(each["tokens"] for each in by_modality)


@pytest.mark.parametrize("kind", ["image", "audio", "video", "document"])
def test_media_count_under_their_modality(client: httpx.Client, kind: str) -> None:
    contents = [{"type": kind, "data": "aGk="}, {"type": "text", "text": "What is it?"}]
    by_modality = created(client, contents)["usage"]["input_tokens_by_modality"]
    assert by_modality == [{"modality": "text", "tokens": 3}, {"modality": kind, "tokens": 258}]


def test_system_instruction_is_counted(client: httpx.Client) -> None:
    alone, instructed = (
        created(client, "Hi", system_instruction=text)["usage"]["total_input_tokens"]
        for text in (None, "Be brief.")
    )
    assert instructed == alone + 3


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), (" ", 1), ("Paris", 2), ("x" * 8, 2), ("x" * 9, 3), ("犬が二匹", 1), ("👩🏽‍🚀", 1)],
)
def test_four_characters_are_a_token(text: str, tokens: int) -> None:
    assert text_tokens(text) == tokens


@given(st.text(), st.integers(0, 50))
def test_cut_keeps_at_most_so_many_tokens(text: str, tokens: int) -> None:
    kept = cut(text, tokens)
    assert text.startswith(kept)
    assert text_tokens(kept) <= tokens
    assert kept == text or text_tokens(kept) == tokens


@given(st.text())
def test_count_is_the_smallest_limit_that_cuts_nothing(text: str) -> None:
    tokens = text_tokens(text)
    assert cut(text, tokens) == text
    assert not tokens or cut(text, tokens - 1) != text


@given(st.text(), st.integers(1, 50))
def test_text_in_pieces_counts_like_the_whole(text: str, tokens: int) -> None:
    whole, counted = text, 0
    while text:
        piece = cut(text, tokens)
        text, counted = text[len(piece) :], counted + text_tokens(piece)
    assert counted == text_tokens(whole)
