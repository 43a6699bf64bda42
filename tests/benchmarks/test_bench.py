"""`make bench` in its smallest form: that it measures and says so, never how fast anything is."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from benchmarks import client
from benchmarks.rows import Row

_ROOT = Path(__file__).parents[2]


def rows_of(output: Path, *only: str) -> list[dict[str, Any]]:
    chosen = [word for name in only for word in ("--only", name)]
    command = [sys.executable, "-m", "benchmarks", "--quick", "--output", str(output), *chosen]
    done = run(command, cwd=_ROOT, capture_output=True, text=True, timeout=120)
    # 1 is a missed bound, which a busy machine is free to do.
    assert done.returncode in (0, 1), done.stderr
    rows: list[dict[str, Any]] = json.loads(output.read_text())["rows"]
    assert all(row["what"] in done.stdout for row in rows)
    return rows


def test_rows_have_a_value_and_a_bound(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "results.json", "unary", "memory")
    assert [row["name"] for row in rows] == ["unary", "memory"]
    for row in rows:
        assert row["value"] > 0 and row["bound"] > 0


def test_open_streams_are_counted(tmp_path: Path) -> None:
    lost, memory = rows_of(tmp_path / "results.json", "open")
    assert (lost["value"], lost["verdict"]) == (0, "holds")
    assert memory["unit"] == "kB"


@pytest.mark.parametrize(
    "value, at_least, verdict",
    [(1.5, False, "holds"), (1.6, False, "MISSES"), (1.5, True, "holds"), (1.4, True, "MISSES")],
)
def test_verdict_of_a_row(value: float, at_least: bool, verdict: str) -> None:
    assert Row("row", "what", value, 1.5, at_least=at_least).verdict == verdict


def test_row_that_was_left_out_misses_nothing() -> None:
    assert Row("row", "what", None, 1.5, note="npm is not there").verdict == "left out"


@pytest.mark.parametrize(
    "answer, whole",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", True),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n", False),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", True),
    ],
    ids=["half a length", "a length", "half of the chunks", "all chunks"],
)
def test_end_of_an_answer_is_seen(answer: bytes, whole: bool) -> None:
    assert client.is_whole(answer) is whole
    if whole:
        assert client.body_of(answer) == b"{}"
