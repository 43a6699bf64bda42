"""Bodies as they are kept: JSON as JSON, streams frame by frame, whatever else as it came.

White space of JSON is all that is lost of it. What could not be had back otherwise is kept as text:
JSON in which a name comes twice, or that is nested without end.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from ..frames import Frame, read_frames

# One member: `json`, `frames`, `text` or `base64`. Where a stream broke off, `rest` counts the
# characters behind its frames. None is no body at all.
Body = dict[str, Any] | None
_FORMS = frozenset({"json", "frames", "text", "base64"})
_BESIDE = frozenset({"rest"})
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r)")
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
        return _as_frames(text)
    try:
        return {"json": read(text)}
    except (ValueError, RecursionError):
        return {"text": text}


def checked(body: Any) -> Body:
    """Return what somebody else has kept as a body; ValueError where it is none."""
    if body is None:
        return None
    if (
        not isinstance(body, dict)
        or len(body.keys() & _FORMS) != 1
        or body.keys() - _FORMS - _BESIDE
    ):
        raise ValueError(f"a body has one of {', '.join(sorted(_FORMS))}")
    frames = body.get("frames", [])
    if not isinstance(frames, list) or not all(map(_is_frame, frames)):
        raise ValueError("a frame has an event with data or text, or lines")
    if not all(isinstance(body.get(form, ""), str) for form in ("text", "base64")):
        raise ValueError("text and base64 are strings")
    _check_depth(body, _DEEPEST + len(_FORMS))
    return body


def _is_frame(frame: Any) -> bool:
    if not isinstance(frame, dict):
        return False
    lines = frame.get("lines")
    return "event" in frame if lines is None else isinstance(lines, list)


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


def _as_frames(text: str) -> Body:
    """The frames of a stream, up to where it breaks off.

    The text behind that is only counted: a secret could begin before it, and end in it.
    """
    whole, rest = _parted(text)
    frames = [_frame(frame) for frame in read_frames(whole.encode())]
    return {"frames": frames, **({"rest": len(rest)} if rest else {})}


def _parted(text: str) -> tuple[str, str]:
    """What is whole of a stream, and what follows its last blank line."""
    ends = [match.end() for match in _LINE.finditer(text) if not match[1]]
    end = ends[-1] if ends else 0
    return text[:end], text[end:]


def _frame(frame: Frame) -> dict[str, Any]:
    """`event` and `data`, or `text` where the data is no JSON.

    A frame of another form has its `lines`; what stands in its data lines is told once.
    """
    names = frame.field_names
    told: dict[str, Any] = {"event": frame.field("event")}
    if names != ["event", "data"]:
        told = {"lines": [name if name == "data" else line
                          for name, line in zip(names, frame.lines, strict=True)]}  # fmt: skip
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
