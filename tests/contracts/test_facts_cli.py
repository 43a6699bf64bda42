"""python -m contracts.facts: what it prints and how it exits."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.facts import DOCUMENTS, main, read_facts

EMPTY = "# Nothing yet\n"
GOOD = """\
## 1. Things

| id | state | thing |
| --- | --- | --- |
| I-1-1 | firm | `a` [REC] |

### 1.1 More

* `I-1.1-1` open: A bullet
  that goes on. [INFER]

```
* `I-9-9` firm: only an example
```
"""


def documents(directory: Path, text: str) -> Path:
    for name in DOCUMENTS.values():
        (directory / name).write_text(EMPTY, encoding="utf-8")
    (directory / DOCUMENTS["I"]).write_text(text, encoding="utf-8")
    return directory


@pytest.mark.parametrize(
    ("option", "ids"),
    [([], ["I-1-1", "I-1.1-1"]), (["--firm"], ["I-1-1"]), (["--open"], ["I-1.1-1"])],
    ids=["all", "firm", "open"],
)
def test_listing_prints_the_ids_asked_for(
    option: list[str], ids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*option, str(documents(tmp_path, GOOD))]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ids


def test_listing_shows_the_place_and_the_first_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(documents(tmp_path, GOOD))])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"I-1.1-1  {tmp_path / 'interactions.md'}:9  A bullet that goes on. [INFER]"


def test_listing_without_a_directory_reads_the_checkout(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--firm"]) == 0
    assert "docs/wire/interactions.md:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## 1. A\n\n* `I-1-1` firm: a\n* `I-1-1` open: b\n", ":4: id I-1-1 is used at "),
        ("## 1. A\n\n* `I-1-1` maybe: a\n", ":3: state 'maybe' of I-1-1 is not one of firm, open"),
        ("## 1. A\n\n* `I-1-1` a\n", ":3: state '' of I-1-1 is not one of firm, open"),
        (
            "## 1. A\n\n* `I-2-1` firm: a\n",
            ":3: id I-2-1 stands in section 1; it should be I-1-<n>",
        ),
        ("* `I-2-1` firm: a\n", ":1: id I-2-1 stands in section (none)"),
        ("## 1. A\n\n* `F-1-1` firm: a\n", ":3: id 'F-1-1' is not of the form I-1-<n>"),
        ("## 1. A\n\n| id | state |\n| --- | --- |\n| | firm |\n", ":5: id '' is not of the form"),
    ],
    ids=["repeated", "state", "no state", "section", "no section", "prefix", "row without id"],
)
def test_problem_is_named_with_its_place(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(documents(tmp_path, text))]) == 1
    assert f"interactions.md{message}" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--firm", "--open"], ["--closed"], ["a", "b"]], ids=["both", "unknown", "two"]
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_missing_document_exits_with_3_and_names_the_three(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 3
    assert "expected interactions.md, files.md, errors-auth-siblings.md" in capsys.readouterr().err


def test_unreadable_document_exits_with_3(tmp_path: Path) -> None:
    (documents(tmp_path, EMPTY) / DOCUMENTS["E"]).write_bytes(b"\xff\xfe\xff")
    assert main([str(tmp_path)]) == 3


def test_tables_without_an_id_column_state_nothing(tmp_path: Path) -> None:
    text = "## 1. A\n\n| see | thing |\n| --- | --- |\n| I-7-7 | repeated |\n"
    assert read_facts(documents(tmp_path, text)).facts == []
