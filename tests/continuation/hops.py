"""Goes on with an answer until it is whole, as the official clients do."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api import Json, created, events, fold, post


def first(client: httpx.Client, input: Any = "Count from 1 to 20", **body: Any) -> Json:
    """Return the first hop, by a stream where the body asks for one."""
    if not body.get("stream"):
        return created(client, input, **body)
    response = post(client, input, **body)
    assert response.status_code == 200, response.text
    return fold(events(response.text))


def next_body(body: Json, token: str, owner: str | None) -> Json:
    """Return the body that goes on from `token`, which the interaction `owner` gave.

    docs/wire/interactions.md 8.2: with `store` false the whole request is sent again.
    """
    if body.get("store") is False:
        return {**body, "continuation_token": token}
    more = {"continuation_token": token, "previous_interaction_id": owner}
    return {**body, "input": None, **more}


def hops(client: httpx.Client, input: Any = "Count from 1 to 20", **body: Any) -> list[Json]:
    """Return every hop of an answer."""
    made = [first(client, input, **body)]
    while made[-1]["status"] == "requires_continuation":
        assert len(made) < 1000
        again = {"input": input, **body}
        more = next_body(again, made[-1]["continuation_token"], made[-1].get("id"))
        made.append(first(client, **more))
    return made


def text(hop: Json) -> str:
    """Return the text of a hop, which may have none."""
    return "".join(
        content["text"]
        for step in hop.get("steps", ())
        if step["type"] == "model_output"
        for content in step["content"]
    )
