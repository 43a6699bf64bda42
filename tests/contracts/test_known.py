"""Known differences: what the list has to say, and what a run makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from contracts.known import DEFAULT, Known, read_known
from contracts.stopping import WrongUsage
from tests.contracts.programs import contracts
from tests.process import Served, served

TODAY = date(2026, 11, 26)
KEY = "key-of-the-server"
ENTRY = """
[[known]]
id = "{id}"
target = "{target}"
reason = "It has been so since June."
owner = "somebody"
issue = "https://example.com/1"
expires = {expires}
"""


def entry(id: str = "interactions.create.id", target: str = "real",
          expires: str = "2999-12-31") -> str:  # fmt: skip
    return ENTRY.format(id=id, target=target, expires=expires)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "known.toml"


def test_list_of_this_package_is_empty_and_right() -> None:
    assert read_known(None, "real", TODAY).entries == ()
    assert "expires" in DEFAULT.read_text()


def test_entry_is_read(path: Path) -> None:
    path.write_text(entry())

    assert read_known(path, "real", TODAY).entries == (
        Known(
            "interactions.create.id", "real", "It has been so since June.", "somebody",
            "https://example.com/1", date(2999, 12, 31),
        ),
    )  # fmt: skip


def test_entries_of_other_targets_do_not_count(path: Path) -> None:
    path.write_text(entry(target="fake") + entry(target="real"))

    assert len(read_known(path, "fake", TODAY).entries) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("known = 5", r"nothing but entries \[\[known\]\]"),
        ("[[unknown]]\nid = 'x'", r"nothing but entries \[\[known\]\]"),
        ("[[known]]", "entry 1 has nothing; needed: id, target, reason, owner, issue, expires"),
        (entry().replace('owner = "somebody"\n', ""), "entry 1 has id, target, reason, issue"),
        (entry() + 'until = "then"\n', "entry 1 has .*until; needed"),
        (entry() + entry(), "interactions.create.id is known twice for real"),
        (entry().replace('"somebody"', '" "'), "entry 1: owner is ' '; accepted: words"),
        (entry().replace('"somebody"', "5"), "entry 1: owner is 5; accepted: words"),
        (entry(expires='"soon"'), "expires is 'soon'; accepted: a day, 2026-12-31"),
        (entry(expires="2026-12-31T00:00:00Z"), "accepted: a day, 2026-12-31"),
        ("known = [", "is no TOML"),
        ("\udcff", "is no TOML"),
    ],
    ids=["number", "other-table", "empty", "no-owner", "more", "twice", "blank", "number-as-owner",
         "words-as-day", "time", "broken", "bytes"],
)  # fmt: skip
def test_wrong_list_says_what_is_wrong(path: Path, text: str, said: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(WrongUsage, match=said):
        read_known(path, "real", TODAY)


def test_missing_list_is_named(path: Path) -> None:
    with pytest.raises(WrongUsage, match="known.toml: No such file"):
        read_known(path, "real", TODAY)


@pytest.fixture
def legacy() -> Iterator[Served]:
    """A server on which nearly every clause about replies fails."""
    with served("--revision", "2026-05-07") as server:
        yield server


def _run(server: Served, path: Path, select: str, *more: str) -> tuple[int, str]:
    options = ("--target", server.url, "--api-key", KEY, "--ledger-dir", path.parent / "ledgers")
    done = contracts("run", *options, "--known", path.name, "--select", select, *more,
                     cwd=path.parent)  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("more", [(), ("--", "-n", "2")], ids=["one", "two"])
def test_known_failure_fails_no_run(legacy: Served, path: Path, more: tuple[str, ...]) -> None:
    path.write_text(entry("interactions.create.model", legacy.url))

    code, said = _run(legacy, path, "interactions.create.model", *more)

    assert code == 0, said
    assert "KNOWN interactions.create.model (behaviour; I-3.1-5, I-2.1-1)" in said
    assert "It has been so since June. (somebody, https://example.com/1, until 2999-12-31)" in said
    assert "1 known in" in said


def test_expired_entry_does_not_help(legacy: Served, path: Path) -> None:
    path.write_text(entry("interactions.create.model", legacy.url, "2020-01-01"))

    code, said = _run(legacy, path, "interactions.create.model")

    assert code == 1
    assert "known difference: interactions.create.model was known until 2020-01-01" in said
    assert "$.role: found" in said


def test_entry_of_another_clause_does_not_help(legacy: Served, path: Path) -> None:
    path.write_text(entry("interactions.create.model", legacy.url))

    code, said = _run(legacy, path, "interactions.create.id")

    assert code == 1 and "1 failed in" in said


def test_difference_that_no_longer_occurs_fails(path: Path) -> None:
    path.write_text(entry("interactions.create.id", "fake"))

    done = contracts("run", "--known", path, "--select", "interactions.create.", cwd=path.parent)

    assert done.returncode == 1
    assert "interactions.create.id does not occur any more: take it off" in done.stdout
    assert "1 failed in" in done.stdout


def test_clause_that_does_not_exist_is_wrong_usage(path: Path) -> None:
    path.write_text(entry("interactions.create.nothing", "fake"))

    done = contracts("run", "--known", path, cwd=path.parent)

    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no clause interactions.create.nothing" in done.stderr


def test_differences_of_recordings_are_none_of_a_run(path: Path) -> None:
    path.write_text(entry("field-removed:Interaction.role", "fake"))

    done = contracts("run", "--known", path, "--select", "interactions.create.", cwd=path.parent)

    assert done.returncode == 0, done.stdout
