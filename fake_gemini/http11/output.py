"""What goes out on a connection: at the end of a turn, and not faster than it is read."""

from __future__ import annotations

import asyncio

# More than this is not held back until the end of a turn, so that a slow reader is felt.
_MOST_HELD = 64 * 1024


class Output:
    """The sending half of a transport. `is_full` while its reader is behind."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []
        self._size = 0
        self._changed: asyncio.Event | None = None
        self.is_full = False

    def write(self, data: bytes) -> None:
        """Write at the end of this turn, together with what else it brings.

        A write is a system call, and it wakes whoever waits for it: many clients that are answered
        in one turn are better woken after it.
        """
        if not self._held:
            self._loop.call_soon(self.flush)
        self._held.append(data)
        self._size += len(data)
        if self._size > _MOST_HELD:
            self.flush()

    def flush(self) -> None:
        """Write what is held back."""
        if self._held:
            # Not writelines(): under Python 3.13.0 it does not say when the reader is behind.
            small = self._size <= _MOST_HELD
            held = [b"".join(self._held)] if small else self._held
            self._held, self._size = [], 0
            for data in held:
                self._transport.write(data)

    def end(self) -> bool:
        """Say that nothing follows, where the transport can; what arrives is still read."""
        if not self._transport.can_write_eof():
            return False
        self.flush()
        self._transport.write_eof()
        return True

    def close(self) -> None:
        """Close the connection behind what was written."""
        self.flush()
        self._transport.close()

    def mark(self, *, is_full: bool) -> None:
        """Take note that the reader has fallen behind, or caught up."""
        self.is_full = is_full
        if self._changed is not None:
            self._changed.set()

    async def until_read(self) -> None:
        """Return when the reader has caught up."""
        if self._changed is None:
            self._changed = asyncio.Event()
        while self.is_full:
            self._changed.clear()
            await self._changed.wait()
