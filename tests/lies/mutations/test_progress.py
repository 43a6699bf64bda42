"""A hunt that was stopped goes on, as long as nothing changed."""

from __future__ import annotations

from pathlib import Path

from tests.lies.mutations.hunting import Hunted
from tests.lies.mutations.progress import Progress, hash_of_code

FOUND = {"a": Hunted("a", "x.y"), "b": Hunted("b", None)}


def kept(folder: Path, code: str = "1") -> Progress:
    progress = Progress(folder / "lies", code)
    progress.begin([])
    for hunted in FOUND.values():
        progress.add(hunted)
    return progress


def test_nothing_is_found_before_anything_was_hunted(tmp_path: Path) -> None:
    assert Progress(tmp_path, "1").found() == {}


def test_hunt_goes_on(tmp_path: Path) -> None:
    kept(tmp_path)
    assert Progress(tmp_path / "lies", "1").found() == FOUND


def test_other_code_begins_anew(tmp_path: Path) -> None:
    kept(tmp_path)
    assert Progress(tmp_path / "lies", "2").found() == {}


def test_line_that_was_not_finished_is_hunted_again(tmp_path: Path) -> None:
    progress = kept(tmp_path)
    path = tmp_path / "lies" / "hunted.jsonl"
    path.write_text(path.read_text().removesuffix('"b", null]\n'))
    assert progress.found() == {"a": FOUND["a"]}


def test_code_has_one_hash() -> None:
    assert hash_of_code() == hash_of_code()
