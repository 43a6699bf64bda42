"""When each clause last held on the real API, and which ones that was too long ago for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from contracts import targets
from contracts.clauses import all_clauses
from contracts.cli import main
from contracts.results import Outcome
from contracts.stopping import WrongUsage
from contracts.validated import DEFAULT, check_may_mark, mark, outdated, read_validated
from tests.contracts.programs import contracts
from tests.contracts.report.sample import report
from tests.process import Served, served

TODAY = date(2026, 11, 26)
IDS = [clause.id for clause in all_clauses()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "validated.json"


def _today() -> date:
    return datetime.now(UTC).date()


def _write(path: Path, **days: int) -> None:
    """Clauses by their number in the list, and how many days ago they held, from the real today."""
    today = _today()
    told = {IDS[int(number[1:])]: (today - timedelta(ago)).isoformat()
            for number, ago in days.items()}  # fmt: skip
    path.write_text(json.dumps({"version": 1, "validated": told}))


def test_committed_file_knows_only_clauses_that_exist() -> None:
    assert set(read_validated(DEFAULT)) <= set(IDS)


def test_what_passed_is_marked_and_the_rest_stays(path: Path) -> None:
    run = report(Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED, Outcome.KNOWN, Outcome.BLOCKED)
    before = {IDS[1]: "2026-01-01", "a.clause.of-old": "2026-01-01"}
    path.write_text(json.dumps({"version": 1, "validated": before}))

    assert mark(path, run, TODAY, IDS) == 1

    assert read_validated(path) == {IDS[0]: TODAY, IDS[1]: date(2026, 1, 1)}


def test_file_is_made_where_there_is_none(path: Path) -> None:
    mark(path, report(Outcome.PASSED), TODAY, IDS)

    assert path.read_text().splitlines()[2:4] == [' "validated": {', f'  "{IDS[0]}": "2026-11-26"']


@pytest.mark.parametrize("target", ["fake", "socket", "http://127.0.0.1:1"])
def test_only_the_real_target_validates(path: Path, target: str) -> None:
    with pytest.raises(WrongUsage, match="only real validates anything"):
        check_may_mark(target, path)


@pytest.mark.parametrize(
    ("days", "late"),
    [({"a": 0}, []), ({"a": 30}, []), ({"a": 31}, ["a"]), ({}, ["a"]), ({"a": -3}, [])],
    ids=["today", "last-day", "too-old", "never", "tomorrow"],
)
def test_clause_is_outdated_after_so_many_days(days: dict[str, int], late: list[str]) -> None:
    last = {id: TODAY - timedelta(ago) for id, ago in days.items()}

    assert [each.clause for each in outdated(last, ["a"], TODAY, 30)] == late


def test_oldest_comes_first() -> None:
    last = {"b": TODAY - timedelta(40), "c": TODAY - timedelta(50), "d": TODAY}

    assert [str(each) for each in outdated(last, "abcd", TODAY, 30)] == [
        "a: never", "c: 50 days ago, 2026-10-07", "b: 40 days ago, 2026-10-17",
    ]  # fmt: skip


def test_outdated_lists_and_fails(path: Path) -> None:
    _write(path, n0=1, n1=40)

    done = contracts("outdated", "--validated", path, cwd=path.parent)

    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert f"{IDS[2]}: never" in lines and not [line for line in lines if IDS[0] + ":" in line]
    assert lines[-2].startswith(f"{IDS[1]}: 40 days ago, ")
    count = len(IDS)
    assert lines[-1] == f"{count - 1} of {count} clauses have not held on the real API in 30 days"


def test_nothing_outdated_is_fine(path: Path) -> None:
    _write(path, n0=40)

    done = contracts("outdated", "--validated", path, "--days", "50", "--select", IDS[0],
                     cwd=path.parent)  # fmt: skip

    assert (done.returncode, done.stdout) == (
        0, "0 of 1 clauses have not held on the real API in 50 days\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "JSONDecodeError"),
        ('{"version": 2, "validated": {}}', "version 2; read is 1"),
        ('{"version": 1}', "KeyError"),
        ('{"version": 1, "validated": []}', "AttributeError"),
        ('{"version": 1, "validated": {"a": "soon"}}', "soon"),
        ('{"version": 1, "validated": {"a": 5}}', "TypeError"),
        ("[]", "TypeError"),
    ],
)
def test_wrong_file_is_wrong_usage(path: Path, text: str, said: str) -> None:
    path.write_text(text)

    done = contracts("outdated", "--validated", path, cwd=path.parent)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("outdated", "--validated", "nowhere"), "--validated nowhere: No such file"),
        (("outdated", "--days", "-1"), "Invalid value for '--days'"),
        (("outdated", "--select", "nothing"), "no clause begins with 'nothing'"),
        (("run", "--mark-validated"), "--mark-validated with --target fake"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = contracts(*arguments, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server in the place of the real API."""
    with served("--no-control") as server:
        monkeypatch.setattr(targets, "REAL", server.url)
        monkeypatch.setenv("GEMINI_API_KEY", "key-of-the-real-one")
        yield server


def test_run_on_the_real_target_marks_what_held(
    real: Served, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ["--target", "real", "--select", "interactions.create.", "--mark-validated"]
    folders = ["--validated", str(path), "--ledger-dir", str(path.parent / "ledgers")]
    monkeypatch.setattr("sys.argv", ["gemini-contracts", "run", *chosen, *folders])

    with pytest.raises(SystemExit) as ended:
        main()

    held = [id for id in IDS if id.startswith("interactions.create.")]
    assert ended.value.code == 0
    assert capsys.readouterr().out.endswith(
        f"{len(held)} clauses are marked as validated today in {path}\n"
    )
    assert list(read_validated(path)) == sorted(held)
    assert set(read_validated(path).values()) == {_today()}
