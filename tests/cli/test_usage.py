"""Wrong usage is one line and exit code 2; what cannot run is one line and exit code 3."""

from __future__ import annotations

import socket
from dataclasses import fields

import httpx
import pytest

from fake_gemini import Settings
from tests.process import run, served


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "--port", "http"),
        ("serve", "--port", "70000"),
        ("serve", "--seed", "many"),
        ("serve", "--seed", "-1"),
        ("serve", "--clock", "sundial"),
        ("serve", "--revision", "2026-06-01"),
        ("serve", "--chunk-size", "0"),
        ("serve", "--pace", "-1"),
        ("serve", "--log-level", "loud"),
        ("serve", "--public-url", "ftp://x"),
        ("serve", "--api-key", "invalid-key"),
        ("serve", "--api-key", ""),
        ("serve", "--data-dir", "Makefile"),
        ("serve", "--unknown"),
        ("unknown",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_and_exit_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("fake-gemini: ") and done.stderr.count("\n") == 1


def test_wrong_variable_is_one_line_and_exit_2() -> None:
    done = run("serve", FAKE_GEMINI_CLOCK="sundial")
    assert done.returncode == 2
    assert "FAKE_GEMINI_CLOCK" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "value"), [("--chunk-size", "0"), ("--api-key", "invalid-x"), ("--public-url", "x")]
)
def test_wrong_setting_names_its_option_and_variable(option: str, value: str) -> None:
    variable = "FAKE_GEMINI_" + option.removeprefix("--").upper().replace("-", "_")
    for done in (run("serve", option, value), run("serve", **{variable: value})):
        assert done.stderr.startswith(f"fake-gemini: {option} or {variable}: ")
        assert "accepted: " in done.stderr and done.stderr.count("\n") == 1


def test_taken_port_is_one_line_and_exit_3() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port)
    assert (done.returncode, done.stdout) == (3, "")
    assert port in done.stderr and done.stderr.count("\n") == 1


def test_data_dir_that_cannot_be_made_is_one_line_and_exit_3() -> None:
    done = run("serve", "--port", "0", "--data-dir", "/dev/null/below")
    assert done.returncode == 3
    assert "--data-dir /dev/null/below" in done.stderr and done.stderr.count("\n") == 1


def test_unknown_host_is_one_line_and_exit_3() -> None:
    done = run("serve", "--host", "no-such-host.invalid", "--port", "0")
    assert done.returncode == 3
    assert "no-such-host.invalid" in done.stderr and done.stderr.count("\n") == 1


def test_no_command_is_the_help_and_exit_2() -> None:
    done = run()
    assert done.returncode == 2
    assert "\nCommands:\n  serve" in done.stderr


def test_flag_wins_over_variable() -> None:
    with served("--seed", "1", FAKE_GEMINI_SEED="2") as server:
        assert '"seed": 1' in server.first


def test_variable_counts_without_flag() -> None:
    with served(FAKE_GEMINI_SEED="2") as server:
        assert '"seed": 2' in server.first


def test_several_keys_fit_in_one_variable() -> None:
    with served(FAKE_GEMINI_API_KEY="first second") as server:
        statuses = [
            httpx.get(
                f"{server.url}/v1/interactions/v1_x", headers={"x-goog-api-key": key}
            ).status_code
            for key in ("first", "second", "third")
        ]
    assert statuses == [404, 404, 400]


def test_other_host_than_loopback_is_warned_of() -> None:
    with served("--host", "0.0.0.0") as server:
        assert server.process.stderr is not None
        assert "warning: listening on 0.0.0.0" in server.process.stderr.readline()


def test_each_setting_is_a_flag_and_a_variable() -> None:
    help_text = run("serve", "--help").stdout
    names = {field.name.upper() for field in fields(Settings)} - {
        "CONTROL",
        "REHEARSALS",
        "API_KEYS",
    }
    for name in names | {"NO_CONTROL", "NO_REHEARSALS", "API_KEY", "PORT", "LOG_LEVEL", "JSON"}:
        assert f"--{name.lower().replace('_', '-')}" in help_text
        assert f"FAKE_GEMINI_{name}" in help_text.replace("\n", "").replace(" ", "")
