"""What a hunt has found so far, line by line, so that one that was stopped goes on.

Only while nothing changed that could change what is found: the hash of all code concerned is the
first line.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from tests.lies.mutations.hunting import Hunted

ROOT = Path(__file__).parents[3]
_CODE = ("contracts", "fake_gemini", "tests/lies", "tests/contracts/asking.py")
_SUFFIXES = (".py", ".yaml", ".json")


class Progress:
    """Lines in a file of a folder that is no part of the repository."""

    def __init__(self, folder: Path, code: str) -> None:
        self._path = folder / "hunted.jsonl"
        self._code = code

    def found(self) -> dict[str, Hunted]:
        """Return what was found with this code; nothing where the code is another."""
        if not self._path.exists():
            return {}
        first, *lines = self._path.read_text().splitlines() or [""]
        if first != self._code:
            return {}
        return {hunted.id: hunted for hunted in _read(lines)}

    def begin(self, found: Iterable[Hunted]) -> None:
        """Write down what is still right, and nothing else."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = [self._code, *map(_line, found)]
        self._path.write_text("".join(f"{line}\n" for line in lines))

    def add(self, hunted: Hunted) -> None:
        with self._path.open("a") as file:
            file.write(f"{_line(hunted)}\n")


def hash_of_code() -> str:
    """Return what changes with the checks, the fake, the lies, and the Python."""
    state = blake2b(platform.python_version().encode(), digest_size=16)
    for path in sorted(_files()):
        state.update(str(path.relative_to(ROOT)).encode())
        state.update(path.read_bytes())
    return state.hexdigest()


def _files() -> Iterator[Path]:
    for name in _CODE:
        path = ROOT / name
        found = [path] if path.is_file() else path.rglob("*")
        yield from (each for each in found if each.suffix in _SUFFIXES and not _is_test(each))


def _is_test(path: Path) -> bool:
    return path.name.startswith("test_") and "tests" in path.relative_to(ROOT).parts


def _line(hunted: Hunted) -> str:
    return json.dumps([hunted.id, hunted.caught_by])


def _read(lines: Iterable[str]) -> Iterator[Hunted]:
    for line in lines:
        try:
            yield Hunted(*json.loads(line))
        except ValueError:  # the last line of a run that was killed in it
            return
