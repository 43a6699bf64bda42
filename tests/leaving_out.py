"""Tests that need what a machine may lack: left out by name, and a failure in CI."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.sdk.programs import JS


def check_node() -> None:
    """Leave the running test out when it has no Node, or not the packages for it."""
    if shutil.which("node") is None:
        leave_out("Node is not there")
    if not (JS / "node_modules" / "@google" / "genai").is_dir():
        leave_out("make tests/sdk/js/node_modules/.installed was not run")


def leave_out(reason: str) -> None:
    """Skip the test by name; where everything has to be there, fail it."""
    if os.environ.get("CI"):
        pytest.fail(f"in CI nothing is left out: {reason}", pytrace=False)
    pytest.skip(reason)
