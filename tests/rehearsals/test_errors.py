"""Every error on demand (docs/wire/interactions.md 7.2)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api import Connect, created, error_of, post
from tests.rehearsals.asking import rehearse, trigger

_PAGE = Path(__file__).parents[2] / "docs" / "wire" / "interactions.md"
_BLOCKED = (
    "safety recitation language prohibited_content spii blocklist image_safety"
    " image_prohibited_content image_recitation image_other content_blocked"
).split()
_BROKEN = (
    "malformed_function_call malformed_tool_call unexpected_tool_call no_image"
    " missing_thought_signature too_many_tool_calls"
).split()


def _table() -> dict[str, int]:
    """The codes of the table, and the HTTP status of each."""
    section = _PAGE.read_text().partition("### 7.2")[2].partition("###")[0]
    rows = re.findall(r"^\| I-7\.2-\d+ \| \w+ \| (.*?) \| (\d{3})", section, re.M)
    return {code: int(status) for codes, status in rows for code in re.findall(r"`(\w+)`", codes)}


_CODES = _table()


def test_table_is_read() -> None:
    assert len(_CODES) == 19
    assert _CODES["too_many_requests"] == 429


@pytest.mark.parametrize(("code", "status"), _CODES.items(), ids=_CODES)
def test_code_has_its_status(client: httpx.Client, code: str, status: int) -> None:
    response = rehearse(client, f"error {code}")
    assert error_of(response)[:2] == (status, code)
    assert error_of(response)[2]
    assert list(response.json()["error"]) == ["message", "code"]


@pytest.mark.parametrize(
    ("code", "status"),
    [("bad_gateway", 502), ("gateway_timeout", 504)],
)
def test_code_by_the_text_of_its_status(client: httpx.Client, code: str, status: int) -> None:
    # I-7.2-18
    assert error_of(rehearse(client, f"error {code}"))[:2] == (status, code)


@pytest.mark.parametrize("code", [*_BLOCKED, *_BROKEN])
def test_blocked_and_broken_output_is_a_bad_request(client: httpx.Client, code: str) -> None:
    # I-7.2-19, I-7.2-20, I-7.2-21
    assert error_of(rehearse(client, f"error {code}"))[:2] == (400, code)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("too_many_requests", "Resource has been exhausted (e.g. check quota)."),
        ("quota_exceeded", "You do not have enough quota to make this request."),
        ("not_found", "Requested entity was not found."),
        ("gateway_timeout", "Deadline expired before operation could complete."),
    ],
)
def test_known_words_are_used(client: httpx.Client, code: str, message: str) -> None:
    # I-7.3-1, I-7.3-2, I-7.3-20
    assert error_of(rehearse(client, f"error {code}"))[2] == message


def test_blocked_prompt_is_refused_in_its_words(client: httpx.Client) -> None:
    # I-7.3-15
    assert error_of(rehearse(client, "blocked prompt")) == (
        400,
        "invalid_request",
        "Request blocked due to prohibited content guidelines. Please modify your input and retry.",
    )


@pytest.mark.parametrize("seconds", ["0", "1", "7.25", "999999"])
def test_error_says_when_to_come_again(client: httpx.Client, seconds: str) -> None:
    # I-1.5-3
    response = rehearse(client, f"error too_many_requests, retry-after {seconds}")
    assert response.headers["retry-after"] == seconds


def test_error_says_nothing_of_it_by_itself(client: httpx.Client) -> None:
    # 10 row 42
    assert "retry-after" not in rehearse(client, "error too_many_requests").headers


_BODIES: dict[str, dict[str, Any]] = {
    "stream": {"stream": True},
    "unstored": {"store": False},
    "background": {"background": True},
    "agent": {"agent": "antigravity-preview-09-2026", "model": None},
}


@pytest.mark.parametrize("body", _BODIES.values(), ids=_BODIES)
def test_error_comes_as_json_before_anything_else(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    # I-5.1-8
    response = rehearse(client, "error api_error", **body)
    assert response.headers["content-type"] == "application/json; charset=UTF-8"
    assert error_of(response)[:2] == (500, "api_error")


def test_refused_create_leaves_nothing(connect: Connect) -> None:
    client, other = connect(), connect()
    rehearse(client, "error api_error")
    assert created(client) == created(other)
    assert client.post("/_fake/reset", json={}).json()["interactions"] == 1


def test_error_in_the_middle_of_a_chain_leaves_the_chain(client: httpx.Client) -> None:
    parent = created(client, "I have 2 dogs.")["id"]
    error = trigger("error service_unavailable, 1 time")
    body = {"input": error, "previous_interaction_id": parent}
    assert post(client, **body).status_code == 503
    assert post(client, **body).json()["status"] == "completed"


def test_wrong_request_is_refused_before_it_is_rehearsed(client: httpx.Client) -> None:
    response = rehearse(client, "error api_error", model="no-such-model")
    assert error_of(response)[:2] == (404, "model_not_found")
