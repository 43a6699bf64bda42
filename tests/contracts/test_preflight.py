"""One look before the rest decides whether there is a rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from contracts.budget import Budget, Limits
from contracts.preflight import CHEAP, preflight
from contracts.session import Session
from contracts.stopping import Blocked, Cause
from contracts.targets import target_of_app
from fake_gemini import Settings, create_app
from tests.contracts.asking import session_with, session_with_fake

LISTED = {"models": [{"name": "models/gemini-pro"}, {"name": f"models/{CHEAP[2]}"}]}
NOT_FOUND = {"error": {"message": "Model 'x' not found.", "code": "model_not_found"}}
BAD_KEY = {"error": {"code": 400, "message": "API key not valid. Please pass a valid API key."}}

Answers = Mapping[str, tuple[int, Any]]


def _look(answers: Answers, asked: str | None = None) -> str:
    def handler(request: httpx.Request) -> httpx.Response:
        status, body = answers[request.method]
        return httpx.Response(status, json=body)

    with session_with(handler) as session:
        return preflight(session.api(), asked)


def test_cheapest_model_that_is_there_is_asked() -> None:
    assert _look({"GET": (200, LISTED), "POST": (200, {})}) == CHEAP[2]


def test_chosen_model_is_asked() -> None:
    assert _look({"GET": (200, LISTED), "POST": (200, {})}, "gemini-pro") == "gemini-pro"


@pytest.mark.parametrize("listed", [(404, {}), (200, {}), (200, [1]), (200, {"models": "x"})])
def test_target_without_a_list_is_asked_for_the_cheapest(listed: tuple[int, Any]) -> None:
    assert _look({"GET": listed, "POST": (200, {})}) == CHEAP[0]


@pytest.mark.parametrize(
    ("answers", "cause", "said"),
    [
        ({"GET": (400, BAD_KEY)}, Cause.KEY, "the key is refused: 400 API key not valid"),
        ({"GET": (401, {})}, Cause.KEY, "the key is refused: 401"),
        ({"GET": (403, {})}, Cause.KEY, "the key is refused: 403"),
        ({"GET": (429, {})}, Cause.QUOTA, "429"),
        ({"GET": (500, {})}, Cause.NETWORK, "500"),
        ({"GET": (200, LISTED), "POST": (404, NOT_FOUND)}, Cause.MODEL, "404 Model 'x' not found."),
        (
            {"GET": (404, {}), "POST": (404, {})},
            Cause.NETWORK,
            "nothing like this API is there: 404",
        ),
        ({"GET": (200, LISTED), "POST": (403, {})}, Cause.KEY, "the key is refused: 403"),
        ({"GET": (200, LISTED), "POST": (429, {})}, Cause.QUOTA, "429"),
        ({"GET": (200, LISTED), "POST": (418, {})}, Cause.NETWORK, "a plain create got 418"),
    ],
)
def test_what_every_request_would_meet_blocks(answers: Answers, cause: Cause, said: str) -> None:
    with pytest.raises(Blocked) as caught:
        _look(answers)

    assert caught.value.cause is cause
    assert said in caught.value.reason
    assert "\n" not in caught.value.reason


def test_unreachable_target_blocks_at_once() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with session_with(handler) as session:
        with pytest.raises(Blocked, match="network"):
            preflight(session.api(), None)
        assert session.time.now() == 0


def test_preflight_keeps_nothing() -> None:
    with session_with_fake() as session:
        assert preflight(session.api(), None) == "gemini-3.5-flash-lite"
        assert not session.ledger.left
        assert session.budget.spent.requests == 2


def test_reply_that_the_document_refuses_is_not_its_business() -> None:
    """It is for the clauses to fail, with their paths; the run begins."""
    target = target_of_app(create_app(Settings(revision="2026-05-07")))
    with Session(target, Budget(Limits())) as session:
        assert preflight(session.api(), None) == "gemini-3.5-flash-lite"
