"""The bytes of a connection as requests: what the parser, httptools, calls."""

from __future__ import annotations

from collections.abc import Callable

import httptools
from starlette.types import Scope

from fake_gemini.http11.exchange import Exchange
from fake_gemini.http11.fields import Pair
from fake_gemini.http11.refused import Refused
from fake_gemini.http11.target import known_target, read_target, split_url

# The most bytes of a head, and of anything else that nothing comes of: trailers, empty lines,
# extensions of chunks.
MOST = 64 * 1024

# A shorter target is likely to come again; one with a query may hold a key, which is not kept.
_SHORT = 60

_SPOKEN = ("1.1", "1.0")
_SAID = ("http_version", "method", "path", "raw_path", "query_string", "headers")

Opened = Callable[[Scope, bool], Exchange]


class Reader:
    """Reads requests. `incoming` is the one whose end has not arrived.

    `opened` is called when a head is complete, with a scope made from `common` and whether the
    connection stays, and returns who takes the body.
    """

    def __init__(self, common: Scope, opened: Opened) -> None:
        # With a place for all that a request says, so that a copy need not grow.
        self._common = {**common, **dict.fromkeys(_SAID)}
        self._opened = opened
        self._target = b""
        self._headers: list[Pair] = []
        # Bytes since something came of them, and whether a head may be among too many of them.
        self._barren = 0
        self._may_be_large = False
        self.incoming: Exchange | None = None
        self._parser = self._new_parser()

    @property
    def is_between(self) -> bool:
        """Whether nothing of a request has arrived but what was complete."""
        return self.incoming is None and not self._target

    def feed(self, data: bytes) -> None:
        """Read on, or raise `Refused`; after that nothing more can be read."""
        self._barren += len(data)
        self._may_be_large = self._barren > MOST
        try:
            self._parse(data)
        except httptools.HttpParserError as error:
            raise _refusal(error) from None
        if self._barren > MOST:
            raise _too_large()

    def close(self) -> None:
        """Let go of what holds this reader and is held by it."""
        self.incoming = None
        del self._parser, self._opened

    # The names of the next five are httptools'.

    def on_url(self, url: bytes) -> None:
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        if self._may_be_large and self._size() > MOST:
            raise _too_large()
        self._barren = 0
        parser = self._parser
        if not parser.should_upgrade():
            self.incoming = self._opened(self._scope(), parser.should_keep_alive())
            # Trailers would be added to what the app has.
            self._headers = []

    def on_body(self, body: bytes) -> None:
        self._barren = 0
        if self.incoming is not None:
            self.incoming.add(body)

    def on_message_complete(self) -> None:
        if self.incoming is not None:
            self.incoming.end()
            self.incoming = None
            self._target, self._headers = b"", []

    def _parse(self, data: bytes | memoryview) -> None:
        """Parse on, past every offer of another protocol."""
        while True:
            try:
                return self._parser.feed_data(data)
            except httptools.HttpParserUpgrade as offer:
                data = memoryview(data)[offer.args[0] :]
            self._decline()

    def _scope(self) -> Scope:
        version = self._parser.get_http_version()
        if version not in _SPOKEN:
            raise Refused(400, f"HTTP/{version} is not spoken here; accepted: HTTP/1.1, HTTP/1.0.")
        if not self._target.startswith(b"/"):
            self._take_host()
        scope = self._common.copy()
        scope["http_version"] = version
        scope["method"] = self._parser.get_method().decode("ascii")
        again = len(self._target) < _SHORT and b"?" not in self._target
        read = known_target if again else read_target
        scope["path"], scope["raw_path"], scope["query_string"] = read(self._target)
        scope["headers"] = self._headers
        scope["state"] = scope["state"].copy()
        return scope

    def _take_host(self) -> None:
        """Let the host of a URL as target stand for the one of the headers (RFC 9112, 3.2.2)."""
        host, self._target = split_url(self._target)
        if host is not None:
            self._headers = [(b"host", host), *_without(b"host", self._headers)]

    def _decline(self) -> None:
        """Read a head again without its offer of another protocol: the parser drops the body."""
        if self._parser.get_method() == b"CONNECT":
            raise Refused(400, "CONNECT is for proxies, and this is none.")
        version = self._parser.get_http_version().encode()
        lines = [b"%b %b HTTP/%b" % (self._parser.get_method(), self._target, version)]
        lines += (b"%b: %b" % pair for pair in _without(b"upgrade", self._headers))
        self._target, self._headers = b"", []
        self._parser = self._new_parser()
        self._parser.feed_data(b"\r\n".join([*lines, b"", b""]))

    def _new_parser(self) -> httptools.HttpRequestParser:
        parser = httptools.HttpRequestParser(self)
        # What comes behind the last request is not looked at, and does not spoil its answer.
        parser.set_dangerous_leniencies(lenient_data_after_close=True)
        return parser

    def _size(self) -> int:
        """Return the bytes of the head that was read."""
        return len(self._target) + sum(len(name) + len(value) + 4 for name, value in self._headers)


def _without(name: bytes, headers: list[Pair]) -> list[Pair]:
    return [pair for pair in headers if pair[0] != name]


def _refusal(error: httptools.HttpParserError) -> Exception:
    """Return what is wrong with a request; a fault of our own is no fault of the client."""
    if isinstance(error, httptools.HttpParserCallbackError):
        cause = error.__context__
        assert isinstance(cause, Exception)
        return cause
    return Refused(400, f"Malformed HTTP request: {error}; spoken here: HTTP/1.1, HTTP/1.0.")


def _too_large() -> Refused:
    return Refused(431, f"The head of the request is too large; accepted: {MOST} bytes.")
