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
    BOUNDARY = "behind a boundary"
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
        self._delimiter = b"\r\n--" + boundary
        # The first boundary needs no line before it.
        self._rest = b"\r\n"
        self._at = _At.CONTENT
        self._in_part = False

    def feed(self, data: bytes) -> Iterator[Event]:
        """Yield what another piece of the body brings."""
        self._rest += data
        while True:
            before = (self._at, len(self._rest))
            if self._at is _At.CONTENT:
                yield from self._content()
            elif self._at is _At.BOUNDARY:
                yield from self._boundary()
            elif self._at is _At.HEADERS:
                yield from self._headers()
            else:
                self._rest = b""
            if (self._at, len(self._rest)) == before:
                return

    def close(self) -> None:
        """Raise when the body ended before its last boundary."""
        if self._at is not _At.DONE:
            raise InvalidRequest("The multipart body ends before its closing boundary.")

    def _content(self) -> Iterator[Event]:
        found = self._rest.find(self._delimiter)
        # What may be the beginning of a boundary waits for the next piece.
        end = found if found >= 0 else max(0, len(self._rest) - len(self._delimiter) + 1)
        content, self._rest = self._rest[:end], self._rest[end:]
        if content and self._in_part:
            yield content
        if found >= 0:
            self._at = _At.BOUNDARY

    def _boundary(self) -> Iterator[Event]:
        behind = self._rest[len(self._delimiter) : len(self._delimiter) + 2]
        if len(behind) < 2:
            return
        if behind not in (b"--", b"\r\n"):
            # Only the beginning of a longer line: content like any other.
            if self._in_part:
                yield self._rest[:2]
            self._rest, self._at = self._rest[2:], _At.CONTENT
            return
        if self._in_part:
            yield End.PART
            self._in_part = False
        self._rest = self._rest[len(self._delimiter) :]
        self._at = _At.HEADERS if behind == b"\r\n" else _At.DONE
        if self._at is _At.DONE:
            yield End.BODY

    def _headers(self) -> Iterator[Event]:
        end = self._rest.find(b"\r\n\r\n")
        if max(end, len(self._rest) if end < 0 else 0) > _LONGEST_HEADERS:
            raise InvalidRequest("The headers of a part are too long.")
        if end < 0:
            return
        lines = self._rest[:end].decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(":") for line in lines)
        self._in_part, self._at = True, _At.CONTENT
        self._rest = self._rest[end + 4 :]
        yield Part({name.strip().lower(): value.strip() for name, _, value in pairs})
