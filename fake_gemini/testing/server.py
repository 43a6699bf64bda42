"""A server in a thread, for clients that need a socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette

from fake_gemini.app import create_app
from fake_gemini.server import Server, listen, url_of
from fake_gemini.settings import Settings

# Seconds after which a server that does not start or stop is a failure.
_TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Running:
    """A fake that answers on `url`."""

    url: str
    app: Starlette

    def env(self, api_key: str | None = None) -> dict[str, str]:
        """Return the environment that sends the official clients here, with an accepted key."""
        accepted = self.app.state.settings.api_keys
        key = api_key or (accepted[0] if accepted else "fake-key")
        return {"GOOGLE_GEMINI_BASE_URL": self.url, "GEMINI_API_KEY": key}


@contextmanager
def running(app: Starlette | None = None, **settings: Any) -> Iterator[Running]:
    """Serve a fake on a free port of loopback while the block runs.

    Takes an app, or the fields of `Settings`. Raises `RuntimeError` when it does not start or stop
    within 30 s.
    """
    if app is not None and settings:
        raise TypeError("running() takes an app or settings, not both")
    app = app or create_app(Settings(**settings))
    ready = threading.Event()
    bound = listen("127.0.0.1", 0)
    server = Server(app, ready.set)
    thread = threading.Thread(
        target=server.run, args=([bound],), name="fake-gemini-server", daemon=True
    )
    thread.start()
    try:
        if not ready.wait(_TIMEOUT):
            raise RuntimeError("the fake did not start")
        yield Running(url_of(bound), app)
    finally:
        server.should_exit = True
        thread.join(_TIMEOUT)
        bound.close()
        if thread.is_alive():
            raise RuntimeError("the fake did not stop")
