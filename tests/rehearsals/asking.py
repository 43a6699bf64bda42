"""Requests with a trigger in them."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api import Json, post


def trigger(said: str) -> str:
    return f"[[fake: {said}]]"


def text(said: str) -> Json:
    return {"type": "text", "text": said}


def rehearse(
    client: httpx.Client, said: str, input: str = "Count from 1 to 20", **body: Any
) -> httpx.Response:
    """Ask with a trigger behind the input."""
    return post(client, [text(input), text(trigger(said))], **body)


def rehearsed(client: httpx.Client, said: str, **body: Any) -> Json:
    """Ask for what is not refused, and return it."""
    response = rehearse(client, said, **body)
    assert response.status_code == 200, response.text
    return dict(response.json())
