"""Paths name every place of a value, and an edit reaches each of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.lies.exchange import Json
from tests.lies.mutations.paths import edit, paths, renamed

STEPS: Json = {"steps": [{"type": "a", "content": [{"text": "x"}]}, {"type": "b"}, 7], "id": None}


def _drop(holder: Any, name: str) -> None:
    del holder[name]


def test_paths_name_members_and_items() -> None:
    assert sorted({path for path, _ in paths(STEPS)}) == [
        "id", "steps", "steps[*].content", "steps[*].content[*].text", "steps[*].type",
    ]  # fmt: skip
    assert [path for path, _ in paths([{"error": {"code": 1}}])] == ["[*].error", "[*].error.code"]


def test_names_that_no_path_could_spell_are_left_out() -> None:
    assert not list(paths({"a.b": 1, "": 2, "[*]": 3}))


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("id", {"steps": STEPS["steps"]}),
        ("steps[*].type", {"steps": [{"content": [{"text": "x"}]}, {}, 7], "id": None}),
        ("steps[*].content[*].text", {"steps": [{"type": "a", "content": [{}]}, {"type": "b"}, 7],
                                      "id": None}),
        ("steps[*].other", STEPS),
        ("id.of", STEPS),
    ],
)  # fmt: skip
def test_edit_reaches_every_place(path: str, left: Json) -> None:
    value = {"steps": [{"type": "a", "content": [{"text": "x"}]}, {"type": "b"}, 7], "id": None}
    edit(value, path, _drop)
    assert value == left


def test_edit_reaches_into_a_list_at_the_top() -> None:
    value = [{"error": {"code": 1}}]
    edit(value, "[*].error.code", _drop)
    assert value == [{"error": {}}]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("size_bytes", "sizeBytes"),
        ("sizeBytes", "size_bytes"),
        ("text", "TEXT"),
        ("@type", "@TYPE"),
    ],
)
def test_renamed_member_stays_in_its_place(name: str, other: str) -> None:
    holder = {"before": 1, name: 2, "after": 3}
    renamed(holder, name)
    assert list(holder.items()) == [("before", 1), (other, 2), ("after", 3)]
