"""The retired schema, revision 2026-05-07, as other words for the present one.

docs/wire/interactions.md 5.5 has both. One event becomes one event, so that event ids, resuming and
all that goes wrong on purpose need to know one schema only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fake_gemini.turn import Json

# The order of the recorded keys; what never stood in a legacy reply follows behind them.
_KEYS = ("id", "status", "role", "outputs", "usage", "created", "updated", "object")
_NOT_THERE = ("service_tier", "steps")

_EVENTS: Mapping[str, str] = {
    "interaction.created": "interaction.start",
    "interaction.completed": "interaction.complete",
    "step.start": "content.start",
    "step.delta": "content.delta",
    "step.stop": "content.stop",
}


def legacy_interaction(body: Json) -> Json:
    """Return an interaction with the `outputs` and the `role` that it had instead of steps."""
    told = {name: value for name, value in body.items() if name not in _NOT_THERE}
    told["role"] = "model"
    if steps := body.get("steps"):
        told["outputs"] = _outputs(steps)
    return {name: told.pop(name) for name in _KEYS if name in told} | told


def legacy_event(event: Json, steps: Sequence[Json]) -> Json:
    """Return an event of the stream in which `steps` are told."""
    kind = event["event_type"]
    rest = {name: value for name, value in event.items() if name != "event_type"}
    told: Json = {"event_type": _EVENTS.get(kind, kind), **rest}
    if kind == "step.start":
        told["content"] = {"type": _content_type(told.pop("step"))}
    elif kind == "step.delta":
        told["delta"] = _delta(event["delta"], steps[event["index"]])
    elif kind == "interaction.completed":
        told["interaction"] = legacy_interaction(event["interaction"])
    return told


def _outputs(steps: Iterable[Json]) -> list[Json]:
    """Contents, thoughts, calls and results in one list."""
    listed: list[Json] = []
    for step in steps:
        listed += step["content"] if step["type"] == "model_output" else [step]
    return listed


def _content_type(step: Json) -> str:
    """Whatever the model says, is text."""
    kind: str = step["type"]
    return "text" if kind == "model_output" else kind


def _delta(delta: Json, step: Json) -> Json:
    if delta["type"] == "arguments_delta":
        # A call came whole, with its id: there were no pieces of arguments.
        whole = {name: step[name] for name in ("id", "name", "arguments")}
        return {"type": "function_call", **whole}
    if delta["type"] == "text_annotation_delta":
        return {**delta, "type": "text_annotation"}
    return delta
