"""The tokens of what a create sends (docs/wire/interactions.md 9.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_gemini.replies.conversation import Attach
from fake_gemini.replies.tokens import by_modality, text_tokens
from fake_gemini.turn import Json
from fake_gemini.wire.create import Create
from fake_gemini.wire.input import contents_of
from fake_gemini.wire.json import compact
from fake_gemini.wire.kinds import CONTENT_KINDS

# What a step of a tool says; its ids and signatures are not read by a model.
_SAYING = ("name", "arguments", "result")


def input_tokens(create: Create, attach: Attach) -> tuple[tuple[str, int], ...]:
    """Return (modality, tokens): of the steps, the system instruction and the declared tools."""
    texts: list[str] = []
    media: list[Json] = []
    for step in create.steps:
        for content in contents_of(step):
            if content["type"] == "text":
                texts.append(content["text"])
            else:
                media.append(content)
        texts.extend(_said_by_tools(step))
    if create.system_instruction:
        texts.append(create.system_instruction)
    if create.functions:
        texts.append(_spelled(create.sent["tools"]))
    return by_modality(texts, map(attach, media))


def json_tokens(value: Json) -> int:
    """Return the tokens of a JSON object as it is written."""
    return text_tokens(_spelled(value))


def _said_by_tools(step: Json) -> Iterator[str]:
    for name in _SAYING:
        if name not in step:
            continue
        value = step[name]
        if step["type"] == "function_result" and isinstance(value, list):
            # Its contents are counted as what they are.
            value = [part for part in value if part["type"] not in CONTENT_KINDS]
        if value:
            yield _spelled(value)


def _spelled(value: Any) -> str:
    return value if isinstance(value, str) else compact(value).decode()
