"""Every text in a JSON value, with its place, so that it can be looked at and replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..schema.findings import step_to


@dataclass(frozen=True, slots=True)
class Piece:
    """A text at a place. Pieces of one `thread` continue each other in a stream; "" is none."""

    text: str
    place: str
    thread: str
    replace: Callable[[str], None] = field(repr=False, compare=False)


def pieces(value: Any) -> Iterator[Piece]:
    """Yield each text below `value`, also names of members, in order."""
    yield from _below(value, "", None)


def rewritten(value: Any, change: Callable[[str], str]) -> Any:
    """Return a copy in which every text, names of members included, is what `change` returns."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(name): rewritten(item, change) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [rewritten(item, change) for item in value]
    return value


def _below(holder: Any, place: str, thread: str | None) -> Iterator[Piece]:
    members = holder.items() if isinstance(holder, dict) else enumerate(holder)
    for key, item in list(members):
        there = place + (step_to(key) if isinstance(key, str) else f"[{key}]")
        following = _thread(thread, holder, key)
        if isinstance(key, str):
            yield Piece(key, there, "", _cannot_rename)
        if isinstance(item, str):
            yield Piece(item, there, following or "", _setter(holder, key))
        elif isinstance(item, dict | list | tuple):
            yield from _below(item, there, following)


def _thread(thread: str | None, holder: Any, key: str | int) -> str | None:
    """What a text continues: begins with the frames, whose number in the stream does not count."""
    if key == "frames":
        return "frames"
    if thread is None:
        return None
    if not isinstance(key, str):
        return thread
    # Deltas of two steps, or of two kinds, are told one beside the other.
    beside = [str(holder[name]) for name in ("index", "type") if name in holder]
    return f"{thread}.{key}({','.join(beside)})" if beside else f"{thread}.{key}"


def _setter(holder: Any, key: Any) -> Callable[[str], None]:
    def replace(text: str) -> None:
        holder[key] = text

    return replace


def _cannot_rename(text: str) -> None:
    raise TypeError("a name of a member is no piece of a stream")
