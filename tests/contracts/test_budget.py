"""What a run may spend, and what a request can cost at most."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.api import Api
from contracts.budget import Budget, Cost, Limits, Prices, SharedBudget
from contracts.costs import UNLIMITED, actual_cost, worst_case
from contracts.names import created_name
from contracts.stopping import Blocked, Cause
from tests.contracts.asking import session_with, session_with_fake

CREATE = "/v1/interactions"


def _worst(body: Any, url: str = CREATE, **history: int) -> Cost:
    return worst_case("POST", url, json.dumps(body).encode(), history)


@pytest.mark.parametrize(
    ("limits", "option"),
    [
        (Limits(requests=3), "--max-requests"),
        (Limits(tokens=2000), "--max-tokens"),
        (Limits(money=0.004, prices=Prices(1, 2)), "--max-cost"),
    ],
    ids=["requests", "tokens", "money"],
)
def test_request_that_could_pass_a_limit_is_not_sent(limits: Limits, option: str) -> None:
    sent: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={})

    with session_with(handler, limits) as session:
        api = session.api()
        api.create()
        with pytest.raises(Blocked, match=option) as caught:
            api.create()

    assert caught.value.cause is Cause.BUDGET
    assert len(sent) == 1


def test_what_was_not_used_can_be_spent_again() -> None:
    usage = {"total_tokens": 30, "total_input_tokens": 10}

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"usage": usage})

    with session_with(handler, Limits(tokens=1100)) as session:
        for _ in range(3):
            session.api().create(store=False)

    assert session.budget.spent == Cost(requests=3, input=30, output=60)


def test_processes_spend_one_budget(tmp_path: Path) -> None:
    path = tmp_path / "spent"
    path.touch()
    one, other = (SharedBudget(Limits(tokens=100), path) for _ in range(2))
    one.reserve(Cost(1, 0, 60))

    with pytest.raises(Blocked):
        other.reserve(Cost(1, 0, 60))
    one.settle(Cost(1, 0, 60), Cost(1, 5, 5))
    other.reserve(Cost(1, 0, 60))

    assert (one.spent, other.spent) == (Cost(1, 5, 5), Cost(1, 0, 60))


def test_budget_counts_what_is_under_way() -> None:
    budget = Budget(Limits(tokens=100))
    budget.reserve(Cost(output=60))

    with pytest.raises(Blocked):
        budget.reserve(Cost(output=60))
    budget.settle(Cost(output=60), Cost(output=10))
    budget.reserve(Cost(output=60))


@pytest.mark.parametrize(
    ("body", "cost"),
    [
        ({"input": "12345", "store": False}, Cost(1, 5, UNLIMITED)),
        ({"input": "12345"}, Cost(2, 5, UNLIMITED)),
        ({"input": "é", "generation_config": {"max_output_tokens": 7}}, Cost(2, 2, 7)),
        ({"input": "", "generation_config": {"max_output_tokens": 10**9}}, Cost(2, 0, UNLIMITED)),
        ({"input": {"type": "", "data": "AAAA"}}, Cost(2, 1200, UNLIMITED)),
        ({"input": "1", "previous_interaction_id": "known"}, Cost(2, 51, UNLIMITED)),
        ({"agent_config": {"max_total_tokens": "90000"}}, Cost(2, 5, 90_000)),
        ({"agent_config": {"max_total_tokens": "many"}}, Cost(2, 4, UNLIMITED)),
        ([], Cost(1)),
        ("no object", Cost(1)),
    ],
    ids=["unstored", "stored", "limited", "above-the-model", "medium", "history", "agent",
         "agent-without-a-number", "list", "text"],
)  # fmt: skip
def test_worst_case_of_a_create(body: Any, cost: Cost) -> None:
    assert _worst(body, known=50) == cost


@pytest.mark.parametrize(
    ("method", "url", "requests"),
    [
        ("GET", CREATE, 1),
        ("POST", "/upload/v1/files", 2),
        ("POST", "/v1beta/files", 2),
        ("POST", "/upload/v1/files?upload_id=x", 1),
        ("DELETE", "/v1/files/x", 1),
    ],
)
def test_what_is_kept_has_its_deletion_paid(method: str, url: str, requests: int) -> None:
    assert worst_case(method, url, b"{}", {}) == Cost(requests)


@pytest.mark.parametrize(
    "body",
    [b"", b'{"usage": 1}', b'{"usage": {"total_tokens": "9", "total_input_tokens": 1}}',
     b'{"usage": {"total_tokens": 1, "total_input_tokens": 9}}', b'{"usage": {"total'],
)  # fmt: skip
def test_answer_that_does_not_say_what_it_cost_costs_the_worst(body: bytes) -> None:
    assert actual_cost(200, body, Cost(1, 2, 3)) == Cost(1, 2, 3)


def test_refusal_costs_no_tokens() -> None:
    assert actual_cost(400, b"", Cost(2, 2, 3)) == Cost(2)


def test_stream_says_what_it_cost_at_its_end() -> None:
    with session_with_fake() as session:
        stream = session.api().stream()
        used = stream.events[-1]["interaction"]["usage"]["total_tokens"].whole

        assert session.budget.spent.tokens == used


def test_history_counts_in_a_chain() -> None:
    with session_with_fake() as session:
        api: Api = session.api()
        id = api.create("1234567890").ok["id"].text
        before = session.budget.reserved.tokens
        api.create("1234567890", previous_interaction_id=id)

        assert session.budget.reserved.tokens - before > before


@pytest.mark.parametrize(
    ("method", "path", "body", "name"),
    [
        ("POST", CREATE, b'{"id": "v1_x"}', "interactions/v1_x"),
        ("POST", CREATE, b'data: {"interaction":{"id":"v1_x"}}\n\nda', "interactions/v1_x"),
        ("POST", CREATE, b'event: a\ndata: {"interaction_id":"v1_y"}\n', "interactions/v1_y"),
        ("POST", CREATE, b'data: {"interaction":{"id":""}}\n\n', None),
        ("POST", CREATE, b'{"id": 1}', None),
        ("POST", CREATE, b'{"id": "v1', None),
        ("GET", CREATE, b'{"id": "v1_x"}', None),
        ("POST", "/upload/v1beta/files", b'{"file": {"name": "files/a"}}', "files/a"),
        ("POST", "/v1/files", b'{"file": {"name": "other/a"}}', None),
    ],
)
def test_name_of_what_was_created(method: str, path: str, body: bytes, name: str | None) -> None:
    assert created_name(method, path, body) == name
