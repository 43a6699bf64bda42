"""A connection: requests in, answers out, one after the other in the order of the requests."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.utils import get_local_addr, get_remote_addr, is_ssl
from uvicorn.server import ServerState

from fake_gemini.http11.exchange import Exchange
from fake_gemini.http11.fields import Pair
from fake_gemini.http11.output import Output
from fake_gemini.http11.reading import Reader
from fake_gemini.http11.refused import Refused, plain_answer
from fake_gemini.http11.steps import Work, begun

logger = logging.getLogger(__name__)

AtOnce = Callable[[bytes, bytes, list[Pair], bytes], bytes | ASGIApp]


class Connection(asyncio.Protocol):
    """What uvicorn's server makes for each client: `uvicorn.Config(app, http=Connection)`.

    Of the configuration it knows the app and `timeout_keep_alive`; it writes no access log and adds
    no headers. An app may have a `quick` one beside it, which is begun without a task, may answer
    with `Fields`, and may send with the head of an answer what is ready of its body. It may also be
    asked `at_once` about a request that has arrived whole, and returns the bytes of its answer or
    the app that answers it.
    """

    transport: asyncio.Transport

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        quick = getattr(config.loaded_app, "quick", None)
        self._is_quick = quick is not None
        self._app: ASGIApp = quick or config.loaded_app
        self._at_once: AtOnce | None = getattr(config.loaded_app, "at_once", None)
        self._patience = config.timeout_keep_alive
        self._server = server_state
        # uvicorn names its own protocols as what may be in it.
        self._connections: set[Any] = server_state.connections
        self._app_state = app_state
        self._loop = _loop or asyncio.get_running_loop()
        # What is not answered yet; the first one is being answered.
        self._exchanges: deque[Exchange] = deque()
        self._is_advancing = False
        # Set when no further request is wanted: what still arrives is thrown away.
        self._is_deaf = False
        # What is answered behind the requests that are due, because nothing more can be read.
        self._refusal = b""
        self._has_eof = False
        self._is_stopping = False
        self._is_paused = False
        # One timer for many requests: when it is due it looks whether it is too early.
        self._idle_since: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    # What the loop calls.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        self.output = Output(transport, self._loop)
        common: Scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "server": get_local_addr(transport),
            "client": get_remote_addr(transport),
            "scheme": "https" if is_ssl(transport) else "http",
            "root_path": "",
            "extensions": {},
            "state": self._app_state,
        }
        self._reader = Reader(common, self._asked, self._opened)
        self._connections.add(self)

    def data_received(self, data: bytes) -> None:
        if self._is_deaf:
            return
        self._idle_since = None
        try:
            self._reader.feed(data)
        except Refused as refusal:
            self._refuse(refusal)
        self._advance()
        if self._exchanges:
            self.listen()
        elif self._idle_since is None and self._reader.is_between:
            self._be_idle()

    def eof_received(self) -> bool:
        """Keep the connection for the answers that are due; who only stops sending gets them."""
        self._has_eof = True
        self.output.flush()
        for exchange in self._exchanges:
            exchange.leave()
        return bool(self._exchanges)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)
        self._cut_all()
        self._reader.close()
        self.resume_writing()
        if self._timer is not None:
            self._timer.cancel()

    def pause_writing(self) -> None:
        self.output.mark(is_full=True)

    def resume_writing(self) -> None:
        self.output.mark(is_full=False)

    # What the server calls.

    def shutdown(self) -> None:
        """Close when what is being answered is answered."""
        self._is_stopping = True
        for exchange in self._exchanges:
            exchange.keep_alive = False
        if not self._exchanges:
            self.output.close()

    # What exchanges call.

    def listen(self) -> None:
        """Read on, or stop reading while enough waits to be answered or to be read by the app."""
        incoming = self._reader.incoming
        is_enough = len(self._exchanges) > 1 or (incoming is not None and incoming.is_full)
        if is_enough != self._is_paused and not self.transport.is_closing():
            self._is_paused = is_enough
            (self.transport.pause_reading if is_enough else self.transport.resume_reading)()

    def answered(self, exchange: Exchange) -> None:
        """Go on with the next request, if there may be one."""
        self._exchanges.popleft()
        self._server.total_requests += 1
        if not exchange.keep_alive:
            self._close(is_whole=exchange.is_whole)
        elif not self._exchanges:
            if self._refusal:
                self._send_refusal()
            elif self._has_eof:
                self.output.close()
            else:
                self._be_idle()
        if self._is_paused:
            self.listen()
        if not self._is_advancing:
            self._advance()

    def break_off(self) -> None:
        """Close in the middle of an answer, which its client can see."""
        self._cut_all()
        self.output.close()

    def _asked(
        self, method: bytes, target: bytes, headers: list[Pair], body: bytes
    ) -> ASGIApp | None:
        """Answer a request that has arrived whole, or return the app that answers it."""
        at_once = self._at_once
        if at_once is None or self._exchanges or self._is_stopping or self.output.is_full:
            return self._app
        try:
            said = at_once(method, target, headers, body)
        except Exception as error:
            return _failing(error)
        if not isinstance(said, bytes):
            return said
        self.output.write(said)
        self._server.total_requests += 1
        return None

    def _opened(self, scope: Scope, keep_alive: bool, app: ASGIApp | None) -> Exchange:
        exchange = Exchange(self, scope, keep_alive and not self._is_stopping)
        exchange.app = app or self._app
        self._exchanges.append(exchange)
        return exchange

    def _advance(self) -> None:
        """Start what is next, until one has to wait."""
        exchanges = self._exchanges
        self._is_advancing = True
        while exchanges and not exchanges[0].is_started:
            exchange = exchanges[0]
            exchange.is_started = True
            work = exchange.run()
            rest = begun(work) if self._is_quick else work
            if rest is not None:
                self._go_on_with(rest)
        self._is_advancing = False

    def _go_on_with(self, work: Work) -> None:
        task = self._loop.create_task(work)
        self._server.tasks.add(task)
        task.add_done_callback(self._server.tasks.discard)

    def _be_idle(self) -> None:
        self._idle_since = self._loop.time()
        if self._timer is None:
            self._timer = self._loop.call_later(self._patience, self._expire)

    def _expire(self) -> None:
        self._timer = None
        if self._idle_since is None:
            return
        left = self._idle_since + self._patience - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._expire)
        else:
            self.output.close()

    def _refuse(self, refusal: Refused) -> None:
        """Answer what is no request, after the requests before it."""
        logger.info("%d %s", refusal.status, refusal)
        self._is_deaf = True
        self._refusal = plain_answer(refusal.status, str(refusal))
        incoming = self._reader.incoming
        if incoming is not None and incoming.has_begun:
            self.break_off()
            return
        if incoming is not None:
            self._exchanges.remove(incoming)
            incoming.cut()
        if not self._exchanges:
            self._send_refusal()

    def _send_refusal(self) -> None:
        self.output.write(self._refusal)
        self._linger()

    def _close(self, *, is_whole: bool) -> None:
        self._is_deaf = True
        self._cut_all()
        if is_whole:
            self.output.close()
        else:
            self._linger()

    def _linger(self) -> None:
        """Say that nothing follows, and close when the client has seen it.

        Closing while it still sends would reset the connection, and the answer might be lost.
        """
        if self._has_eof or self._is_stopping or not self.output.end():
            self.output.close()
        else:
            self._be_idle()

    def _cut_all(self) -> None:
        for exchange in self._exchanges:
            exchange.cut()
        self._exchanges.clear()


def _failing(error: Exception) -> ASGIApp:
    """Return an app that fails with what it failed with before."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise error

    return app
