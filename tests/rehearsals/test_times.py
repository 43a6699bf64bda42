"""`k times`, then as usual: counted for each key and each request."""

from __future__ import annotations

import threading
from typing import Any

import httpx
import pytest

from tests.api import Connect, created, post
from tests.rehearsals.asking import rehearse, text, trigger

_TWICE = "error too_many_requests, 2 times"


def _statuses(client: httpx.Client, times: int, said: str = _TWICE, **body: Any) -> list[int]:
    return [rehearse(client, said, **body).status_code for _ in range(times)]


def test_so_often_and_then_as_usual(client: httpx.Client) -> None:
    assert _statuses(client, 5) == [429, 429, 200, 200, 200]


@pytest.mark.parametrize(
    ("said", "first"),
    [("0 times", [200, 200]), ("1 time", [429, 200]), ("1 times", [429, 200])],
)
def test_number_is_kept(client: httpx.Client, said: str, first: list[int]) -> None:
    assert _statuses(client, 2, f"error too_many_requests, {said}") == first


def test_without_a_number_it_never_ends(client: httpx.Client) -> None:
    assert set(_statuses(client, 20, "error too_many_requests")) == {429}


def test_answer_at_last_is_the_usual_one(client: httpx.Client) -> None:
    last = [rehearse(client, _TWICE) for _ in range(3)][-1].json()
    usual = created(client, [text("Count from 1 to 20"), text(trigger(_TWICE))])
    assert last["steps"] == usual["steps"]
    assert last["status"] == "completed"


@pytest.mark.parametrize(
    "other",
    [
        {"input": "Count from 1 to 21"},
        {"stream": True},
        {"store": False},
        {"model": "gemini-2.5-pro"},
        {"generation_config": {"seed": 1}},
    ],
    ids=["input", "stream", "store", "model", "generation_config"],
)
def test_other_request_has_its_own_count(client: httpx.Client, other: Any) -> None:
    _statuses(client, 3)
    assert _statuses(client, 3, **other) == [429, 429, 200]


def test_other_key_has_its_own_count(client: httpx.Client) -> None:
    def statuses(key: str) -> list[int]:
        body = {"model": "gemini-2.5-pro", "input": trigger(_TWICE)}
        headers = {"x-goog-api-key": key}
        return [
            client.post("/v1/interactions", json=body, headers=headers).status_code
            for _ in range(3)
        ]

    assert statuses("one") == statuses("two") == [429, 429, 200]


def test_request_is_the_same_however_it_is_spelled(client: httpx.Client) -> None:
    said = f'"input": "{trigger(_TWICE)}"'
    bodies = [f'{{"model": "gemini-2.5-pro", {said}}}', f'{{ {said},"model":"gemini-2.5-pro"}}']
    sent = [client.post("/v1/interactions", content=body).status_code for body in bodies * 2]
    assert sent == [429, 429, 200, 200]


def test_versions_count_together(client: httpx.Client) -> None:
    body = {"model": "gemini-2.5-pro", "input": trigger(_TWICE)}
    versions = ("v1", "v1beta", "v1alpha")
    sent = [client.post(f"/{it}/interactions", json=body).status_code for it in versions]
    assert sent == [429, 429, 200]


def test_reset_begins_again(client: httpx.Client) -> None:
    _statuses(client, 3)
    client.post("/_fake/reset", json={})
    assert _statuses(client, 3) == [429, 429, 200]


def test_reset_of_another_key_does_not(client: httpx.Client) -> None:
    _statuses(client, 2)
    client.post("/_fake/reset", json={"api_key": "other"})
    assert _statuses(client, 1) == [200]


@pytest.mark.parametrize(("said", "status"), [("incomplete", "incomplete"), ("failed", "failed")])
def test_outcome_is_counted_too(client: httpx.Client, said: str, status: str) -> None:
    found = [rehearse(client, f"{said}, 1 time").json()["status"] for _ in range(2)]
    assert found == [status, "completed"]


def test_what_cannot_be_rehearsed_is_refused_each_time(client: httpx.Client) -> None:
    assert _statuses(client, 3, "cut stream, 1 time") == [400, 400, 400]


def test_requests_at_once_are_each_counted(connect: Connect) -> None:
    client, statuses = connect(), list[int]()
    body = trigger("error api_error, 5 times")

    def ask() -> None:
        statuses.append(post(client, body).status_code)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(statuses) == [200] * 7 + [500] * 5
