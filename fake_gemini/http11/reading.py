"""The bytes of a connection as requests: what the parser, httptools, calls."""

from __future__ import annotations

from collections.abc import Callable

import httptools
from starlette.types import ASGIApp, Scope

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

Asked = Callable[[bytes, bytes, list[Pair], bytes], ASGIApp | None]
Opened = Callable[[Scope, bool, ASGIApp | None], Exchange]


class Reader:
    """Reads requests. `incoming` is the one whose end has not arrived.

    `asked` is called for a request of HTTP/1.1 that has arrived whole, on a connection that stays,
    with method, target, headers and body; it answers, or returns the app that does. For all others
    `opened` is called, with a scope made from `common`, whether the connection stays, and that app.
    It returns who takes the body.
    """

    def __init__(self, common: Scope, asked: Asked, opened: Opened) -> None:
        # With a place for all that a request says, so that a copy need not grow.
        self._common = {**common, **dict.fromkeys(_SAID)}
        self._asked = asked
        self._opened = opened
        self._target = b""
        self._headers: list[Pair] = []
        # Whether a head is complete and nobody takes its body yet; what it said, and what came of
        # its body.
        self._is_new = False
        self._keep_alive = False
        self._said: list[Pair] = []
        self._body: list[bytes] = []
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
        if self._is_new:
            self._open(None)
        if self._barren > MOST:
            raise _too_large()

    def close(self) -> None:
        """Let go of what holds this reader and is held by it."""
        self.incoming = None
        del self._parser, self._asked, self._opened

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
            self._is_new, self._keep_alive = True, parser.should_keep_alive()
            # Trailers would be added to them.
            self._said, self._headers = self._headers, []

    def on_body(self, body: bytes) -> None:
        self._barren = 0
        if self.incoming is not None:
            self.incoming.add(body)
        elif self._is_new:
            self._body.append(body)

    def on_message_complete(self) -> None:
        if self._is_new:
            self._take_whole()
        elif self.incoming is None:
            # It offers another protocol, and is read again without.
            return
        if self.incoming is not None:
            self.incoming.end()
            self.incoming = None
        self._target, self._headers = b"", []

    def _take_whole(self) -> None:
        """Have a whole request answered, or open it."""
        parser, app = self._parser, None
        if self._keep_alive and parser.get_http_version() == "1.1":
            body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
            app = self._asked(parser.get_method(), self._target, self._said, body)
            if app is None:
                self._is_new, self._body = False, []
                return
        self._open(app)

    def _open(self, app: ASGIApp | None) -> None:
        self._is_new = False
        exchange = self.incoming = self._opened(self._scope(), self._keep_alive, app)
        for piece in self._body:
            exchange.add(piece)
        self._body = []

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
        scope["headers"] = self._said
        scope["state"] = scope["state"].copy()
        return scope

    def _take_host(self) -> None:
        """Let the host of a URL as target stand for the one of the headers (RFC 9112, 3.2.2)."""
        host, self._target = split_url(self._target)
        if host is not None:
            self._said = [(b"host", host), *_without(b"host", self._said)]

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
