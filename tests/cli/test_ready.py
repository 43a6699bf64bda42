"""What is printed when the server is ready."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.process import PATIENCE, Served, command, environment, served


def _banner(server: Served) -> str:
    """The lines up to the last one of the banner."""
    assert server.process.stdout is not None
    lines = [server.first]
    while "Ctrl-C" not in lines[-1]:
        lines.append(server.process.stdout.readline())
        assert lines[-1], "the banner ended early"
    return "".join(lines)


def test_json_line_names_url_pid_seed_and_clock() -> None:
    with served("--seed", "7") as server:
        ready = json.loads(server.first)
        assert ready == {
            "url": server.url,
            "pid": server.process.pid,
            "seed": 7,
            "clock": "fixed",
        }


def test_banner_has_the_two_lines_to_paste() -> None:
    with served(json_line=False) as server:
        lines = _banner(server).splitlines()
    url = lines[0].split()[3].rstrip(",")
    assert f"export GOOGLE_GEMINI_BASE_URL={url}" in lines
    assert "export GEMINI_API_KEY=fake-key" in lines


def test_banner_has_a_curl_line_that_works() -> None:
    with served(json_line=False) as server:
        line = next(line for line in _banner(server).splitlines() if "curl" in line)
        curl = shlex.split(line.removeprefix("Try: "))
        done = subprocess.run(curl, capture_output=True, text=True, timeout=PATIENCE)
    assert json.loads(done.stdout)["status"] == "completed"


@pytest.mark.parametrize(
    ("options", "said"),
    [((), "a fixed clock"), (("--clock", "system"), "the machine's clock")],
    ids=["fixed", "system"],
)
def test_banner_says_which_clock_runs(options: tuple[str, ...], said: str) -> None:
    with served(*options, json_line=False) as server:
        assert said in server.first


def test_banner_names_the_list_of_what_is_not_imitated() -> None:
    with served(json_line=False) as server:
        line = next(line for line in _banner(server).splitlines() if "not imitate" in line)
    assert Path(line.partition(": ")[2]).is_file()


def test_banner_does_not_print_an_accepted_key() -> None:
    with served("--api-key", "very-secret-key", json_line=False) as server:
        assert "very-secret-key" not in _banner(server)


def test_random_seed_is_printed_and_differs() -> None:
    with served("--seed", "random") as one, served("--seed", "random") as other:
        assert json.loads(one.first)["seed"] != json.loads(other.first)["seed"]


def test_server_whose_ready_line_nobody_reads_serves() -> None:
    reads, writes = os.pipe()
    os.close(reads)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        command("serve", "--port", str(port)),
        env=environment(),
        stdout=writes,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writes)
    with process, httpx.Client(transport=httpx.HTTPTransport(retries=6)) as client:
        try:
            health = client.get(f"http://127.0.0.1:{port}/_fake/health")
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()

    assert health.status_code == 200
    assert (process.returncode, err) == (0, "")
