"""The bytes of one upload: a file on disk that only grows, and its running hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fake_gemini.state.disk import disk

Append = Callable[[bytes], None]


class StoredBytes:
    """What arrived so far. What the disk refuses is raised as `Unavailable`."""

    __slots__ = ("_hash", "_path", "size")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """The digest of what arrived so far, in hex."""
        return self._hash.hexdigest()

    @contextmanager
    def appending(self) -> Iterator[Append]:
        """Open the file for as long as one request sends to it."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        with disk():
            descriptor = os.open(self._path, flags, 0o600)
        try:
            yield lambda data: self._append(descriptor, data)
        finally:
            os.close(descriptor)

    @contextmanager
    def comparing(self, offset: int) -> Iterator[Callable[[bytes], bool]]:
        """Open the file to say, piece by piece from `offset` on, whether it holds the same."""
        with disk():
            file = self._path.open("rb")
        with file:
            file.seek(offset)
            yield lambda data: file.read(len(data)) == data

    def remove(self) -> None:
        """Remove the bytes; a request that still sends to them does no harm."""
        with suppress(OSError):
            self._path.unlink()

    def _append(self, descriptor: int, data: bytes) -> None:
        left = memoryview(data)
        with disk():
            while left:
                left = left[os.write(descriptor, left) :]
        self._hash.update(data)
        self.size += len(data)
