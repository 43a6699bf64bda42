"""Fakes as processes of their own, and what becomes of tests whose tools are not there."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import httpx
import pytest
from google import genai

from tests.api import Json, created, text_of
from tests.process import served
from tests.sdk.calls import CALLS, Words, picture, with_picture
from tests.sdk.programs import Fake


@pytest.fixture(scope="session", autouse=True)
def nothing_else_chosen() -> Iterator[None]:
    """No variable of this machine names another server or key to the clients in here."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [*os.environ]:
            if name.startswith(("GOOGLE_", "GEMINI_")):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def fake() -> Iterator[Fake]:
    """A fake as it is without options."""
    with _process() as fake:
        yield fake


@pytest.fixture(scope="session")
def lenient_fake() -> Iterator[Fake]:
    """A fake that accepts what older pages show."""
    with _process("--lenient") as fake:
        yield fake


@pytest.fixture(scope="session")
def paced_fake() -> Iterator[Fake]:
    """A fake whose streams take their time, so that a client can leave in the middle."""
    with _process("--pace", "0.05") as fake:
        yield fake


@pytest.fixture(scope="session")
def client(fake: Fake) -> Iterator[genai.Client]:
    """google-genai in a program that was given nothing but the two variables."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in fake.variables("sync").items():
            patch.setenv(name, value)
        client = genai.Client()
    with client:
        yield client


@pytest.fixture(scope="session")
def raw(fake: Fake) -> Iterator[httpx.Client]:
    """Plain HTTP to the same fake, with a key that no other client has."""
    with fake.client("raw") as client:
        yield client


@pytest.fixture(scope="session")
def words(raw: httpx.Client) -> Words:
    """What is said to a conversation when no client of Google's asks."""

    @cache
    def told(name: str) -> list[str]:
        turns = CALLS[name]
        return _told(raw, with_picture(turns, picture(raw)) if name == "image" else turns)

    return told


@pytest.fixture(scope="session")
def big_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """20 MiB that are nowhere alike, so that a chunk out of place is seen."""
    path = tmp_path_factory.mktemp("big") / "big.pdf"
    path.write_bytes(hashlib.shake_128(b"big").digest(20 * 1024 * 1024))
    return path


def _told(raw: httpx.Client, turns: list[Json]) -> list[str]:
    texts: list[str] = []
    last: Json = {}
    for turn in turns:
        interaction = created(raw, **turn, **last)
        last = {"previous_interaction_id": interaction["id"]}
        texts.append(text_of(interaction))
    return texts


@contextmanager
def _process(*options: str) -> Iterator[Fake]:
    """Run a fake, which must end well and without an error of its own."""
    with served("--log-level", "error", *options) as server:
        yield Fake(server.url)
        assert server.stop(signal.SIGTERM) == (0, "")
