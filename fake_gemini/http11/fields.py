"""The head of an answer: its status line, and header fields that know their own bytes."""

from __future__ import annotations

import string
from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus

Pair = tuple[bytes, bytes]

_TOKEN = (string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~").encode()
# Neither CR nor LF is among them: those are counted.
_CONTROL = bytes({*range(9), 11, 12, *range(14, 32), 127})
_STATUS_LINES = {
    status.value: b"HTTP/1.1 %d %b\r\n" % (status, status.phrase.encode()) for status in HTTPStatus
}


class Fields(tuple[Pair, ...]):
    """The headers of an answer, rendered once.

    As a tuple they cannot change, so that `lines` is always what they say; middleware may want a
    list that can. `lines` leaves out what is the server's to say, `Connection` and
    `Transfer-Encoding`; `closes` is whether they ask for the end of the connection. `length` is
    `Content-Length`, or None when there is none.

    Raises `ValueError` for a name that is no token, a control character, or a length that is no
    number.
    """

    lines: bytes
    length: int | None
    closes: bool

    def __new__(cls, pairs: Iterable[Pair]) -> Fields:
        self = super().__new__(cls, pairs)
        self.length, self.closes = None, False
        lines: list[bytes] = []
        for name, value in self:
            name = _checked_name(name)
            if name == b"connection":
                self.closes |= b"close" in map(bytes.strip, value.lower().split(b","))
            elif name != b"transfer-encoding":
                lines += (name, b": ", value, b"\r\n")
                if name == b"content-length":
                    self.length = _length(value, self.length)
        self.lines = b"".join(lines)
        if _is_broken(self.lines, len(lines) // 4):
            raise ValueError(f"a header value has a control character: {_broken(self)!r}")
        return self


@lru_cache(maxsize=64)
def status_line(status: int) -> bytes:
    """Return the first line of an answer, or raise `ValueError` when it cannot be one."""
    if status < 200 or status > 999:
        raise ValueError(f"{status} is no status of an answer; accepted: 200 to 999")
    return _STATUS_LINES.get(status) or b"HTTP/1.1 %d \r\n" % status


@lru_cache(maxsize=512)
def _checked_name(name: bytes) -> bytes:
    if not name or name.translate(None, _TOKEN):
        raise ValueError(f"{name!r} is no name of a header")
    return name.lower()


def _length(value: bytes, known: int | None) -> int:
    if not value.isdigit() or known not in (None, int(value)):
        raise ValueError(f"{value!r} is no Content-Length, or not the only one")
    return int(value)


def _is_broken(lines: bytes, count: int) -> bool:
    if lines.count(b"\r") != count or lines.count(b"\n") != count:
        return True
    return len(lines.translate(None, _CONTROL)) != len(lines)


def _broken(pairs: Iterable[Pair]) -> bytes:
    """Return the name of the first header with a control character in its value."""
    return next(name for name, value in pairs if _is_broken(value, 0))
