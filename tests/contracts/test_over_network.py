"""A target like the real one: another process, TLS, no control plane, and all that can go wrong."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.clauses import all_clauses
from contracts.ledger import left_behind
from tests.contracts.programs import ALL_HELD, PATIENCE, contracts
from tests.contracts.proxy import Instead, Proxy, proxied
from tests.process import environment

ROOT = Path(__file__).parents[2]
KEY, OTHER = "key-of-the-network", "other-key-of-the-network"
SMOKE = sum(clause.smoke for clause in all_clauses())
TOO_MANY = Instead(429, {"retry-after": "9"}, b'{"error": {"code": 429, "message": "Slowly."}}')
OVERLOADED = Instead(503, {}, b'{"error": {"code": 503, "message": "Overloaded."}}')


class Network:
    """A proxy that runs, and the ways to run the suite against it."""

    def __init__(self, proxy: Proxy, certificate: Path, folder: Path) -> None:
        self.proxy = proxy
        self.ledgers = folder / "ledgers"
        self.env = {"SSL_CERT_FILE": str(certificate)}
        self._folder = folder

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        """Run the suite, by default its smoke profile, in a time that does not wait."""
        told = {"target": self.proxy.url, "api_key": KEY, "profile": "smoke",
                "ledger_dir": str(self.ledgers), **options}  # fmt: skip
        return subprocess.Popen(
            [sys.executable, "-m", "tests.contracts.skipping", json.dumps(told), *arguments],
            cwd=ROOT, env=environment(**self.env), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, *arguments: str, **options: Any) -> tuple[int, str]:
        return self.end(self.start(*arguments, **options))

    def end(self, process: subprocess.Popen[str]) -> tuple[int, str]:
        said, _ = process.communicate(timeout=PATIENCE)
        assert KEY not in said
        return process.returncode, said

    def clean(self) -> tuple[int, str]:
        options = ("--target", self.proxy.url, "--api-key", KEY, "--ledger-dir", self.ledgers)
        done = contracts("clean", *options, cwd=self._folder, variables=self.env)
        return done.returncode, done.stdout + done.stderr

    @property
    def left(self) -> list[str]:
        """What was created and is still there."""
        with httpx.Client(base_url=self.proxy.upstream, headers={"x-goog-api-key": KEY}) as http:
            found = [id for id in self.proxy.made
                     if http.get(f"/v1/interactions/{id}").status_code == 200]  # fmt: skip
            files = http.get("/v1/files").json().get("files", [])
        return [*found, *(file["name"] for file in files)]


@contextmanager
def _network(folder: Path, *options: str, **more: Any) -> Iterator[Network]:
    proxy = Proxy(**more)
    with proxied(proxy, folder, *options) as certificate:
        yield Network(proxy, certificate, folder)


def test_everything_holds_over_the_network(tmp_path: Path) -> None:
    with _network(tmp_path) as network:
        code, said = network.run(profile="full", other_api_key=OTHER)
        assert code == 0, said
        assert ALL_HELD in said
        assert network.proxy.made
        assert not network.left
    assert not list(network.ledgers.iterdir())


def test_without_another_key_exactly_isolation_is_skipped(tmp_path: Path) -> None:
    with _network(tmp_path) as network:
        code, said = network.run(profile="full", select="keys.")
    assert code == 0, said
    assert "skipped, needs --other-api-key: keys.file-of-another\n" in said


def test_plan_is_shown_before_anything_is_sent(tmp_path: Path) -> None:
    with _network(tmp_path) as network:
        _, said = network.run()
    first = said.splitlines()[0]
    assert first == f"{network.proxy.url} ({network.proxy.url}), profile smoke: {SMOKE} clauses"
    assert "never more than 40 requests, 20,000 tokens" in said
    assert len(network.proxy.seen) <= 40


def test_rate_limit_is_waited_for(tmp_path: Path) -> None:
    def trouble(number: int, method: str, path: str) -> Instead | None:
        return TOO_MANY if number % 5 == 4 else None

    with _network(tmp_path, trouble=trouble) as network:
        code, said = network.run(max_requests=100)
        assert not network.left
    assert code == 0, said
    waits = sum(number % 5 == 4 for number in range(len(network.proxy.seen)))
    assert f"waited {9 * waits} s" in said


def test_overload_passes(tmp_path: Path) -> None:
    def trouble(number: int, method: str, path: str) -> Instead | None:
        return OVERLOADED if number % 7 == 6 else None

    with _network(tmp_path, trouble=trouble) as network:
        code, said = network.run(max_requests=100)
        assert not network.left
    assert code == 0, said


def test_overload_that_stays_blocks_and_soon_nothing_more_is_asked(tmp_path: Path) -> None:
    def trouble(number: int, method: str, path: str) -> Instead | None:
        return OVERLOADED if number >= 4 and method == "POST" else None

    with _network(tmp_path, trouble=trouble) as network:
        code, said = network.run(profile="full", select="interactions.create.")
    assert code == 3
    assert "so were 3 others in a row" in said
    assert "failed" not in said
    assert len(network.proxy.seen) < 4 + 4 * 5 + 4


def test_dead_key_is_one_line(tmp_path: Path) -> None:
    with _network(tmp_path, "--api-key", "another-key") as network:
        code, said = network.run()
    *_, last, _ = said.splitlines()
    assert code == 3
    assert last.startswith("could not run: key: the key is refused: 400 API key not valid.")
    assert len(network.proxy.seen) <= 2


def test_key_that_dies_on_the_way_fails_nothing(tmp_path: Path) -> None:
    with _network(tmp_path) as network:
        refusal = httpx.get(f"{network.proxy.upstream}/v1/models?key=invalid-key")
        body = Instead(400, {"content-type": refusal.headers["content-type"]}, refusal.content)
        network.proxy.trouble = lambda number, method, path: body if number > 10 else None
        code, said = network.run()
    assert code == 3, said
    assert "blocked" in said
    assert "failed" not in said


def test_retired_model_is_one_line(tmp_path: Path) -> None:
    with _network(tmp_path) as network:
        code, said = network.run(model="retired-model")
    *_, last, _ = said.splitlines()
    assert code == 3
    assert last.startswith("could not run: model: retired-model: 404 Model 'retired-model' not")
    assert len(network.proxy.seen) == 2


def test_certificate_that_nobody_trusts_is_one_line(tmp_path: Path) -> None:
    with _network(tmp_path) as network:
        network.env.clear()
        code, said = network.run()
    *_, last, _ = said.splitlines()
    assert code == 3
    assert last.startswith("could not run: network: 127.0.0.1: ")
    assert "certificate" in last


@pytest.mark.parametrize(
    ("option", "limit"), [("max_requests", 12), ("max_tokens", 2000)], ids=["requests", "tokens"]
)
def test_budget_is_kept_to(option: str, limit: int, tmp_path: Path) -> None:
    with _network(tmp_path) as network:
        code, said = network.run(**{option: limit})
        assert not network.left
    assert code == 3
    assert "blocked, " in said and "budget: the next request could reach" in said
    assert "failed" not in said
    assert len(network.proxy.seen) <= 12 or option != "max_requests"


def test_processes_share_the_budget(tmp_path: Path) -> None:
    with _network(tmp_path) as network:
        code, said = network.run("-n", "2", max_requests=14)
        assert not network.left
    assert code == 3, said
    assert "budget: " in said
    assert len(network.proxy.seen) <= 14


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one", "two"])
def test_what_will_not_go_is_named(arguments: tuple[str, ...], tmp_path: Path) -> None:
    def trouble(number: int, method: str, path: str) -> Instead | None:
        return Instead(409) if method == "DELETE" else None

    with _network(tmp_path, trouble=trouble) as network:
        code, said = network.run(*arguments, profile="full", select="interactions.create.model")
        left = network.left
    assert code == 0, said
    (name,) = left
    assert f"not deleted: interactions/{name}: 409\n" in said


def test_interrupted_run_deletes_what_it_created(tmp_path: Path) -> None:
    with _network(tmp_path, hold=lambda number, method, path: number == 12) as network:
        process = network.start()
        assert network.proxy.held.wait(PATIENCE)
        process.send_signal(signal.SIGINT)
        network.proxy.release.set()
        code, said = network.end(process)
        assert network.proxy.made
        # A create that was under way has no name yet; everything else is gone.
        assert len(network.left) <= 1
    assert code == 3, said
    assert "could not run: interrupted; " in said
    assert "not asked in " in said
    assert not list(network.ledgers.iterdir())


def test_killed_run_can_be_cleaned_up_after(tmp_path: Path) -> None:
    """It is killed while it looks at what it has just created."""

    def hold(number: int, method: str, path: str) -> bool:
        return method == "GET" and path in {f"/v1/interactions/{id}" for id in network.proxy.made}

    with _network(tmp_path, hold=hold) as network:
        process = network.start()
        assert network.proxy.held.wait(PATIENCE)
        process.kill()
        network.proxy.release.set()
        network.end(process)
        names = [entry.name for left in left_behind(network.ledgers) for entry in left.entries]
        assert names

        code, said = network.clean()

        assert code == 0, said
        assert sorted(said.splitlines()) == sorted(f"deleted: {name}" for name in names)
        assert not network.left
