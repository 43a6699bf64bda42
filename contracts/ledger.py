"""What a run has created and not deleted yet: a file of names, so that a killed run can be mended.

Each process has a file of its own and holds a lock on it while it runs. The file is gone when
nothing is left; keys are never in it.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from .stopping import WrongUsage


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource below a version, such as `files/abc`; `holder` says by whose key it was made."""

    target: str
    name: str
    holder: str


class Ledger:
    """Remembers names in memory, and in a file of `folder` unless that is None."""

    def __init__(self, target: str, folder: Path | None) -> None:
        """Make the folder; `WrongUsage` when it cannot be written to."""
        if folder is not None:
            _make(folder)
        self._target = target
        self._folder = folder
        self._file: IO[str] | None = None
        self._left: dict[str, Entry] = {}

    @property
    def left(self) -> list[Entry]:
        """What is not deleted, the newest first: a child goes before its parent."""
        return list(reversed(self._left.values()))

    def __contains__(self, name: object) -> bool:
        return name in self._left

    def add(self, name: str, holder: str) -> None:
        if name not in self._left:
            self._left[name] = Entry(self._target, name, holder)
            self._write(asdict(self._left[name]))

    def remove(self, name: str) -> None:
        if self._left.pop(name, None) is not None:
            self._write({"gone": name})

    def close(self) -> None:
        """Let go of the file; it stays where something is left."""
        if self._file is not None:
            if not self._left:
                Path(self._file.name).unlink(missing_ok=True)
            self._file.close()
            self._file = None

    def _write(self, line: dict[str, str]) -> None:
        if self._folder is None:
            return
        if self._file is None:
            self._file = _open(self._folder)
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()


def default_folder() -> Path:
    """Return where ledgers are kept when nobody says where."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "gemini-contracts"


@dataclass(slots=True)
class Left:
    """The ledger of a run that is over; `entries` is what it left."""

    path: Path
    entries: list[Entry]

    def keep(self, entries: list[Entry]) -> None:
        """Write down what is left now; a file without entries goes."""
        if entries:
            lines = (json.dumps(asdict(entry)) for entry in entries)
            self.path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        else:
            self.path.unlink(missing_ok=True)


def left_behind(folder: Path) -> Iterator[Left]:
    """Yield the ledgers of runs that are over; those that still run keep theirs locked."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("r+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield Left(path, _entries(file))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsage(f"--ledger-dir {folder}: {error.strerror or error}") from None
    if not os.access(folder, os.W_OK):
        raise WrongUsage(f"--ledger-dir {folder}: not writable")


def _open(folder: Path) -> IO[str]:
    number = 0
    while (path := folder / f"{os.getpid()}-{number}.jsonl").exists():
        number += 1
    file = path.open("x", encoding="utf-8")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def _entries(file: IO[str]) -> list[Entry]:
    """Read what a file says is left. A last line that was cut short names nothing."""
    left: dict[str, Entry] = {}
    for line in file:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if "gone" in told:
            left.pop(told["gone"], None)
        else:
            left[told["name"]] = Entry(**told)
    return list(reversed(left.values()))
