"""Bodies as they are kept: JSON as JSON, streams frame by frame, whatever else as it came.

White space of JSON is all that is lost. What could not be had back otherwise is kept as text: JSON
in which a name comes twice or that is nested without end, streams that break off.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from ..frames import Frame, read_frames

# One member: `json`, `frames`, `text` or `base64`. None is no body at all.
Body = dict[str, Any] | None


# Levels of JSON that anybody looks through.
_DEEPEST = 100


class _Unreadable(ValueError):
    """JSON that Python reads as something else, or that is too deep."""


def kept(data: bytes, media_type: str = "") -> Body:
    """Return a body in the form in which it is kept."""
    if not data:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}
    if media_type == "text/event-stream":
        return _as_frames(data) or {"text": text}
    try:
        return {"json": read(text)}
    except (ValueError, RecursionError):
        return {"text": text}


def read(text: str) -> Any:
    """Return the value of JSON that has one value only; ValueError for all other text."""
    found = json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
    _check_depth(found, _DEEPEST)
    return found


def value(body: Body) -> Any:
    """Return the JSON of a body, None where it is something else."""
    return None if body is None else body.get("json")


def events(body: Body) -> list[Any] | None:
    """Return what the frames of a stream hold, None where it is no stream."""
    if body is None or "frames" not in body:
        return None
    return [frame["data"] for frame in body["frames"] if "data" in frame]


def framing(body: Body) -> list[str]:
    """Return the forms that the frames of a stream have, each once."""
    frames = (body or {}).get("frames", ())
    return sorted({_form(frame) for frame in frames})


def _form(frame: dict[str, Any]) -> str:
    if "lines" in frame:
        return " ".join(line.partition(":")[0] for line in frame["lines"])
    data = frame.get("data")
    differs = isinstance(data, dict) and data.get("event_type", frame["event"]) != frame["event"]
    return "event of another type, data" if differs else "event data"


def _as_frames(data: bytes) -> Body:
    try:
        frames = read_frames(data)
    except AssertionError:
        return None
    return {"frames": [_frame(frame) for frame in frames]}


def _frame(frame: Frame) -> dict[str, Any]:
    """`event` and `data`, or `text` where the data is no JSON; `lines` where there are others."""
    names = frame.field_names
    told: dict[str, Any] = {"event": frame.field("event")}
    if names != ["event", "data"]:
        told = {"lines": list(frame.lines)}
    if "data" not in names:
        return told
    try:
        return {**told, "data": read(frame.data)}
    except (ValueError, RecursionError):
        return {**told, "text": frame.data}


def _check_depth(value: Any, left: int) -> None:
    if left == 0:
        raise _Unreadable(f"it is nested deeper than {_DEEPEST}")
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            _check_depth(item, left - 1)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unreadable("a name comes twice")
    return found


def _no_constant(name: str) -> Any:
    raise _Unreadable(f"{name} is no JSON")
