"""Bytes on their way to disk: small ones at once, many of them in blocks and in another thread.

Hashing and writing then go on while the next block arrives, and memory holds two blocks at most.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor

from fake_gemini.state.stored_bytes import Append

_BLOCK = 1024 * 1024


class Blocks:
    """Takes the pieces of one request and hands them on, in order, to `append`.

    `close` has to be called in any case: afterwards everything that was added is handed on, and no
    thread is left that could write to a file that is closed.
    """

    def __init__(self, append: Append) -> None:
        self._append = append
        self._pieces: list[bytes] = []
        self._size = 0
        self._pool: ThreadPoolExecutor | None = None
        self._under_way: Future[None] | None = None

    async def add(self, data: bytes) -> None:
        """Take a piece; raise what an earlier one failed with."""
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= _BLOCK:
            await self.written()
            self._pool = self._pool or ThreadPoolExecutor(1)
            self._under_way = self._pool.submit(self._write, self._taken())

    async def written(self) -> None:
        """Wait for the block that is under way."""
        if self._under_way is not None:
            # Where it came this far without a loop, it goes on on one.
            await asyncio.sleep(0)
            # Only the waiting can be cancelled: a block is written whole or has failed.
            await asyncio.shield(asyncio.wrap_future(self._under_way))

    def close(self) -> None:
        """Hand on the rest, after what is under way; raise what either failed with."""
        if self._pool is not None:
            self._pool.shutdown()
        if self._under_way is not None:
            self._under_way.result()
        self._write(self._taken())

    def _taken(self) -> list[bytes]:
        pieces, self._pieces, self._size = self._pieces, [], 0
        return pieces

    def _write(self, pieces: list[bytes]) -> None:
        # Small pieces would cost a call to the system each.
        self._append(b"".join(pieces))
