"""The parts of an answer go out in one write."""

from __future__ import annotations

import asyncio
from typing import Any

from fake_gemini.joined import JoinedWrites


class Transport(asyncio.Transport):
    """Remembers what was done to it."""

    def __init__(self) -> None:
        super().__init__()
        self.did: list[Any] = []

    def write(self, data: Any) -> None:
        self.did.append(data)

    def close(self) -> None:
        self.did.append("close")

    def is_closing(self) -> bool:
        return "close" in self.did

    def pause_reading(self) -> None:
        self.did.append("pause")

    def resume_reading(self) -> None:
        self.did.append("resume")

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return name


def did(*writes: bytes, close: bool = False) -> list[Any]:
    """Return what happens by the end of the turn of the loop in which something is written."""

    async def act() -> list[Any]:
        transport = Transport()
        joined = JoinedWrites(transport, asyncio.get_running_loop())
        for data in writes:
            joined.write(data)
        if close:
            joined.close()
        at_once = list(transport.did)
        await asyncio.sleep(0)
        return [at_once, list(transport.did)]

    return asyncio.run(act())


def test_writes_of_one_turn_are_joined() -> None:
    assert did(b"head", b"body", b"end") == [[], [b"headbodyend"]]


def test_close_comes_after_what_was_written() -> None:
    assert did(b"head", b"body", close=True) == [[b"headbody", "close"]] * 2


def test_large_writes_are_not_held_back() -> None:
    large = b"x" * 65 * 1024
    assert did(b"head", large, b"end") == [[b"head" + large], [b"head" + large, b"end"]]


def test_rest_goes_straight_through() -> None:
    async def act() -> list[Any]:
        transport = Transport()
        joined = JoinedWrites(transport, asyncio.get_running_loop())
        joined.pause_reading()
        joined.resume_reading()
        assert not joined.is_closing()
        assert joined.get_extra_info("peername") == "peername"
        return transport.did

    assert asyncio.run(act()) == ["pause", "resume"]
