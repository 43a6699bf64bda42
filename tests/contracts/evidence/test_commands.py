"""record and diff as a user calls them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contracts.cli import main
from contracts.evidence.recording import write
from tests.contracts.evidence.taking import of_legacy, of_liar, of_today
from tests.contracts.programs import contracts
from tests.contracts.proxy import Instead, Proxy, proxied
from tests.process import served

KEY = "key-of-the-network"


@dataclass(frozen=True, slots=True)
class Done:
    """How the program ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in this process, where a test stands in its folder."""
    for name in ("GEMINI_API_KEY", "GEMINI_CONTRACTS_API_KEY", "GEMINI_OTHER_API_KEY"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str | Path, cwd: Path) -> Done:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["gemini-contracts", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return call


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with recordings of today, of the retired schema, and of broken fakes."""
    write(of_today(), tmp_path / "today")
    write(of_legacy(), tmp_path / "legacy")
    write(of_liar("adds-output-text"), tmp_path / "more")
    return tmp_path


def test_fake_is_recorded_and_does_not_differ(run: Run, tmp_path: Path) -> None:
    done = run("record", "--target", "fake", "--out", "kept", cwd=tmp_path)
    again = run("diff", "kept", "fake", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    count = len(of_today().exchanges)
    assert done.stdout == f"{count} exchanges with fake (gemini-3.5-flash-lite) are in kept\n"
    assert (again.returncode, again.stdout) == (0, "kept -> fake: no differences\n")


def test_socket_answers_like_the_fake(run: Run, kept: Path) -> None:
    done = run("diff", "today", "socket", cwd=kept)

    assert (done.returncode, done.stdout) == (0, "today -> socket: no differences\n")


def test_differences_are_lines_with_ids(run: Run, kept: Path) -> None:
    done = run("diff", "today", "more", "--fail-on", "additive", cwd=kept)

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "today -> more: 1 additive",
        "additive   required-field-added:Interaction.output_text",
    ]


@pytest.mark.parametrize(
    ("after", "more", "code"),
    [
        ("more", (), 0),
        ("more", ("--fail-on", "behaviour"), 0),
        ("more", ("--fail-on", "additive"), 1),
        ("legacy", (), 1),
        ("today", ("--fail-on", "cosmetic"), 0),
    ],
)
def test_exit_code_follows_the_severity(
    run: Run, kept: Path, after: str, more: tuple[str, ...], code: int
) -> None:
    assert run("diff", "today", after, *more, cwd=kept).returncode == code


def test_json_has_all_of_it(run: Run, kept: Path) -> None:
    done = run("diff", "more", "legacy", "--baseline", "today", "--json", cwd=kept)

    told = json.loads(done.stdout)
    assert (told["before"], told["after"]) == ("more", "legacy")
    by_id = {each["id"]: each for each in told["differences"]}
    gone = by_id["field-removed:Interaction.output_text"]
    assert gone == {
        "id": "field-removed:Interaction.output_text", "severity": "breaking",
        "kind": "field-removed", "place": "Interaction.output_text", "before": "output_text",
        "after": "", "where": [], "origin": "gap", "known": None,
    }  # fmt: skip
    assert by_id["field-replaced:Interaction.steps"]["origin"] == "drift"


def test_origin_stands_beside_the_severity(run: Run, kept: Path) -> None:
    done = run("diff", "more", "legacy", "--baseline", "today", cwd=kept)

    assert "breaking   drift  field-replaced:Interaction.steps: steps -> outputs" in done.stdout
    assert "breaking   gap    field-removed:Interaction.output_text" in done.stdout


def _known(folder: Path, id: str, expires: str = "2999-12-31") -> Path:
    path = folder / "known.toml"
    path.write_text(
        f'[[known]]\nid = "{id}"\ntarget = "fake"\nreason = "for a test"\nowner = "me"\n'
        f'issue = "#1"\nexpires = {expires}\n'
    )
    return path


def test_known_difference_is_told_as_such(run: Run, kept: Path) -> None:
    path = _known(kept, "required-field-added:Interaction.output_text")
    options = ("--known", path, "--fail-on", "additive")

    done = run("diff", "today", "more", *options, cwd=kept)

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "today -> more: 1 known",
        "known      required-field-added:Interaction.output_text: for a test (me, #1, until"
        " 2999-12-31)",
    ]


@pytest.mark.parametrize(
    ("id", "expires", "said"),
    [
        ("value-changed:X", "2999-12-31", "value-changed:X does not occur any more: take it off"),
        ("required-field-added:Interaction.output_text", "2020-01-01", "known until 2020-01-01"),
    ],
    ids=["stale", "expired"],
)  # fmt: skip
def test_list_that_is_not_true_any_more_fails(
    run: Run, kept: Path, id: str, expires: str, said: str
) -> None:
    path = _known(kept, id, expires)

    done = run("diff", "today", "more", "--known", path, cwd=kept)

    assert done.returncode == 1
    assert "known differences: " in done.stdout and said in done.stdout


