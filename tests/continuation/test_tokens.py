"""What a continuation token is good for, and what not (docs/wire/interactions.md 8.2)."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_gemini import Settings, create_app
from fake_gemini.testing import SyncTransport
from tests.api import KEY, Connect, Json, created, error_of, post
from tests.continuation.hops import first, hops, next_body, text

_INPUT = "Count from 1 to 20"
_INVALID = (400, "invalid_request", "The continuation token is invalid.")


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    transport: Any = SyncTransport(create_app(Settings(decode_limit=5)))
    headers = {"x-goog-api-key": KEY}
    with httpx.Client(transport=transport, base_url="http://localhost", headers=headers) as client:
        yield client


@pytest.fixture
def hop(client: httpx.Client) -> Json:
    return first(client, _INPUT)


@pytest.fixture
def unstored(client: httpx.Client) -> Json:
    return first(client, _INPUT, store=False)


def _continued(client: httpx.Client, hop: Json, **body: Any) -> httpx.Response:
    """Go on with a stored hop; `body` adds and replaces fields."""
    token, owner = hop["continuation_token"], hop.get("id")
    return client.post("/v1/interactions", json={**_next({}, token, owner), **body})


def _again(client: httpx.Client, hop: Json, **body: Any) -> httpx.Response:
    """Go on with a hop that was not stored."""
    again = {"input": _INPUT, "store": False}
    return client.post(
        "/v1/interactions", json={**_next(again, hop["continuation_token"], None), **body}
    )


def _next(body: Json, token: str, owner: str | None) -> Json:
    return {"model": "gemini-3-flash-preview", **next_body(body, token, owner)}


@given(data=st.data())
def test_damaged_token_is_refused(client: httpx.Client, data: st.DataObject) -> None:
    hop = first(client, _INPUT)
    token = hop["continuation_token"]
    at = data.draw(st.integers(0, len(token) - 1))
    sign = data.draw(st.characters(codec="ascii").filter(lambda it: it != token[at]))
    damaged = token[:at] + sign + token[at + 1 :]
    assert error_of(_continued(client, hop, continuation_token=damaged)) == _INVALID


@pytest.mark.parametrize(
    "token",
    ["", "x", "é", "AAAA", "====", "A" * 1_000_000, base64.b64encode(b"\x12\x11fake").decode()],
    ids=["empty", "letter", "beyond ascii", "base64", "padding", "huge", "marker"],
)
def test_text_that_is_no_token_is_refused(client: httpx.Client, hop: Json, token: str) -> None:
    assert error_of(_continued(client, hop, continuation_token=token)) == _INVALID


def test_token_cut_short_or_long_is_refused(client: httpx.Client, hop: Json) -> None:
    token = hop["continuation_token"]
    for damaged in (token[:-4], token + "AAAA", token + "=", token + "\n"):
        assert error_of(_continued(client, hop, continuation_token=damaged)) == _INVALID


def test_signature_is_no_token(client: httpx.Client, hop: Json) -> None:
    signature = hop["steps"][0]["signature"]
    assert error_of(_continued(client, hop, continuation_token=signature)) == _INVALID


def test_token_of_another_interaction_is_refused(client: httpx.Client, hop: Json) -> None:
    # I-8.2-5
    other = first(client, "Count from 2 to 30")
    response = _continued(client, hop, previous_interaction_id=other["id"])
    assert error_of(response)[:2] == (400, "invalid_request")
    assert "'previous_interaction_id'" in error_of(response)[2]


def test_token_of_an_earlier_hop_is_refused(client: httpx.Client, hop: Json) -> None:
    second = _continued(client, hop).json()
    response = _continued(client, hop, previous_interaction_id=second["id"])
    assert error_of(response)[:2] == (400, "invalid_request")


def test_token_of_an_equal_interaction_is_refused(client: httpx.Client, hop: Json) -> None:
    response = _continued(client, hop, previous_interaction_id=first(client, _INPUT)["id"])
    assert error_of(response)[:2] == (400, "invalid_request")


def test_token_without_its_interaction_is_refused(client: httpx.Client, hop: Json) -> None:
    response = _continued(client, hop, previous_interaction_id=None)
    assert error_of(response)[:2] == (400, "invalid_request")


def test_token_of_another_model_is_refused(client: httpx.Client, hop: Json) -> None:
    status, code, message = error_of(_continued(client, hop, model="gemini-2.5-pro"))
    assert (status, code) == (400, "invalid_request")
    assert "'gemini-3-flash-preview'" in message


@pytest.mark.parametrize("input", [_INPUT, [{"type": "text", "text": "More"}]], ids=["same", "new"])
def test_input_beside_a_stored_token_is_refused(
    client: httpx.Client, hop: Json, input: Any
) -> None:
    # I-8.2-3
    status, code, message = error_of(_continued(client, hop, input=input))
    assert (status, code) == (400, "invalid_request")
    assert "'input'" in message


def test_token_of_a_deleted_interaction_is_not_found(client: httpx.Client, hop: Json) -> None:
    client.delete(f"/v1/interactions/{hop['id']}")
    assert error_of(_continued(client, hop))[:2] == (404, "not_found")


def test_stored_token_is_of_one_key(client: httpx.Client, hop: Json) -> None:
    headers = {"x-goog-api-key": "other"}
    body = _next({}, hop["continuation_token"], hop["id"])
    response = client.post("/v1/interactions", json=body, headers=headers)
    assert error_of(response)[:2] == (404, "not_found")


_RUNS: dict[str, Json] = {
    "background": {"background": True},
    "agent": {"agent": "antigravity-preview-09-2026", "model": None},
}


@pytest.mark.parametrize("body", _RUNS.values(), ids=_RUNS)
def test_only_a_model_in_the_foreground_goes_on(
    client: httpx.Client, hop: Json, body: Json
) -> None:
    # I-8.1-11
    assert error_of(_continued(client, hop, **body))[:2] == (400, "invalid_request")


def test_unstored_token_needs_its_input_again(client: httpx.Client, unstored: Json) -> None:
    # I-8.2-4
    status, code, message = error_of(_again(client, unstored, input=None))
    assert (status, code) == (400, "invalid_request")
    assert "'input'" in message


@pytest.mark.parametrize(
    "body",
    [
        {"input": "Count from 1 to 21"},
        {"model": "gemini-2.5-pro"},
        {"system_instruction": "Be brief."},
        {"generation_config": {"seed": 1}},
    ],
    ids=["input", "model", "system_instruction", "generation_config"],
)
def test_unstored_token_of_another_request_is_refused(
    client: httpx.Client, unstored: Json, body: Json
) -> None:
    response = _again(client, unstored, **body)
    assert error_of(response) == (
        400,
        "invalid_request",
        "The continuation token belongs to another request.",
    )


def test_unstored_token_of_another_chain_is_refused(client: httpx.Client, unstored: Json) -> None:
    parent = created(client, "Hello")["id"]
    response = _again(client, unstored, previous_interaction_id=parent)
    assert error_of(response)[:2] == (400, "invalid_request")


def test_unstored_token_goes_on_in_its_chain(connect: Connect) -> None:
    def told(client: httpx.Client) -> str:
        parent = created(client, "Reply with exactly: yes")["id"]
        body = {"store": False, "previous_interaction_id": parent}
        return "".join(map(text, hops(client, "What did you say?", **body)))

    assert told(connect(decode_limit=5)) == told(connect())


def test_unstored_token_goes_on_at_another_server(connect: Connect, unstored: Json) -> None:
    other = connect(key="other", decode_limit=5)
    assert text(_again(other, unstored).json()).startswith(" 8, 9")


def test_unstored_token_of_other_words_is_refused(connect: Connect, unstored: Json) -> None:
    other = connect(seed=1, decode_limit=5)
    assert error_of(_again(other, unstored))[:2] == (400, "invalid_request")


def test_stored_answer_may_go_on_without_being_stored(client: httpx.Client, hop: Json) -> None:
    made = [hop]
    while made[-1]["status"] == "requires_continuation":
        token = made[-1]["continuation_token"]
        more = {"continuation_token": token, "previous_interaction_id": hop["id"]}
        made.append(created(client, None, store=False, **more))
        assert "id" not in made[-1]
    assert "".join(map(text, made)) == ", ".join(map(str, range(1, 21)))


def test_unstored_answer_may_go_on_stored(client: httpx.Client, unstored: Json) -> None:
    made = [unstored, _again(client, unstored, store=True).json()]
    while made[-1]["status"] == "requires_continuation":
        made.append(_continued(client, made[-1]).json())
    assert "".join(map(text, made)) == ", ".join(map(str, range(1, 21)))


def test_token_of_a_run_in_progress_is_too_early(client: httpx.Client, hop: Json) -> None:
    # I-6-7
    run = created(client, background=True)["id"]
    response = _continued(client, hop, previous_interaction_id=run)
    assert error_of(response)[2] == "The previous interaction is still in progress."


def test_refused_continuation_leaves_nothing(client: httpx.Client, hop: Json) -> None:
    post(client, None, continuation_token="x", previous_interaction_id=hop["id"])
    one, two = (_continued(client, hop).json() for _ in range(2))
    assert one["id"] != two["id"]
