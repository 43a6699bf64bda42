"""Who can be asked: the fake in this process, the fake behind a socket, the real API, any address.

The only module of this package that knows the fake.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from .api import Keys
from .pacing import Speed
from .stopping import Blocked, Cause, WrongUsage
from .waiting import MachineTime, SkippedTime, Time

REAL = "https://generativelanguage.googleapis.com"
KEY_VARIABLE = "GEMINI_API_KEY"
OTHER_VARIABLE = "GEMINI_OTHER_API_KEY"

# Any keys do; two are two projects.
_OWN_KEYS = Keys("contract-key", "contract-other-key")
_TIMEOUT = httpx.Timeout(120, connect=10)
_LOOPBACK = re.compile(r"localhost|127(?:\.\d+){3}|::1")

# A fake in this process would warn on stderr of what is asked of it on purpose.
logging.getLogger("fake_gemini").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Target:
    """Who answers the checks, and what is known about asking them.

    What a target `keeps` outlives the run, so it is written down until it is deleted, and the run
    has a budget. One that is `one_process` is never asked in parallel.
    """

    name: str
    url: str
    keys: Keys
    client: Callable[[], httpx.Client] = field(repr=False)
    time: Callable[[], Time] = field(default=MachineTime, repr=False)
    speed: Speed = Speed()
    keeps: bool = True
    one_process: bool = False

    @property
    def has(self) -> frozenset[str]:
        """What a clause can need."""
        return frozenset({"other-key"} if self.keys.other is not None else ())


@contextmanager
def opened_target(
    name: str, key: str | None, other_key: str | None, *, will_ask: bool = True
) -> Iterator[Target]:
    """Give the target of that name while the block runs; `WrongUsage` when there is none.

    Whoever will not ask the real API needs no key of it.
    """
    if name == "fake":
        from fake_gemini import create_app

        yield target_of_app(create_app())
    elif name == "socket":
        from fake_gemini.testing import running

        with running() as fake:
            client = _over_network(fake.url)
            yield Target("socket", fake.url, _OWN_KEYS, client, SkippedTime, keeps=False)
    elif name == "real":
        yield _real(key, other_key, will_ask=will_ask)
    else:
        yield _by_url(name, key, other_key)


def target_of_app(app: Any) -> Target:
    """Return an ASGI app as a target in this process; `app` answers like the fake, or nearly."""
    from fake_gemini.testing import SyncTransport

    url = "http://127.0.0.1"

    def client() -> httpx.Client:
        transport: Any = SyncTransport(app)
        return httpx.Client(base_url=url, transport=transport, timeout=_TIMEOUT)

    return Target("fake", url, _OWN_KEYS, client, SkippedTime, keeps=False)


def _real(key: str | None, other_key: str | None, *, will_ask: bool) -> Target:
    if key is not None:
        raise WrongUsage(f"the key of the real API comes from {KEY_VARIABLE} only, not --api-key")
    main = os.environ.get(KEY_VARIABLE, "")
    if will_ask and not main:
        raise Blocked(Cause.KEY, f"{KEY_VARIABLE} is not set")
    return Target(
        "real", REAL, Keys(main, other_key), _over_network(REAL), speed=Speed(60, 250_000),
        one_process=True,
    )  # fmt: skip


def _by_url(url: str, key: str | None, other_key: str | None) -> Target:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise WrongUsage(f"no such target: {url!r}; accepted: fake, socket, real, http(s)://HOST")
    if parts.hostname == urlsplit(REAL).hostname:
        raise WrongUsage("that is the real API; accepted for it: --target real")
    if not key:
        raise WrongUsage("--target with an address needs --api-key KEY")
    keys = Keys(key, other_key)
    return Target(url, url.rstrip("/"), keys, _over_network(url))


def _over_network(url: str) -> Callable[[], httpx.Client]:
    """A client that honours the proxies of the environment, but not before loopback."""
    host = urlsplit(url).hostname or ""
    shown = f"[{host}]" if ":" in host else host
    direct = {f"all://{shown}": None} if _LOOPBACK.fullmatch(host) else {}

    def client() -> httpx.Client:
        return httpx.Client(base_url=url, timeout=_TIMEOUT, mounts=direct)

    return client
