"""What replies have: each name, and the first flow that showed it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx

from tests.api import Json
from tests.coverage.fakes import Fakes
from tests.coverage.flows import FLOWS

# A kind of thing, and its name.
Thing = tuple[str, str]


def seen(fakes: Fakes) -> dict[Thing, str]:
    """Return every thing that occurred, with the title of the flow that brought it about."""
    found: dict[Thing, str] = {}
    for flow in FLOWS:
        for reply in flow.run(fakes.client()):
            for thing in _things(reply):
                found.setdefault(thing, flow.title)
    return found


def _things(reply: httpx.Response) -> Iterator[Thing]:
    if reply.status_code != 200:
        return
    if reply.headers["content-type"] != "text/event-stream":
        yield from _of_interaction(reply.json())
        return
    for line in reply.text.splitlines():
        if line.startswith("data: {"):
            yield from _of_event(json.loads(line.removeprefix("data: ")))


def _of_interaction(body: Json) -> Iterator[Thing]:
    yield "status", body["status"]
    yield from (("field", name) for name in body)
    yield from _of_usage(body.get("usage", {}))
    for step in body.get("steps", ()):
        yield from _of_step(step)


def _of_step(step: Json) -> Iterator[Thing]:
    kind = step["type"]
    yield "step", kind
    yield from (("step", f"{kind}.{name}") for name in step)
    if kind == "model_output":
        for content in step["content"]:
            yield "content", content["type"]
            yield from _annotations(content)


def _annotations(content: Json) -> Iterator[Thing]:
    """What is said of a text, in a content or in a delta."""
    yield from (("annotation", it["type"]) for it in content.get("annotations", ()))


def _of_usage(usage: Json) -> Iterator[Thing]:
    yield from (("usage", name) for name in usage)
    for counted in usage.get("input_tokens_by_modality", ()):
        yield "modality", counted["modality"]


def _of_event(event: Json) -> Iterator[Thing]:
    kind = event["event_type"]
    yield "event", kind
    yield from (("event", f"{kind}.{name}") for name in event)
    if "status" in event:
        yield "status", event["status"]
    if "delta" in event:
        yield "delta", event["delta"]["type"]
        yield from _annotations(event["delta"])
    told: Any = event.get("interaction", {})
    if told:
        yield from _of_interaction(told)
