"""Splits a multipart body into its parts as it arrives (docs/wire/files.md 2.2).

Nothing but a part's headers and the tail that may begin a boundary is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from fake_gemini.errors import InvalidRequest

_BOUNDARY = re.compile(r';\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.A | re.I)
_LONGEST_HEADERS = 16 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning of a part: its headers, names in lower case."""

    headers: dict[str, str]


class End(Enum):
    """What a piece of the body ended."""

    PART = "a part"
    BODY = "the body"


Event = Part | bytes | End


class _At(Enum):
    CONTENT = "before a boundary"
    HEADERS = "in the headers of a part"
    DONE = "behind the last boundary"


def boundary_of(content_type: str) -> bytes:
    """Return the boundary that a `Content-Type` names."""
    match = _BOUNDARY.search(content_type)
    if match is None:
        raise InvalidRequest("The Content-Type of a multipart upload names no boundary.")
    return (match[1] or match[2]).encode("latin-1")


class Splitter:
    """Takes pieces of a body of any size, gives what they begin, hold and end."""

    def __init__(self, boundary: bytes) -> None:
        delimiter = b"\r\n--" + boundary
        # A longer line is content like any other.
        self._line = re.compile(re.escape(delimiter) + rb"(--|\r\n)")
        self._longest = len(delimiter) + 2
        # The first boundary needs no line before it.
        self._rest = b"\r\n"
        # Where in the rest the next step begins: to cut it off each time would copy the rest.
        self._next = 0
        self._at = _At.CONTENT
        self._in_part = False

    def feed(self, data: bytes) -> Iterator[Event]:
        """Yield what another piece of the body brings; content between two boundaries at once."""
        self._rest = self._rest[self._next :] + data
        self._next = 0
        while True:
            before = (self._at, self._next)
            if self._at is _At.CONTENT:
                yield from self._content()
            elif self._at is _At.HEADERS:
                yield from self._headers()
            else:
                self._next = len(self._rest)
            if (self._at, self._next) == before:
                return

    def close(self) -> None:
        """Raise when the body ended before its last boundary."""
        if self._at is not _At.DONE:
            raise InvalidRequest("The multipart body ends before its closing boundary.")

    def _content(self) -> Iterator[Event]:
        line = self._line.search(self._rest, self._next)
        # What may be the beginning of a boundary waits for the next piece.
        end = line.start() if line else max(self._next, len(self._rest) - self._longest + 1)
        content, self._next = self._rest[self._next : end], end
        if content and self._in_part:
            yield content
        if line:
            yield from self._boundary(line)

    def _boundary(self, line: re.Match[bytes]) -> Iterator[Event]:
        # The headers begin with the line break, because there may be none.
        self._next = line.start(1)
        if self._in_part:
            yield End.PART
        self._in_part = False
        self._at = _At.DONE if line[1] == b"--" else _At.HEADERS
        if self._at is _At.DONE:
            yield End.BODY

    def _headers(self) -> Iterator[Event]:
        end = self._rest.find(b"\r\n\r\n", self._next)
        if (end if end >= 0 else len(self._rest)) - self._next > _LONGEST_HEADERS:
            raise InvalidRequest("The headers of a part are too long.")
        if end < 0:
            return
        lines = self._rest[self._next : end].decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(":") for line in lines)
        self._in_part, self._at, self._next = True, _At.CONTENT, end + 4
        yield Part({name.strip().lower(): value.strip() for name, _, value in pairs})
