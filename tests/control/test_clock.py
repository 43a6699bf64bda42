"""`POST /_fake/clock`: set, advance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.api import KEY, Connect, created

START = "2026-01-01T00:00:00Z"


def move(client: httpx.Client, **body: Any) -> httpx.Response:
    return client.post("/_fake/clock", json=body)


def moved(client: httpx.Client, **body: Any) -> str:
    """Move the clock and return the time that it says."""
    response = move(client, **body)
    assert response.status_code == 200, response.text
    assert response.json()["clock"] == "fixed"
    return str(response.json()["now"])


def said(response: httpx.Response) -> str:
    assert response.status_code == 400, response.text
    return str(response.json()["error"]["message"])


def now(client: httpx.Client) -> str:
    return str(client.get("/_fake/health").json()["now"])


@pytest.mark.parametrize(
    ("advance", "then"),
    [
        ("48h", "2026-01-03T00:00:00Z"),
        ("90s", "2026-01-01T00:01:30Z"),
        ("1d2h", "2026-01-02T02:00:00Z"),
        ("1d2h3m4s", "2026-01-02T02:03:04Z"),
        ("15m", "2026-01-01T00:15:00Z"),
        ("1.5s", "2026-01-01T00:00:01.500000000Z"),
        ("0.000000001s", "2026-01-01T00:00:00.000000001Z"),
        (90, "2026-01-01T00:01:30Z"),
        (0.25, "2026-01-01T00:00:00.250000000Z"),
        (0, START),
    ],
)
def test_clock_advances(client: httpx.Client, advance: Any, then: str) -> None:
    assert moved(client, advance=advance) == then
    assert now(client) == then


def test_clock_advances_from_where_it_is(client: httpx.Client) -> None:
    moved(client, advance="1h")

    assert moved(client, advance="1h") == "2026-01-01T02:00:00Z"


@pytest.mark.parametrize(
    ("to", "then"),
    [
        ("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"),
        ("2026-03-01T12:00:00.5Z", "2026-03-01T12:00:00.500000000Z"),
        ("2026-03-01T12:00:00+02:00", "2026-03-01T10:00:00Z"),
        (START, START),
    ],
)
def test_clock_is_set(client: httpx.Client, to: str, then: str) -> None:
    assert moved(client, set=to) == then
    assert now(client) == then


def test_clock_is_what_answers_are_dated_with(client: httpx.Client) -> None:
    moved(client, set="2026-03-01T12:00:00Z")

    assert created(client)["created"] == "2026-03-01T12:00:00Z"
    assert client.get("/v1/models").headers["date"] == "Sun, 01 Mar 2026 12:00:00 GMT"


def test_clock_moves_past_the_end_of_an_interaction(client: httpx.Client) -> None:
    interaction = created(client)

    moved(client, advance="55d")

    assert client.get(f"/v1/interactions/{interaction['id']}").status_code == 404


def test_clock_does_not_go_back(client: httpx.Client) -> None:
    moved(client, advance="1h")

    message = said(move(client, set=START))

    assert message == (
        "The clock only moves forward, and it is 2026-01-01T01:00:00Z; POST /_fake/reset starts it"
        " again."
    )
    assert now(client) == "2026-01-01T01:00:00Z"


@pytest.mark.parametrize("advance", [-1, -0.5])
def test_clock_does_not_advance_backwards(client: httpx.Client, advance: float) -> None:
    assert "only moves forward" in said(move(client, advance=advance))


@pytest.mark.parametrize(
    "body",
    [
        {"set": "9999-12-31T23:59:59Z"},
        {"advance": "999999999d"},
        {"advance": 1e300},
        {"advance": 10**18},
    ],
    ids=["set", "text", "float", "integer"],
)
def test_clock_stays_within_what_can_be_written(client: httpx.Client, body: dict[str, Any]) -> None:
    assert said(move(client, **body)) == "The clock goes no further than 9998-12-31T23:59:59Z."
    assert now(client) == START


def test_clock_at_its_end_still_answers(client: httpx.Client) -> None:
    moved(client, set="9998-12-31T23:59:59Z")

    headers = {"X-Goog-Upload-Protocol": "raw", "Content-Type": "text/plain"}
    uploaded = client.post("/upload/v1/files", content=b"Hello", headers=headers)
    assert uploaded.json()["file"]["expirationTime"].startswith("9999-01-02T23:59:58.")
    assert created(client)["created"] == "9998-12-31T23:59:59Z"


@pytest.mark.parametrize(
    "body",
    [{}, {"api_key": KEY}, {"set": START, "advance": 1}],
    ids=["nothing", "only-a-key", "both"],
)
def test_clock_needs_one_of_set_and_advance(client: httpx.Client, body: dict[str, Any]) -> None:
    assert said(move(client, **body)) == "Exactly one of 'set' and 'advance' is needed."


@pytest.mark.parametrize(
    "advance", ["", "s", "1", "1w", "1h1d", "-1h", " 1h", "1.5h", "PT1H", "1H", None, True, [], {}]
)
def test_clock_refuses_what_is_no_duration(client: httpx.Client, advance: Any) -> None:
    assert said(move(client, advance=advance)).startswith("'advance' is not a duration; accepted: ")


@pytest.mark.parametrize(
    "to",
    [
        "",
        "tomorrow",
        "2026-01-02",
        "2026-02-30T00:00:00Z",
        "2026-01-02T00:00:00+01:60",
        "2026-01-02T00:00:00+24:00",
        "1969-12-31T23:59:59Z",
        0,
        None,
        {},
    ],
)
def test_clock_refuses_what_is_no_time(client: httpx.Client, to: Any) -> None:
    assert said(move(client, set=to)).startswith("'set' is not a time; accepted: RFC 3339")


def test_clock_of_one_key_moves_alone(connect: Connect) -> None:
    client = connect()

    assert moved(client, advance="1h", api_key=KEY) == "2026-01-01T01:00:00Z"

    other = client.get("/v1/models", headers={"x-goog-api-key": "other"})
    assert created(client)["created"] == "2026-01-01T01:00:00Z"
    assert other.headers["date"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    assert now(client) == START


def test_clock_of_all_moves_each_by_the_same(client: httpx.Client) -> None:
    moved(client, advance="1h", api_key=KEY)

    assert moved(client, advance="1d") == "2026-01-02T00:00:00Z"
    assert created(client)["created"] == "2026-01-02T01:00:00Z"


def test_clock_of_all_is_not_set_before_that_of_any_key(client: httpx.Client) -> None:
    moved(client, advance="2h", api_key=KEY)

    message = said(move(client, set="2026-01-01T01:00:00Z"))

    assert "it is 2026-01-01T02:00:00Z" in message


def test_clock_of_all_is_set_for_each_key(client: httpx.Client) -> None:
    moved(client, advance="2h", api_key=KEY)

    moved(client, set="2026-01-02T00:00:00Z")

    assert created(client)["created"] == "2026-01-02T00:00:00Z"


def test_clock_of_the_machine_moves_too(connect: Connect) -> None:
    client = connect(clock="system")
    before = datetime.now(UTC)

    body = move(client, advance="48h").json()

    ahead = datetime.fromisoformat(body["now"][:19] + "+00:00") - before
    assert body["clock"] == "system"
    assert timedelta(hours=47) < ahead < timedelta(hours=49)
