"""The frames of an event stream, as they were sent (docs/wire/interactions.md 5.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .values import Value

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines between two blank lines; `number` counts from 0."""

    number: int
    lines: tuple[str, ...]

    def field(self, name: str) -> str | None:
        """Return the value of a field, or None; `data` lines are joined."""
        values = [value for field, value in map(_parted, self.lines) if field == name]
        return "\n".join(values) if values else None

    @property
    def field_names(self) -> list[str]:
        return [name for name, _ in map(_parted, self.lines)]

    @property
    def data(self) -> str:
        data = self.field("data")
        assert data is not None, f"frame {self.number} has no data line: {self.lines}"
        return data

    @property
    def ends(self) -> bool:
        """Whether it is the one that says that nothing follows."""
        return self.field("data") == "[DONE]"

    @property
    def event(self) -> Value:
        """The event in the data line."""
        try:
            return Value(json.loads(self.data), f"event[{self.number}]")
        except ValueError:
            raise AssertionError(f"frame {self.number} holds no JSON: {self.data!r}") from None


def read_frames(body: bytes) -> tuple[Frame, ...]:
    """Split a stream into frames; AssertionError for what follows the last blank line."""
    try:
        *lines, rest = _LINE_END.split(body.decode())
    except UnicodeDecodeError as error:
        raise AssertionError(f"the stream is not UTF-8: {error}") from None
    blocks = list(_blocks(lines))
    assert not rest and not (lines and lines[-1]), (
        f"the stream breaks off in {(lines + [rest])[-2:]}"
    )
    return tuple(Frame(number, block) for number, block in enumerate(blocks))


def _blocks(lines: list[str]) -> Iterator[tuple[str, ...]]:
    block: list[str] = []
    for line in lines:
        if line:
            block.append(line)
        elif block:
            yield tuple(block)
            block = []


def _parted(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.removeprefix(" ")
