"""What the example does in a night: nothing moved, something moved, nothing could be asked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from fake_gemini.testing import running
from tests.contracts.nightly.nights import Moving, Night
from tests.contracts.report.sample import RUDE
from tests.lies.exchange import Reply

pytestmark = pytest.mark.once

SAYABLE = RUDE.replace("\ud800", "")


def moved(reply: Reply) -> None:
    """An interaction has another name for its status, and what it says is rude."""
    if isinstance(reply.json, dict) and "status" in reply.json:
        reply.rewrite(lambda value: value.update(state=value.pop("status"), object=SAYABLE))


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Night]:
    """Three of them: in the first there is no baseline, in the last something has moved."""
    app: Any = Moving()
    made: dict[str, Night] = {}
    with running(app) as fake:
        for name in ("first", "calm", "news"):
            app.lie = moved if name == "news" else app.lie
            night = made[name] = Night(fake.url, tmp_path_factory.mktemp(name))
            if name != "first":
                # What the job `baseline` proposed, merged.
                kept = made["first"].folder / "recording"
                shutil.copytree(kept, night.folder / "contract-baseline")
            night.watch()
    return made


def test_first_night_proposes_a_baseline(nights: dict[str, Night]) -> None:
    assert nights["first"].outputs == {"code": "0", "changed": "1"}
    assert (nights["first"].folder / "recording").is_dir()
    assert nights["first"].summary.startswith("# Contract of ")


def test_night_without_news_asks_for_nothing(nights: dict[str, Night]) -> None:
    assert nights["calm"].outputs == {"code": "0", "changed": "0", "drift": "0"}


def test_night_with_news_is_drift(nights: dict[str, Night]) -> None:
    night = nights["news"]

    assert night.outputs == {"code": "1", "changed": "1", "drift": "1"}
    assert "status" in (night.folder / "reports" / "drift.txt").read_text()
    assert " drift " in (night.folder / "reports" / "fake.txt").read_text()


def test_news_become_one_issue(nights: dict[str, Night]) -> None:
    night = nights["news"]
    name = "Open it, or add to the one that is open"

    assert night.run("issue", name).returncode == 0
    opened = night.asked_gh
    (night.folder / ".gh.open").touch()
    assert night.run("issue", name).returncode == 0

    assert [line.split()[:2] for line in opened] == [
        ["issue", "list"], ["label", "create"], ["issue", "create"],
    ]  # fmt: skip
    assert night.asked_gh[len(opened) :][-1] == "issue comment 7 --body-file body.md"
    assert len(night.body.encode()) < 65_536
    assert night.body.startswith("[This run](https://github.example/runs/1) has all reports.\n")


def test_words_of_a_model_are_only_text_in_the_issue(nights: dict[str, Night]) -> None:
    night = nights["news"]
    assert night.run("issue", "Open it, or add to the one that is open").returncode == 0

    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(night.body)
    parts = [part for token in tokens for part in token.children or [token]]
    code = [part for part in parts if part.type in ("code_inline", "code_block", "fence")]
    assert [part for part in code if "alert(1)" in part.content]
    assert not [part for part in parts if part not in code and "alert" in part.content]


def test_new_baseline_is_proposed_for_review(nights: dict[str, Night], tmp_path: Path) -> None:
    work, remote = tmp_path / "work", tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", remote], check=True)
    subprocess.run(["git", "clone", "--quiet", remote, work], check=True, capture_output=True)
    shutil.copytree(nights["first"].folder / "recording", work / ".temp" / "recording")
    night = Night("http://unused", work)

    done = night.run("baseline", "Propose it")

    assert done.returncode == 0, done.stderr
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "contract-baseline"],
        cwd=remote, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    assert "contract-baseline/recording.json" in listed
    assert all(name.startswith("contract-baseline/") for name in listed)
    assert [line.split()[:2] for line in night.asked_gh] == [["pr", "list"], ["pr", "create"]]


def test_night_that_could_not_ask_fails_and_finds_nothing(tmp_path: Path) -> None:
    night = Night("http://127.0.0.1:9", tmp_path)

    done = night.run("contract", "Run the checks")

    assert done.returncode == 1
    assert night.outputs == {"code": "3"}
    assert "Could not run" in night.summary


def test_newest_sdk_is_compared_without_a_key(tmp_path: Path) -> None:
    night = Night("http://unused", tmp_path)

    done = night.run("sdk-drift", "Compare")

    assert done.returncode == 0, done.stderr
    assert night.outputs == {"code": "0"}
    assert "no differences" in (tmp_path / "reports" / "sdk-drift.txt").read_text()
