"""A release fetched as wheels and read in a process of its own, without keys."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest

from contracts.drift import releases
from contracts.drift.releases import ReleaseError
from contracts.schema.sdk import ROOTS
from tests.contracts.drift import wheels

SCHEMAS: dict[str, Any] = {
    name: {"type": "object", "properties": {"id": {"type": "string"}}} for name in ROOTS
}


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that pip takes for its only index, and secrets around it."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("GEMINI_API_KEY", "secret")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "secret")
    return tmp_path


def test_release_is_fetched_and_read(index: Path) -> None:
    wheels.google_genai(index, "9.9.9", SCHEMAS)

    found = releases.fetched("9.9.9")

    assert found.release == "9.9.9"
    assert found.roots == ROOTS
    assert "id" in found.schemas["Interaction"]["properties"]


def test_reader_sees_no_key(index: Path) -> None:
    wheels.google_genai(index, "9.9.9", SCHEMAS)

    found = releases.fetched("9.9.9").schemas["Interaction"]["properties"]

    assert {
        name.lower() for name in found if "key" in name.lower() or "google" in name.lower()
    } == set()
    assert not [name for name in found if name.lower().startswith("saw_pip_")]
    assert "saw_PATH" in found


def test_nothing_is_left_behind(
    index: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    wheels.google_genai(index, "9.9.9", SCHEMAS)

    releases.fetched("9.9.9")

    assert list(folder.iterdir()) == []


def test_release_that_is_not_there_cannot_be_fetched(index: Path) -> None:
    with pytest.raises(ReleaseError, match=r"cannot fetch google-genai==8\.8\.8: No matching"):
        releases.fetched("8.8.8")


def test_release_without_a_wheel_cannot_be_fetched(index: Path) -> None:
    wheels.source(index, "7.7.7")

    with pytest.raises(ReleaseError, match=r"cannot fetch google-genai==7\.7\.7: "):
        releases.fetched("7.7.7")


def test_release_with_its_types_elsewhere_cannot_be_read(index: Path) -> None:
    wheels.google_genai(index, "9.9.9", SCHEMAS, types="google/genai/_types/interactions.py")

    with pytest.raises(
        ReleaseError, match=r"cannot read this release, google-genai 9\.9\.9: .*_gaos"
    ):
        releases.fetched("9.9.9")


def test_release_whose_types_make_no_sense_cannot_be_read(index: Path) -> None:
    wheels.google_genai(index, "9.9.9", {"Interaction": {"properties": {}}})

    with pytest.raises(
        ReleaseError, match=r"cannot read this release, google-genai 9\.9\.9: KeyError"
    ):
        releases.fetched("9.9.9")


def test_release_that_takes_too_long_is_given_up(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "PATIENCE", 0.001)

    with pytest.raises(ReleaseError, match=r"within 0\.001 s"):
        releases.fetched("9.9.9")


def test_installed_release_is_read_here() -> None:
    assert releases.installed().release == "3.4.0"
