"""`GET /_fake/health`."""

from __future__ import annotations

import httpx

from fake_gemini import __version__
from tests.api import Connect


def test_health_says_what_this_fake_is(client: httpx.Client) -> None:
    assert client.get("/_fake/health").json() == {
        "status": "ok",
        "version": __version__,
        "clock": "fixed",
        "now": "2026-01-01T00:00:00Z",
        "seed": 0,
        "strict": True,
    }


def test_health_shows_the_settings(connect: Connect) -> None:
    body = connect(seed=7, lenient=True, clock="system").get("/_fake/health").json()

    assert (body["seed"], body["strict"], body["clock"]) == (7, False, "system")


def test_health_names_no_keys(connect: Connect) -> None:
    client = connect(api_keys=("secret-key",), key="secret-key")

    assert "secret-key" not in client.get("/_fake/health").text


def test_health_through_either_way(connect_either: Connect) -> None:
    response = connect_either().get("/_fake/health")

    assert response.headers["content-type"] == "application/json; charset=UTF-8"
    assert response.headers["date"] == "Thu, 01 Jan 2026 00:00:00 GMT"
