"""The example of a nightly job: its commands exist, and it may no more than it must."""

from __future__ import annotations

import re
import subprocess

import click
import pytest

from contracts.commands import cli
from tests.contracts.nightly.workflow import Step, calls, jobs, steps, workflow

SCRIPTS = [each for each in steps() if each.script]
CALLS = list(calls())
# What each job may; the one that holds the key may write nothing.
PERMISSIONS = {
    "sdk-drift": {"contents": "read"},
    "contract": {"contents": "read"},
    "issue": {"issues": "write"},
    "baseline": {"contents": "write", "pull-requests": "write"},
}

_every_script = pytest.mark.parametrize(
    "step", SCRIPTS, ids=lambda step: f"{step.job}: {step.name}"
)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_command_exists_with_these_options(call: list[str]) -> None:
    """Parsed as the program parses them, and not run."""
    name, *arguments = call
    command = cli.commands[name]

    context = command.make_context(name, arguments)

    assert isinstance(context, click.Context)


def test_every_command_of_a_watch_is_called() -> None:
    assert {call[0] for call in CALLS} == {"run", "record", "diff", "sdk-drift", "clean"}


@_every_script
def test_script_is_bash(step: Step) -> None:
    subprocess.run(["bash", "-n"], input=step.script, text=True, check=True)


@_every_script
def test_nothing_is_pasted_into_a_script(step: Step) -> None:
    """An expression in a script would be run, whatever it holds."""
    assert "${{" not in step.script


def test_nothing_is_allowed_but_by_a_job() -> None:
    assert workflow()["permissions"] == {}


def test_each_job_may_what_it_must() -> None:
    assert {name: job["permissions"] for name, job in jobs().items()} == PERMISSIONS


def test_key_comes_from_the_secrets_and_into_steps_only() -> None:
    holders = {each.job for each in steps() if "GEMINI_API_KEY" in each.told.get("env", {})}
    told = [each.told["env"]["GEMINI_API_KEY"] for each in steps()
            if "GEMINI_API_KEY" in each.told.get("env", {})]  # fmt: skip
    without_steps = {**workflow(), "jobs": {name: {**job, "steps": []}
                                            for name, job in jobs().items()}}  # fmt: skip

    assert holders == {"contract"}
    assert set(told) == {"${{ secrets.GEMINI_API_KEY }}"}
    assert "secrets." not in str(without_steps)
    assert str(workflow()).count("secrets.") == len(told)


def test_step_has_the_key_where_it_asks_the_real_api() -> None:
    for each in SCRIPTS:
        asks = re.search(r"--target real|diff \S+ real", each.script)
        assert bool(asks) is ("GEMINI_API_KEY" in each.told.get("env", {})), each.name


def test_no_call_names_a_key() -> None:
    assert not [call for call in CALLS if any("api-key" in word for word in call)]


@pytest.mark.parametrize("call", [call for call in CALLS if "real" in call], ids=" ".join)
def test_what_asks_the_real_api_has_limits(call: list[str]) -> None:
    assert call[0] == "clean" or {"--max-requests", "--max-tokens", "--max-minutes"} <= set(call)


@pytest.mark.parametrize("name", [each.told["uses"] for each in steps() if "uses" in each.told])
def test_actions_are_pinned(name: str) -> None:
    assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name)


def test_jobs_end_and_do_not_overlap() -> None:
    assert all(0 < job["timeout-minutes"] <= 90 for job in jobs().values())
    assert workflow()["concurrency"]["group"]


def test_it_runs_every_night() -> None:
    """YAML 1.1 reads the key `on` as true."""
    (cron,) = workflow()[True]["schedule"]  # type: ignore[index]

    assert re.fullmatch(r"\d+ \d+ \* \* \*", cron["cron"])


def test_checkouts_keep_no_credentials_but_to_push() -> None:
    kept = [each.job for each in steps() if "actions/checkout@" in each.told.get("uses", "")
            and each.told.get("with", {}).get("persist-credentials") is not False]  # fmt: skip

    assert kept == ["baseline"]
