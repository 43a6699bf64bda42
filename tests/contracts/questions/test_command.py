"""`gemini-contracts settle` as its users call it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.contracts.programs import PATIENCE, PROGRAM, contracts
from tests.contracts.proxy import Instead, Proxy, proxied
from tests.process import environment

KEY = "key-of-the-program"
TOO_MANY = Instead(429, {"retry-after": "0"}, b'{"error": {"code": 429, "message": "Slowly."}}')


def test_fake_answers_every_question(tmp_path: Path) -> None:
    done = contracts("settle", "--report-dir", "reports", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    report = json.loads((tmp_path / "reports" / "questions.json").read_text())
    unclear = [each["rows"] for each in report["findings"] if each["verdict"] != "same"]
    assert unclear == [["F-8-13"], ["E-9-17"]]
    assert done.stdout.endswith("; the fake settles nothing\n")


def test_questions_over_the_network(tmp_path: Path) -> None:
    """TLS, another process, no control plane, and every ninth request is one too many."""

    def trouble(number: int, method: str, path: str) -> Instead | None:
        return TOO_MANY if number % 9 == 8 else None

    proxy = Proxy(trouble=trouble)
    with proxied(proxy, tmp_path, "--clock", "system") as certificate:
        done = contracts(
            "settle", "--target", proxy.url, "--api-key", KEY, "--max-requests", "400",
            cwd=tmp_path, variables={"SSL_CERT_FILE": str(certificate)},
        )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    first, second, third, *_, last = done.stdout.splitlines()
    assert first.startswith(f"{proxy.url} ({proxy.url}): ")
    assert second.startswith("at most ") and third.startswith("never more than 400 requests, ")
    assert " otherwise" not in last
    assert KEY not in done.stdout
    assert not list((tmp_path / ".state" / "gemini-contracts").iterdir())


def test_interrupted_run_could_not_run(tmp_path: Path) -> None:
    proxy = Proxy(hold=lambda number, method, path: number == 20)
    with proxied(proxy, tmp_path) as certificate:
        process = subprocess.Popen(
            [PROGRAM, "settle", "--target", proxy.url, "--api-key", KEY, "--ledger-dir", "."],
            cwd=tmp_path, env=environment(SSL_CERT_FILE=str(certificate)), text=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        assert proxy.held.wait(PATIENCE)
        process.send_signal(signal.SIGINT)
        proxy.release.set()
        said, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 3, said
    assert "\ncould not run: interrupted; " in said
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".jsonl")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--select", "I-11"), "no open row begins with 'I-11'"),
        (("--target", "fakes"), "no such target: 'fakes'"),
        (("--profile", "smoke"), "No such option"),
        (("--max-cost", "1"), "--max-cost needs --price-in and --price-out"),
        (("--report-dir", "/proc/none"), "--report-dir /proc/none"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = contracts("settle", *arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not done.stdout


def test_real_target_without_a_key_could_not_run(tmp_path: Path) -> None:
    done = contracts("settle", "--target", "real", cwd=tmp_path)

    assert done.returncode == 3
    assert "could not run: key: GEMINI_API_KEY is not set; nothing was asked" in done.stdout
