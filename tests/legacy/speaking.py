"""Fakes that speak the retired schema, and its streams put together as clients of that time did."""

from __future__ import annotations

from typing import Any, Final

import httpx

from tests.api import Connect, Json, events, post

LEGACY: Final = "2026-05-07"
TODAY = {"Api-Revision": "2026-05-20"}


def legacy_client(connect: Connect, **settings: Any) -> httpx.Client:
    return connect(revision=LEGACY, **settings)


def told(client: httpx.Client, input: Any = "Hello", **body: Any) -> Json:
    """Return the interaction that a legacy stream tells."""
    return fold(events(post(client, input, stream=True, **body).text))


def fold(stream: list[Json]) -> Json:
    outputs: list[Json] = []
    for event in stream:
        if event["event_type"] == "content.start":
            assert event["index"] == len(outputs)
            outputs.append(dict(event["content"]))
        elif event["event_type"] == "content.delta":
            _apply(outputs[event["index"]], event["delta"])
    last = stream[-1]
    assert last["event_type"] == "interaction.complete"
    return {**last["interaction"], **({"outputs": outputs} if outputs else {})}


def _apply(content: Json, delta: Json) -> None:
    if delta["type"] == "text":
        content["text"] = content.get("text", "") + delta["text"]
    elif delta["type"] == "text_annotation":
        content["annotations"] = delta["annotations"]
    elif delta["type"] == "thought_summary":
        content.setdefault("summary", []).append(delta["content"])
    elif delta["type"] == "thought_signature":
        content["signature"] = delta["signature"]
    else:
        assert delta["type"] == content["type"] == "function_call"
        content.update(delta)
