"""A private folder for bytes that are too many for memory.

It is made when it is first needed, readable by nobody else, and removed with its owner. A process
that is killed cannot remove its own: each folder holds a lock that dies with its process, so that
the next process can tell a folder that was left from one that is in use.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from fake_gemini.state.disk import disk

PREFIX = "fake_gemini-files-"
LOCK = "lock"


def _free(parent: Path) -> int:
    return shutil.disk_usage(parent).free


class Folder:
    """Hands out paths; `free` says how many bytes the disk of a folder has left.

    What the disk refuses is raised as `Unavailable`.
    """

    def __init__(self, parent: Path | None, free: Callable[[Path], int] = _free) -> None:
        self._given = parent
        self._free = free
        self._path: Path | None = None
        self._count = 0
        self._remove: Callable[[], object] = lambda: None

    @property
    def path(self) -> Path | None:
        """The folder, or None before it was needed; cleaners of disks may have removed it."""
        return self._path if self._path is not None and self._path.is_dir() else None

    def new_file(self) -> Path:
        """Return a path where nothing is yet."""
        with disk():
            path = self.path or self._made()
        self._count += 1
        return path / str(self._count)

    def free(self) -> int:
        """Return the bytes that the disk has left."""
        with disk():
            return self._free(self.path or self._parent())

    def sweep(self) -> None:
        """Remove the folders that killed processes left beside this one."""
        with suppress(OSError), os.scandir(self._parent()) as entries:
            for entry in entries:
                if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False):
                    _remove_when_left(Path(entry.path))

    def close(self) -> None:
        """Remove the folder with all that is in it; a later need makes another."""
        self._path = None
        self._remove()

    def _made(self) -> Path:
        self.close()
        self.sweep()
        self._path, lock = _make(self._parent())
        self._remove = weakref.finalize(self, _remove, self._path, lock, os.getpid())
        return self._path

    def _parent(self) -> Path:
        if self._given is None:
            return Path(tempfile.gettempdir())
        self._given.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._given


def _make(parent: Path) -> tuple[Path, int]:
    """Return a new folder and the descriptor of its lock."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        # Another process may sweep it before it is locked; then there is nothing to keep.
        with suppress(FileNotFoundError):
            lock = os.open(path / LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            if _locked(lock) and os.fstat(lock).st_nlink:
                return path, lock
            os.close(lock)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove_when_left(path: Path) -> None:
    try:
        if path.stat().st_uid != os.getuid():
            return
        lock = os.open(path / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        # Being made, or left before it was locked: it goes only when it is empty.
        with suppress(OSError):
            path.rmdir()
        return
    except OSError:
        return
    try:
        if _locked(lock):
            shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(lock)


def _remove(path: Path, lock: int, owner: int) -> None:
    # A forked child inherits the folder, but it is not the child's to remove.
    if os.getpid() == owner:
        shutil.rmtree(path, ignore_errors=True)
        os.close(lock)
