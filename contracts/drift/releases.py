"""Another release of google-genai: fetched as wheels into a folder of its own, read by a process.

Neither sees a key: pip gets the variables that it needs to find its index, the reader gets none.
Nothing of the environment that we run in is on the reader's path.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..schema import extract, sdk

DISTRIBUTION = "google-genai"
PATIENCE = 600
_KEPT = ("PATH", "HOME", "TMPDIR", "TEMP", "LANG", "SYSTEMROOT")
# For pip alone: where its index is, and how to get there.
_OF_PIP = ("pip_", "http_proxy", "https_proxy", "no_proxy", "all_proxy", "ssl_cert", "requests_ca")


class ReleaseError(Exception):
    """A release could not be fetched, or cannot be read; the message says which."""


def installed() -> extract.Extract:
    """The types of the google-genai in this environment."""
    try:
        return extract.of_installed()
    except (sdk.UnreadableReleaseError, ValueError, KeyError) as error:
        raise ReleaseError(f"cannot read the installed {DISTRIBUTION}: {error}") from error


def fetched(version: str) -> extract.Extract:
    """The types of a release from the index; leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        _fetch(version, folder)
        return _read(version, folder)


def _fetch(version: str, folder: str) -> None:
    wanted = f"{DISTRIBUTION}=={version}"
    options = ["--only-binary=:all:", "--no-compile", "--no-input", "--disable-pip-version-check"]
    done = _run(["-m", "pip", "install", "--quiet", *options, "--target", folder, wanted], _OF_PIP)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR: ")]
        why = said[-1].removeprefix("ERROR: ") if said else f"pip ended with {done.returncode}"
        raise ReleaseError(f"cannot fetch {wanted}: {why}")


def _read(version: str, folder: str) -> extract.Extract:
    script = str(Path(sdk.__file__))
    done = _run(["-I", "-S", script, folder], ())
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise ReleaseError(f"cannot read this release, {DISTRIBUTION} {version}: {why}")
    try:
        return extract.of_types(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"cannot read this release, {DISTRIBUTION} {version}: {error!r}"
        ) from error


def _run(arguments: Sequence[str], more: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            [sys.executable, *arguments],
            env=_bare(os.environ, more),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise ReleaseError(f"no answer of {arguments[1]} within {PATIENCE} s") from error


def _bare(environment: Mapping[str, str], more: Sequence[str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment.items()
        if name in _KEPT or name.lower().startswith(tuple(more))
    }
