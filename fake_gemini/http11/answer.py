"""An answer on its way: its head, and the framing of its body (RFC 9112, 6)."""

from __future__ import annotations

from collections.abc import Iterable

from fake_gemini.http11.fields import Fields, Pair, status_line

_BODILESS = frozenset({204, 304})


def whole_answer(status: int, fields: Fields, body: bytes, *, is_chunked: bool = False) -> bytes:
    """Return all that is written for an answer to HTTP/1.1 on a connection that stays.

    Raises `ValueError` where the fields say how the body or the connection ends, which is said
    here, or for a status without a body.
    """
    if fields.closes or fields.length is not None or status in _BODILESS:
        raise ValueError(f"{status} with {fields!r} is no answer that can be written at once")
    if is_chunked:
        head = b"%b%btransfer-encoding: chunked\r\n\r\n" % (status_line(status), fields.lines)
        return head + _chunk(body, more=False)
    return b"%b%bcontent-length: %d\r\n\r\n%b" % (
        status_line(status),
        fields.lines,
        len(body),
        body,
    )


class Answer:
    """What is written for one answer: its `head`, and then what `framed` returns.

    `is_current` is whether the client speaks HTTP/1.1, and `keep_alive` whether the connection
    stays. `length` is that of the whole body, where it is known and the headers do not say it.
    Raises `ValueError` for a status or header that cannot be written.
    """

    __slots__ = ("_has_body", "_is_chunked", "_left", "head", "keep_alive")

    def __init__(
        self,
        status: int,
        headers: Iterable[Pair],
        *,
        is_head: bool,
        is_current: bool,
        keep_alive: bool,
        length: int | None = None,
    ) -> None:
        fields = headers if type(headers) is Fields else Fields(headers)
        self._has_body = not is_head and status not in _BODILESS
        lines = b""
        if fields.length is not None:
            length = fields.length
        elif length is not None and status not in _BODILESS:
            lines = b"content-length: %d\r\n" % length
        self._left = length
        is_open_ended = self._has_body and length is None
        self._is_chunked = is_open_ended and is_current
        # To an old client only the end of the connection is the end of such a body.
        self.keep_alive = keep_alive and not fields.closes and (is_current or not is_open_ended)
        if self._is_chunked or not (self.keep_alive and is_current):
            lines += self._lines_of_server(is_current)
        self.head = b"%b%b%b\r\n" % (status_line(status), fields.lines, lines)

    def whole(self, body: bytes) -> bytes:
        """Return all that is written for an answer of one piece; raise as `framed` does."""
        if self._left != len(body) or not self._has_body:
            body = self.framed(body, more=False)
        return self.head + body

    def framed(self, body: bytes, *, more: bool) -> bytes:
        """Return what is written for a piece of the body, which may be nothing.

        Raises `RuntimeError` when the body is not as long as its `Content-Length`.
        """
        if self._is_chunked:
            return _chunk(body, more=more)
        if not self._has_body:
            return b""
        if self._left is not None:
            self._left -= len(body)
            if self._left < 0 or (self._left and not more):
                raise RuntimeError(
                    "the body is not as long as its Content-Length: "
                    + (f"{self._left} bytes are missing" if self._left > 0 else "it goes on")
                )
        return body

    def _lines_of_server(self, is_current: bool) -> bytes:
        lines = b"transfer-encoding: chunked\r\n" if self._is_chunked else b""
        if not self.keep_alive:
            return lines + b"connection: close\r\n"
        return lines if is_current else b"connection: keep-alive\r\n"


def _chunk(body: bytes, *, more: bool) -> bytes:
    if not body:
        return b"" if more else b"0\r\n\r\n"
    return (b"%x\r\n%b\r\n" if more else b"%x\r\n%b\r\n0\r\n\r\n") % (len(body), body)
