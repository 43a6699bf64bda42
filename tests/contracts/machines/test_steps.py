"""Generated programmes put to two targets: equal where both are honest, else different."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from contracts.evidence.findings import compared
from contracts.evidence.record import record_target
from contracts.evidence.recording import Recording
from contracts.machines.steps import generated
from contracts.options import Options
from contracts.targets import target_of_app
from fake_gemini import Settings, create_app
from tests.contracts.programs import contracts
from tests.lies.book import all_lies
from tests.lies.telling import Liar

LIES = {
    "forgets-history": "step-cut-short:conversation-a",
    "branches-know-each-other": "step-cut-short:conversation-a",
    "cancelled-runs-complete": "value-changed:Interaction.status=cancelled->completed",
    "sends-again-what-a-client-has": "events-changed:conversation-a/15-resume-2",
    "has-no-cancel": "now-refused:conversation-a/17-cancel",
    "has-no-source": "field-removed:File.source",
    "takes-any-offset": "now-accepted:upload-a/03-send-elsewhere",
    "uploads-share-their-bytes": "value-changed:Upload.file.sha256Hash",
}


def taken(app: ASGIApp) -> Recording:
    told: list[str] = []
    recording = record_target(target_of_app(app), Options(), told.append, generated())
    assert not told, told
    return recording


@cache
def honest() -> Recording:
    return taken(create_app())


def test_honest_programmes_come_to_their_end() -> None:
    assert not honest().cut_short
    assert honest().steps == ["conversation-a", "conversation-b", "upload-a", "upload-b"]


def test_exchanges_have_names_of_their_own() -> None:
    places = [kept.place for kept in honest().exchanges]
    assert len(set(places)) == len(places) > 60


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(seed=7), Settings(chunk_size=7), Settings(clock="system")],
    ids=["same", "other-seed", "other-chunks", "other-clock"],
)
def test_two_honest_fakes_do_not_differ(settings: Settings) -> None:
    found = compared(honest(), taken(create_app(settings)))

    assert not found.findings and not found.alone


@pytest.mark.parametrize(("lie", "id"), LIES.items(), ids=LIES.keys())
def test_lying_fake_differs(lie: str, id: str) -> None:
    liar = Liar(create_app(), all_lies()[lie])
    found = compared(honest(), taken(liar))

    assert liar.told
    assert id in [finding.id for finding in found.findings]


def test_fake_behind_a_socket_does_not_differ(tmp_path: Path) -> None:
    done = contracts("diff", "fake", "socket", "--generated", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (0, "fake -> socket: no differences\n"), done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [("kept", "fake", "--generated"), ("fake", "socket", "--generated", "--baseline", "kept")],
    ids=["a-recording", "a-baseline"],
)
def test_generated_programmes_are_for_two_targets(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    contracts("record", "--out", "kept", cwd=tmp_path)
    done = contracts("diff", *arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert "--generated compares two targets that are asked now" in done.stderr
