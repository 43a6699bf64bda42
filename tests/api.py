"""Requests that many tests make, and what comes back, as plain values."""

from __future__ import annotations

import json
from typing import Any, Protocol

import httpx
from starlette.applications import Starlette

MODEL = "gemini-3-flash-preview"
KEY = "test-key"

Json = dict[str, Any]


class Connect(Protocol):
    """Returns a client of a fake: of `app`, or of a new one with the given settings."""

    def __call__(
        self, app: Starlette | None = None, *, key: str = KEY, **settings: Any
    ) -> httpx.Client: ...


def post(client: httpx.Client, input: Any = "Hello", **body: Any) -> httpx.Response:
    """Create an interaction with the usual model; `body` adds and replaces fields."""
    return client.post("/v1/interactions", json={"model": MODEL, "input": input, **body})


def created(client: httpx.Client, input: Any = "Hello", **body: Any) -> Json:
    """Create an interaction that is not refused, and return it."""
    response = post(client, input, **body)
    assert response.status_code == 200, response.text
    return dict(response.json())


def text_of(interaction: Json) -> str:
    """Return the text that the model answered."""
    return "".join(
        content["text"]
        for step in interaction["steps"]
        if step["type"] == "model_output"
        for content in step["content"]
    )


def error_of(response: httpx.Response) -> tuple[int, str, str]:
    """Return status, code and message of a refusal by the Interactions service."""
    error = response.json()["error"]
    return response.status_code, error["code"], error["message"]


def frames(body: str) -> list[tuple[str, str]]:
    """Return the (event, data) pairs of a stream, `done` included."""
    assert body.endswith("\n\n")
    pairs = []
    for block in body.removesuffix("\n\n").split("\n\n"):
        event, data = block.split("\n")
        pairs.append((event.removeprefix("event: "), data.removeprefix("data: ")))
    return pairs


def events(body: str) -> list[Json]:
    """Return the events of a whole stream, without the final `done`."""
    *pairs, last = frames(body)
    assert last == ("done", "[DONE]")
    return [json.loads(data) for _, data in pairs]


def fold(stream: list[Json]) -> Json:
    """Return the interaction that a whole stream tells, as a client would put it together."""
    steps: list[Json] = []
    spelled: dict[int, str] = {}
    for event in stream:
        if event["event_type"] == "step.start":
            assert event["index"] == len(steps)
            steps.append(_started(event["step"]))
        elif event["event_type"] == "step.delta":
            at, delta = event["index"], event["delta"]
            if delta["type"] == "arguments_delta":
                spelled[at] = spelled.get(at, "") + delta["arguments"]
            else:
                _apply(steps[at], delta)
        elif event["event_type"] == "step.stop" and event["index"] in spelled:
            steps[event["index"]]["arguments"] = json.loads(spelled[event["index"]])
    last = stream[-1]
    assert last["event_type"] == "interaction.completed"
    return {**last["interaction"], **({"steps": steps} if steps else {})}


def _started(step: Json) -> Json:
    """Return a step as it begins; the empty signature of a call is in streams only (I-5.3-6)."""
    if step["type"] != "function_call":
        return dict(step)
    assert step["signature"] == "" and step["arguments"] == {}
    return {name: step[name] for name in step if name != "signature"}


def _apply(step: Json, delta: Json) -> None:
    if delta["type"] == "text_annotation_delta":
        step["content"][-1]["annotations"] = delta["annotations"]
    elif delta["type"] == "text":
        parts = step.setdefault("content", [{"text": "", "type": "text"}])
        parts[-1]["text"] += delta["text"]
    elif delta["type"] == "thought_summary":
        step.setdefault("summary", []).append(delta["content"])
    elif delta["type"] == "thought_signature":
        step["signature"] = delta["signature"]
    else:
        raise AssertionError(f"no such delta: {delta}")
