"""Fakes for tests: in this process, or behind a socket, each with its own state."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import hypothesis
import pytest
from starlette.applications import Starlette

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport, running
from tests.api import KEY, Connect
from tests.leaving_out import check_node

# The same examples in each run, and none left behind: what fails here fails everywhere.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session", autouse=True)
def loopback_is_direct() -> Iterator[None]:
    """No proxy of this machine stands before a fake. It stays for pip, which may need it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("no_proxy", "NO_PROXY"):
            patch.setenv(name, "127.0.0.1", prepend=",")
        yield


@pytest.fixture(scope="session", autouse=True)
def interrupts_are_heard() -> Iterator[None]:
    """A shell has what runs behind it ignore Ctrl-C, and so would the programs that tests start."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays to the end: there are thousands of tests."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("node"):
        check_node()


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Connect in this process."""
    with ExitStack() as stack:
        yield _in_process(stack)


@pytest.fixture(params=["in-process", "socket"])
def connect_either(request: pytest.FixtureRequest) -> Iterator[Connect]:
    """Connect in this process, and again through a socket."""
    with ExitStack() as stack:
        yield _in_process(stack) if request.param == "in-process" else _by_socket(stack)


@pytest.fixture
def client(connect: Connect) -> httpx.Client:
    """A client of a fake with default settings."""
    return connect()


def _in_process(stack: ExitStack) -> Connect:
    def connect(app: Starlette | None = None, *, key: str = KEY, **settings: Any) -> httpx.Client:
        transport: Any = SyncTransport(app or create_app(Settings(**settings)))
        return _client(stack, "http://127.0.0.1", key, transport=transport)

    return connect


def _by_socket(stack: ExitStack) -> Connect:
    def connect(app: Starlette | None = None, *, key: str = KEY, **settings: Any) -> httpx.Client:
        fake = stack.enter_context(running(app, **settings))
        return _client(stack, fake.url, key)

    return connect


def _client(stack: ExitStack, url: str, key: str, **more: Any) -> httpx.Client:
    headers = {"x-goog-api-key": key} if key else {}
    client = httpx.Client(base_url=url, headers=headers, timeout=30, trust_env=False, **more)
    return stack.enter_context(client)
