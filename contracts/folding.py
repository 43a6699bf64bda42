"""Puts the events of a stream together, as a client does (docs/wire/interactions.md 5.2, 5.3)."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from typing import Any

from .values import Value

Json = dict[str, Any]

# Deltas whose members are members of the step, each whole in one delta (I-4.3-7 to I-4.3-10).
_WHOLE = ("_call", "_result")
_MEDIA = ("image", "audio", "video", "document")


def fold(events: Sequence[Value]) -> Json:
    """Return the interaction with the steps that the events made.

    AssertionError names the event that does not fit: a delta before its start, a step that is not
    stopped, no `interaction.completed` at the end.
    """
    steps: list[Json] = []
    open_step: int | None = None
    for event in events:
        kind = event["event_type"].text
        if kind == "step.start":
            assert open_step is None, f"{event!r} starts a step inside another"
            open_step = event["index"].whole
            assert open_step == len(steps), f"{event!r} is not the next step, {len(steps)}"
            steps.append(copy.deepcopy(event["step"].raw))
        elif kind in ("step.delta", "step.stop"):
            assert event["index"] == open_step, f"{event!r} is not of the open step {open_step}"
            if kind == "step.delta":
                _apply(steps[-1], event["delta"])
            else:
                _finish(steps[-1], event)
                open_step = None
    assert open_step is None, f"step {open_step} is never stopped"
    return _completed(events, steps)


def _completed(events: Sequence[Value], steps: list[Json]) -> Json:
    last = events[-1] if events else Value({}, "the stream")
    assert last["event_type"] == "interaction.completed", f"the stream ends in {last!r}"
    interaction = last["interaction"]
    assert "steps" not in interaction, f"{interaction.path} has steps"
    told = {name: value.raw for name, value in interaction.fields.items()}
    return {**told, **({"steps": steps} if steps else {})}


def _apply(step: Json, delta: Value) -> None:
    kind = delta["type"].text
    if kind == "text":
        _append_text(step, delta["text"].text)
    elif kind == "text_annotation_delta":
        contents = step.get("content")
        assert contents, f"{delta!r} comes before the text it refers to"
        contents[-1].setdefault("annotations", []).extend(v.raw for v in delta["annotations"])
    elif kind == "thought_summary":
        step.setdefault("summary", []).append(delta["content"].raw)
    elif kind == "thought_signature":
        step["signature"] = delta["signature"].text
    elif kind == "arguments_delta":
        step["arguments"] = _pieces(step) + delta["arguments"].text
    elif kind in _MEDIA:
        step.setdefault("content", []).append(delta.raw)
    elif kind.endswith(_WHOLE):
        step.update({name: v.raw for name, v in delta.fields.items() if name != "type"})
    else:
        raise AssertionError(f"{delta!r} is of a type that no step has")


def _append_text(step: Json, text: str) -> None:
    contents = step.setdefault("content", [])
    if not contents or contents[-1].get("type") != "text":
        contents.append({"text": "", "type": "text"})
    contents[-1]["text"] += text


def _pieces(step: Json) -> str:
    """What of the arguments came before: a start has `{}` in their place."""
    before = step.get("arguments")
    return before if isinstance(before, str) else ""


def _finish(step: Json, event: Value) -> None:
    arguments = step.get("arguments")
    if step.get("type") != "function_call" or not isinstance(arguments, str):
        return
    try:
        step["arguments"] = json.loads(arguments)
    except ValueError:
        raise AssertionError(f"the arguments before {event!r} are no JSON: {arguments}") from None
