"""Every kind of call on the page that started this project, as conversations of create bodies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

from tests.api import Json
from tests.sdk.programs import ORGAN

# Returns the answers to the turns of a call, by its name.
Words = Callable[[str], list[str]]

# Stands for the uri of the picture that each client uploads for itself.
PICTURE = "PICTURE"

# Turns of one conversation are chained by previous_interaction_id.
CALLS: dict[str, list[Json]] = {
    "text": [{"input": "How does AI work?"}],
    "thinking_level": [
        {"input": "How does AI work?", "generation_config": {"thinking_level": "low"}}
    ],
    "system_instruction": [
        {"input": "Hello there", "system_instruction": "You are a cat. Your name is Neko."}
    ],
    "temperature": [{"input": "Explain how AI works", "generation_config": {"temperature": 0.1}}],
    "multi_turn": [
        {"input": "I have 2 dogs in my house."},
        {"input": "How many paws are in my house?"},
        {"input": [{"type": "text", "text": "And which of my words was the first?"}]},
    ],
    "image": [
        {
            "input": [
                {"type": "text", "text": "Tell me about this instrument"},
                {"type": "image", "uri": PICTURE, "mime_type": "image/jpeg"},
            ]
        },
        {"input": "What did I just show you?"},
    ],
}


def picture(raw: httpx.Client) -> str:
    """Upload the picture by plain HTTP and return its uri."""
    headers = {"x-goog-upload-protocol": "raw", "content-type": "image/jpeg"}
    response = raw.post("/upload/v1/files", content=ORGAN.read_bytes(), headers=headers)
    assert response.status_code == 200, response.text
    return str(response.json()["file"]["uri"])


def with_picture(turns: list[Json], uri: str) -> list[Json]:
    """Return the turns with the uri of an uploaded picture."""
    return [_replaced(turn, uri) for turn in turns]


def as_step(input: str | list[Json]) -> Json:
    """Return the input of a turn as the step that it becomes in a history."""
    content = [{"type": "text", "text": input}] if isinstance(input, str) else input
    return {"type": "user_input", "content": content}


def _replaced(value: Any, uri: str) -> Any:
    if isinstance(value, dict):
        return {name: _replaced(item, uri) for name, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, uri) for item in value]
    return uri if value == PICTURE else value
