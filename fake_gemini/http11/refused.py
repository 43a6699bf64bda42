"""What the server answers itself: a request that is none, and an app that failed."""

from __future__ import annotations

from fake_gemini.http11.fields import Fields, status_line


class Refused(Exception):
    """A request that never reaches the app; `status` is that of its answer, the text its body."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def plain_answer(status: int, text: str, *, with_body: bool = True) -> bytes:
    """Return a whole answer after which the connection is closed."""
    body = text.encode()
    length = b"%d" % len(body)
    fields = Fields([(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", length)])
    head = b"%b%bconnection: close\r\n\r\n" % (status_line(status), fields.lines)
    return head + body if with_body else head
