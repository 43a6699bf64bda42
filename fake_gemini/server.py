"""The fake on a socket: uvicorn, ready when it says so, and quick to stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable, Generator

import uvicorn
from starlette.applications import Starlette

from fake_gemini.http11.connection import Connection

# Open streams end at once; whoever still sends a request after this many seconds is cut off.
_GRACE = 0.5


class CannotListen(Exception):
    """The address is taken, unknown or not ours; the message says which and why."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address; port 0 takes a free one."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
        )[0]
        # Accepted sockets inherit the protocol, and without it asyncio sets no TCP_NODELAY.
        bound = socket.socket(family, kind, proto)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotListen(f"cannot listen on {host}: {reason}") from None
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(2048)
    except OSError as error:
        bound.close()
        more = "; port 0 takes a free one" if error.errno == errno.EADDRINUSE else ""
        raise CannotListen(f"cannot listen on {host} port {port}: {error.strerror}{more}") from None
    return bound


def url_of(bound: socket.socket) -> str:
    """Return the base url under which this machine reaches a socket."""
    host, port = bound.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """Serves one app until it is told to stop; `ready` is called once it answers."""

    def __init__(self, app: Starlette, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                ws="none",
                log_config=None,
                access_log=False,  # it would print ?key=
                server_header=False,
                date_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=5,
            )
        )
        self._app = app
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.pacing.end_all()
        asyncio.get_running_loop().call_later(_GRACE, self._hang_up)
        await super().shutdown(sockets)

    def _hang_up(self) -> None:
        for connection in tuple(self.server_state.connections):
            if connection.transport is not None:
                # Not close(): that waits for a client that does not read.
                connection.transport.abort()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        # uvicorn raises the signal again when it has stopped; being asked to stop is no failure.
        with super().capture_signals(), self._hangup_captured():
            try:
                yield
            finally:
                self._captured_signals.clear()

    @contextlib.contextmanager
    def _hangup_captured(self) -> Generator[None, None, None]:
        """A terminal that is closed asks to stop as well."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGHUP, self.handle_exit)
        try:
            yield
        finally:
            signal.signal(signal.SIGHUP, before)
