"""The frames of an event stream (docs/wire/interactions.md 5.1): bytes in, events out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from .findings import NONE, Finding, Findings, Kind, violation

Frame = dict[str, str]

# Only these end a line; str.splitlines knows more.
_LINE_END = re.compile(r"\r\n|\r|\n")
_KNOWN = ("event", "data")
_END, _ERROR = "done", "error"


def split(body: bytes) -> tuple[list[Frame], Findings]:
    """Each frame with its `event` and `data`, and what is wrong with the framing.

    UnicodeDecodeError when the bytes are not UTF-8.
    """
    frames: list[Frame] = []
    found = NONE
    lines = _LINE_END.split(body.decode("utf-8"))
    for block in _blocks(lines):
        frame, wrong = _frame(block)
        found += tuple(finding.below(f"events[{len(frames)}]") for finding in wrong)
        frames.append(frame)
    if frames and lines[-2:] != ["", ""]:
        found += violation("has no blank line behind it", f"events[{len(frames) - 1}]")
    return frames, found + _order(frames)


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    for has_text, block in groupby(lines, key=bool):
        if has_text:
            yield list(block)


def _frame(lines: list[str]) -> tuple[Frame, Findings]:
    frame: Frame = {}
    found = NONE
    for line in lines:
        name, _, value = line.partition(":")
        if name not in _KNOWN:
            message = f"a line that the document does not know: {line}"
            found += (Finding("", message, Kind.ADDITIVE),)
        elif name in frame:
            found += violation(f"has more than one {name} line; accepted: one", f".{name}")
        else:
            frame[name] = value.removeprefix(" ")
    return frame, found


def _order(frames: list[Frame]) -> Findings:
    names = [frame.get("event") for frame in frames]
    if not names:
        return violation("found no event; accepted: events, the last one done", "events")
    # Whether `done` follows an error is not known (I-10-30).
    if names[-1] not in (_END, _ERROR):
        return violation(f"the last one is {names[-1]}; accepted: {_END}", "events")
    if _END in names[:-1]:
        return violation(
            "found more events behind it; accepted: none", f"events[{names.index(_END)}]"
        )
    return NONE
