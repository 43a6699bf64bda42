"""The programme: the same each time, within its cost, and nothing stays behind."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.budget import Budget, Limits
from contracts.evidence.asking import Asker
from contracts.evidence.programme import PROGRAMME, Step
from contracts.evidence.record import record_target
from contracts.evidence.recording import read
from contracts.options import Options
from contracts.session import Session
from contracts.stopping import Blocked
from contracts.targets import target_of_app
from fake_gemini import create_app
from tests.contracts.asking import KEY, scripted
from tests.contracts.evidence.taking import MODEL, of_legacy, of_today, taken
from tests.contracts.programs import contracts
from tests.contracts.proxy import Instead, Proxy, proxied

_every_step = pytest.mark.parametrize("step", PROGRAMME, ids=lambda step: step.id)
LONG_KEY = "key-of-the-network"


@_every_step
def test_step_costs_no_more_than_it_says(step: Step) -> None:
    with Session(target_of_app(create_app()), Budget(Limits()), model=MODEL) as session:
        step.ask(Asker(session.api()))
        reserved = session.budget.reserved

    assert reserved.requests <= step.requests, f"requests={reserved.requests}"
    assert reserved.tokens <= step.tokens <= 1.5 * reserved.tokens + 200, reserved.tokens


def test_fake_lets_every_step_come_to_its_end() -> None:
    assert of_today().cut_short == {}
    assert of_today().steps == [step.id for step in PROGRAMME]


def test_both_schemas_have_an_answer_to_each_request() -> None:
    assert [it.place for it in of_legacy().exchanges] == [it.place for it in of_today().exchanges]


def test_names_are_given_once() -> None:
    places = [kept.place for kept in of_today().exchanges]

    assert len(set(places)) == len(places)
    assert not [it for it in places if not re.fullmatch(r"[a-z]+/[a-z-]+", it)]


def test_another_fake_answers_the_same() -> None:
    assert taken(create_app()) == of_today()


def test_only_requests_that_are_wrong_on_purpose_are_refused() -> None:
    refused = {kept.step for kept in of_today().exchanges if kept.status >= 400}

    assert refused == {"text", "input", "revision", "refusals", "files", "models"}


def test_no_key_is_kept() -> None:
    told = json.dumps([[kept.request_headers, kept.url] for kept in of_today().exchanges])

    assert "contract-key" not in told
    assert '"x-goog-api-key", "$GEMINI_API_KEY"' in told


def test_step_ends_where_an_answer_lacks_what_comes_next() -> None:
    """The others go on."""

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"models": [], "mood": "strange"})

    recording = record_target(scripted(handler), Options(), print)

    assert recording.cut_short["text"] == "after create: the 200 names nothing that was created"
    assert recording.cut_short["models"].startswith("after list: $ has no 'nextPageToken'")
    assert len([kept for kept in recording.exchanges if kept.step == "refusals"]) == 11


def test_key_that_a_target_sends_back_is_not_kept() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        key = request.headers.get("x-goog-api-key", "")
        return httpx.Response(200, json={"models": [], "you": f"are {key}"})

    recording = record_target(scripted(handler), Options(), print)

    assert KEY not in json.dumps([kept.reply for kept in recording.exchanges])


def test_nothing_is_kept_where_a_key_would_be_left() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        key = request.headers.get("x-goog-api-key", "")
        return httpx.Response(200, json={"models": [], "you": key.encode().hex()})

    with pytest.raises(Blocked, match="a secret would be kept at text/create .reply.body") as error:
        record_target(scripted(handler), Options(), print)
    assert KEY not in str(error.value)


class Network:
    """A fake in another process, behind TLS, and the program that records it."""

    def __init__(self, proxy: Proxy, certificate: Path, folder: Path) -> None:
        self.proxy, self.folder = proxy, folder
        self._variables = {"SSL_CERT_FILE": str(certificate), "GEMINI_CONTRACTS_API_KEY": LONG_KEY}

    def record(self, *more: str) -> Any:
        options = ("--target", self.proxy.url, "--ledger-dir", "ledgers", "--out", "kept")
        return contracts("record", *options, *more, cwd=self.folder, variables=self._variables)


def test_target_behind_the_network_is_recorded(tmp_path: Path) -> None:
    proxy = Proxy()
    with proxied(proxy, tmp_path) as certificate:
        done = Network(proxy, certificate, tmp_path).record()
        with httpx.Client(base_url=proxy.upstream, headers={"x-goog-api-key": LONG_KEY}) as http:
            left = [id for id in proxy.made if http.get(f"/v1/interactions/{id}").is_success]
            files = http.get("/v1/files").json()

    assert done.returncode == 0, done.stderr
    assert f"{proxy.url}: {len(PROGRAMME)} steps, at most " in done.stderr
    assert proxy.made and not left and files == {}
    assert not list((tmp_path / "ledgers").iterdir())
    kept = read(tmp_path / "kept")
    assert kept.target == proxy.url and not kept.cut_short
    assert LONG_KEY not in "".join(path.read_text() for path in (tmp_path / "kept").iterdir())


def test_budget_is_kept_to_and_nothing_is_written(tmp_path: Path) -> None:
    proxy = Proxy()
    with proxied(proxy, tmp_path) as certificate:
        done = Network(proxy, certificate, tmp_path).record("--max-requests", "10")

    assert done.returncode == 3
    assert "could not run: budget: " in done.stderr
    assert not (tmp_path / "kept").exists()
    assert len(proxy.seen) <= 10


def test_overload_that_stays_could_not_run(tmp_path: Path) -> None:
    def trouble(number: int, method: str, path: str) -> Instead | None:
        return Instead(429, {"retry-after": "900"}) if number > 3 and method == "POST" else None

    proxy = Proxy(trouble=trouble)
    with proxied(proxy, tmp_path) as certificate:
        done = Network(proxy, certificate, tmp_path).record()

    assert done.returncode == 3
    assert "could not run: quota: " in done.stderr
    assert not (tmp_path / "kept").exists()
