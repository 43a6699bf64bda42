"""Recordings in their folder: what was written is read, and nobody else's files are touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.evidence.recording import HEAD, NoRecording, read, write
from contracts.stopping import WrongUsage
from tests.contracts.evidence.taking import of_today, recording, reply

_TEXT = st.text(st.characters(exclude_categories=["Cc"]), max_size=10)
_HEADERS = st.lists(st.tuples(st.from_regex(r"[a-z-]{1,8}", fullmatch=True), _TEXT)).map(tuple)


def test_recording_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(of_today(), tmp_path / "new")

    assert read(tmp_path / "new") == of_today()


@given(texts=st.lists(_TEXT | st.just("\ud800"), max_size=3), headers=_HEADERS)
def test_anything_survives(tmp_path_factory: Any, texts: list[str], headers: Any) -> None:
    folder = tmp_path_factory.mktemp("recording")
    made = recording(*(reply({"text": text}, headers=headers) for text in texts))

    write(made, folder)

    assert read(folder) == made


def test_recording_replaces_another_without_a_trace(tmp_path: Path) -> None:
    write(of_today(), tmp_path)

    write(recording(reply({})), tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["made.json", HEAD]


def test_broken_recording_is_not_replaced(tmp_path: Path) -> None:
    """Nobody can tell which files are its own."""
    (tmp_path / HEAD).write_text("{")

    with pytest.raises(WrongUsage, match="is no JSON.*nothing was written"):
        write(of_today(), tmp_path)


def test_values_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    """So that a difference of two recordings is a few lines."""
    write(recording(reply({"status": "completed", "é": [1]})), tmp_path)

    lines = (tmp_path / "made.json").read_text().splitlines()
    assert '      "status": "completed",' in lines
    assert '      "é": [' in lines


@pytest.mark.parametrize("name", ["notes.txt", "text.json"])
def test_folder_with_something_else_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")

    with pytest.raises(WrongUsage, match="something else than a recording"):
        write(of_today(), tmp_path)

    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


def test_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    with pytest.raises(WrongUsage, match="is no folder"):
        write(of_today(), tmp_path / "file")


def _reply(told: Any) -> Any:
    return told["exchanges"][0]["reply"]


def _spoil(folder: Path, name: str, edit: Any) -> None:
    told = json.loads((folder / name).read_text())
    edit(told)
    (folder / name).write_text(json.dumps(told))


@pytest.mark.parametrize(
    ("name", "edit", "said"),
    [
        (HEAD, lambda told: told.pop("format"), "does not say that it is a recording"),
        (HEAD, lambda told: told.update(version=2), "version 2; read is 1"),
        (HEAD, lambda told: told.pop("model"), "KeyError"),
        (HEAD, lambda told: told.update(steps=["../outside"]), "no name of a step"),
        (HEAD, lambda told: told.update(steps=["text", "missing"]), "missing.json cannot be read"),
        (HEAD, lambda told: told.update(steps=5), "steps is 5; accepted: a list of names"),
        (HEAD, lambda told: told.update(steps=[5]), "5 is no name of a step"),
        (HEAD, lambda told: told.update(steps=["recording"]), "'recording' is no name of a step"),
        (HEAD, lambda told: told.update(cut_short=5), "AttributeError"),
        ("text.json", lambda told: told.pop("exchanges"), "KeyError"),
        ("text.json", lambda told: told["exchanges"][0].pop("reply"), "KeyError"),
        ("text.json", lambda told: told.update(exchanges=[5]), "TypeError"),
        ("text.json", lambda told: _reply(told).update(body=5), "a body has one of base64, frames"),
        ("text.json", lambda told: _reply(told).update(body={"yaml": ""}), "a body has one of"),
        ("text.json", lambda told: _reply(told).update(body={"frames": [5]}), "a frame has"),
        ("text.json", lambda told: _reply(told).update(body={"frames": [{}]}), "a frame has"),
        ("text.json", lambda told: _reply(told).update(body={"text": 5}), "are strings"),
    ],
    ids=["format", "version", "no-model", "outside", "missing-step", "no-steps", "number",
         "head-as-step", "no-reasons", "no-exchanges", "no-reply", "no-exchange",
         "number-as-body", "yaml", "number-as-frame", "empty-frame", "number-as-text"],
)  # fmt: skip
def test_what_is_no_recording_says_where(tmp_path: Path, name: str, edit: Any, said: str) -> None:
    write(of_today(), tmp_path)
    _spoil(tmp_path, name, edit)

    with pytest.raises(NoRecording, match=str(said)):
        read(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "\udcff"], ids=["empty", "list", "broken", "bytes"]
)
def test_head_that_is_no_object_says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / HEAD).write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(NoRecording, match=HEAD):
        read(tmp_path)


def test_steps_are_in_the_order_in_which_they_were_asked() -> None:
    assert of_today().steps[:3] == ["text", "stream", "background"]
