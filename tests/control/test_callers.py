"""Who may use `/_fake/`: this machine's programs, and nobody's web page."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect

HEALTH, RESET, CLOCK = "/_fake/health", "/_fake/reset", "/_fake/clock"


def message_of(response: httpx.Response) -> str:
    """Return the message of a refusal, checked to have nothing else in it."""
    body = response.json()
    assert list(body) == ["error"]
    assert list(body["error"]) == ["message"]
    return str(body["error"]["message"])


@pytest.mark.parametrize("path", [HEALTH, RESET, CLOCK])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "0.0.0.0:80", ""])
def test_control_refuses_a_foreign_host(client: httpx.Client, path: str, host: str) -> None:
    method = "GET" if path == HEALTH else "POST"

    response = client.request(method, path, headers={"Host": host})

    assert response.status_code == 403
    assert "Host" in message_of(response)


@pytest.mark.parametrize("host", ["localhost:8765", "[::1]:8765", "fake.localhost", "127.9.9.9"])
def test_control_accepts_loopback(client: httpx.Client, host: str) -> None:
    assert client.get(HEALTH, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("settings", "host"),
    [
        ({"host": "box.lan"}, "BOX.lan:8765"),
        ({"host": "0.0.0.0", "public_url": "https://fake.example/gemini"}, "fake.example"),
    ],
    ids=["host", "public-url"],
)
def test_control_accepts_its_own_names(
    connect: Connect, settings: dict[str, Any], host: str
) -> None:
    client = connect(**settings)

    assert client.get(HEALTH, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example", "file://"]
)
def test_control_refuses_a_foreign_origin(client: httpx.Client, origin: str) -> None:
    response = client.post(RESET, json={}, headers={"Origin": origin})

    assert response.status_code == 403
    assert "origin" in message_of(response)


@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://127.0.0.1", "http://[::1]"])
def test_control_accepts_a_local_origin(client: httpx.Client, origin: str) -> None:
    assert client.post(RESET, json={}, headers={"Origin": origin}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_control_has_no_cors_headers(client: httpx.Client, method: str) -> None:
    asking = {"Origin": "http://localhost", "Access-Control-Request-Method": "POST"}

    response = client.request(method, HEALTH, headers=asking)

    assert not [name for name in response.headers if name.startswith("access-control-")]


def test_control_refuses_a_preflight(client: httpx.Client) -> None:
    asking = {"Origin": "http://localhost", "Access-Control-Request-Method": "POST"}

    assert client.options(RESET, headers=asking).status_code == 404


@pytest.mark.parametrize("path", [RESET, CLOCK])
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", None]
)
def test_control_reads_nothing_but_json_by_its_type(
    client: httpx.Client, path: str, kind: str | None
) -> None:
    headers = {} if kind is None else {"Content-Type": kind}

    response = client.post(path, content=b"{}", headers=headers)

    assert response.status_code == 415
    assert "Content-Type: application/json" in message_of(response)


def test_control_accepts_a_charset(client: httpx.Client) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}

    assert client.post(RESET, content=b"{}", headers=headers).status_code == 200


@pytest.mark.parametrize("path", [RESET, CLOCK])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "Invalid JSON"),
        (b"{", "Invalid JSON"),
        (b"[]", "not a JSON object"),
        (b'{"keys": []}', "Unknown field 'keys'; accepted: "),
    ],
    ids=["empty", "broken", "list", "unknown-field"],
)
def test_control_refuses_another_body(
    client: httpx.Client, path: str, body: bytes, said: str
) -> None:
    response = client.post(path, content=body, headers={"Content-Type": "application/json"})

    assert response.status_code == 400
    assert said in message_of(response)


def test_control_refuses_a_huge_body(client: httpx.Client) -> None:
    response = client.post(RESET, json={"api_key": "x" * 100_000})

    assert response.status_code == 400
    assert "65536 bytes" in message_of(response)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_fake/"),
        ("GET", "/_fake/journal"),
        ("GET", RESET),
        ("GET", CLOCK),
        ("DELETE", RESET),
        ("POST", HEALTH),
        ("POST", RESET + "/"),
        ("OPTIONS", HEALTH),
    ],
)
def test_unknown_control_says_what_there_is(client: httpx.Client, method: str, path: str) -> None:
    response = client.request(method, path)

    assert response.status_code == 404
    assert message_of(response) == (
        "No such control. There is GET /_fake/health, POST /_fake/reset, POST /_fake/clock."
    )


def test_control_head_has_no_body(client: httpx.Client) -> None:
    response = client.head(HEALTH)

    assert (response.status_code, response.content) == (404, b"")


@pytest.mark.parametrize("path", [HEALTH, RESET, CLOCK, "/_fake/other"])
def test_no_control_is_as_outside_the_api(connect: Connect, path: str) -> None:
    client = connect(control=False)

    response = client.get(path)

    assert response.status_code == 404
    assert response.text == client.get("/elsewhere").text


@pytest.mark.parametrize("path", [RESET, CLOCK])
def test_no_control_changes_nothing(connect: Connect, path: str) -> None:
    client = connect(control=False)

    assert client.post(path, json={"advance": 1}).status_code == 404
    assert client.get("/v1/models").headers["date"] == "Thu, 01 Jan 2026 00:00:00 GMT"


@pytest.mark.parametrize("path", [RESET, CLOCK])
@pytest.mark.parametrize("key", ["", 7, None, ["k"]], ids=["empty", "number", "null", "list"])
def test_control_refuses_what_is_no_key(client: httpx.Client, path: str, key: Any) -> None:
    body = {"api_key": key} | ({"advance": 1} if path == CLOCK else {})

    response = client.post(path, json=body)

    assert response.status_code == 400
    assert "'api_key' is not a key" in message_of(response)


@pytest.mark.parametrize("path", [RESET, CLOCK])
@pytest.mark.parametrize("key", ["other", "invalid-x"])
def test_control_refuses_a_key_that_is_not_accepted(connect: Connect, path: str, key: str) -> None:
    body = {"api_key": key} | ({"advance": 1} if path == CLOCK else {})

    response = connect(api_keys=("good",), key="").post(path, json=body)

    assert response.status_code == 400
    assert message_of(response) == "API key not valid. Please pass a valid API key."


def test_control_itself_needs_no_key(connect: Connect) -> None:
    client = connect(api_keys=("good",), key="")

    assert client.get(HEALTH).status_code == 200
    assert client.post(RESET, json={"api_key": "good"}).status_code == 200