def test_exchange_that_only_one_side_has_is_named(run: Run, kept: Path) -> None:
    path = kept / "more" / "text.json"
    told = json.loads(path.read_text())
    told["exchanges"].pop()
    path.write_text(json.dumps(told))

    done = run("diff", "today", "more", cwd=kept)

    assert "not compared, only one side has it: text/get-deleted\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("diff", "today", "nowhere"), "nowhere is no recording; accepted: the folder of"),
        (("diff", "today"), "Missing argument 'AFTER'"),
        (("diff", "today", "fake", "--api-key"), "requires an argument"),
        (("diff", "today", "real", "--api-key", "x"), "comes from GEMINI_API_KEY only"),
        (("diff", "today", "http://127.0.0.1:1"), "needs --api-key KEY"),
        (("diff", "today", "http://127.0.0.1:1", "--api-key", "short"), "fewer than 8 characters"),
        (("diff", "today", "more", "--known", "nowhere"), "--known nowhere: No such file"),
        (("diff", "today", "more", "--fail-on", "all"), "Invalid value for '--fail-on'"),
        (("record", "--target", "fake"), "Missing option '--out'"),
        (("record", "--target", "fakes", "--out", "new"), "no such target: 'fakes'"),
        (("record", "--target", "fake", "--out", "."), "something else than a recording"),
        (("record", "--target", "fake", "--out", "today/text.json"), "is no folder"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_one_line(
    run: Run, kept: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*arguments, cwd=kept)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and len(done.stderr.splitlines()) == 1


def test_baseline_has_to_be_of_the_same_target(run: Run, kept: Path) -> None:
    head = kept / "legacy" / "recording.json"
    head.write_text(head.read_text().replace('"target": "fake"', '"target": "real"'))

    done = run("diff", "today", "more", "--baseline", "legacy", cwd=kept)

    assert done.returncode == 2
    assert "--baseline legacy is of real; accepted: one of fake" in done.stderr


@pytest.mark.parametrize("option", ["before", "baseline"])
def test_broken_recording_could_not_run(run: Run, kept: Path, option: str) -> None:
    (kept / "more" / "text.json").write_text("{")
    sides = ("more", "today") if option == "before" else ("today", "legacy", "--baseline", "more")

    done = run("diff", *sides, cwd=kept)

    assert (done.returncode, done.stdout) == (3, "")
    assert "could not run: more/text.json is no JSON" in done.stderr


def test_nothing_in_common_could_not_run(run: Run, kept: Path) -> None:
    head = kept / "more" / "recording.json"
    head.write_text(json.dumps({**json.loads(head.read_text()), "steps": []}))

    done = run("diff", "today", "more", cwd=kept)

    assert done.returncode == 3
    assert "no exchange in common" in done.stderr


def test_real_target_without_a_key_could_not_run(run: Run, kept: Path) -> None:
    done = run("diff", "today", "real", cwd=kept)

    assert done.returncode == 3
    assert "GEMINI_API_KEY is not set" in done.stderr


def test_live_target_is_asked_and_keeps_nothing(run: Run, kept: Path) -> None:
    with served("--revision", "2026-05-07", "--no-control") as server:
        options = ("--api-key", KEY, "--ledger-dir", "ledgers")
        done = run("diff", "today", server.url, *options, cwd=kept)

    assert done.returncode == 1, done.stderr
    assert "breaking   field-replaced:Interaction.steps: steps -> outputs" in done.stdout
    # Told before each of the two times that it was asked.
    assert done.stderr.count(f"{server.url}: 13 steps, at most ") == 2
    assert not list((kept / "ledgers").iterdir())


def test_difference_that_does_not_come_again_is_told_apart(kept: Path) -> None:
    """The first GET of a file is answered otherwise, and no later one."""
    troubled: list[int] = []

    def trouble(number: int, method: str, path: str) -> Instead | None:
        if method != "GET" or "/files/" not in path or "nobodys" in path or troubled:
            return None
        troubled.append(number)
        return Instead(404, {"content-type": "application/json"}, b'{"error": {"message": "no"}}')

    proxy = Proxy(trouble=trouble)
    with proxied(proxy, kept) as certificate:
        variables: dict[str, Any] = {
            "SSL_CERT_FILE": str(certificate), "GEMINI_CONTRACTS_API_KEY": KEY,
        }  # fmt: skip
        options = ("--ledger-dir", "ledgers")
        done = contracts("diff", "today", proxy.url, *options, cwd=kept, variables=variables)

    assert done.returncode == 0, done.stdout
    assert "not repeated: now-refused:files/get\n" in done.stdout
