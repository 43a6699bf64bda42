"""One line for each refusal, and never a key in it."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote

import pytest

from fake_gemini import Settings
from tests.api import MODEL, Connect

SECRET = "sec/ret+key=1"


@pytest.fixture(autouse=True)
def listening(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the fake logged."""
    return [record.getMessage() for record in caplog.records if record.name == "fake_gemini"]


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the fake warned of."""
    said = [record for record in caplog.records if record.levelno == logging.WARNING]
    return [record.getMessage() for record in said if record.name == "fake_gemini"]


def without_key(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the fake logged, checked that neither it nor its server logged the key.

    The client is left out: httpx logs the URLs that it calls.
    """
    said = [
        record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))
    ]
    text = "\n".join(record.getMessage() for record in said)
    assert SECRET not in text
    assert quote(SECRET, safe="") not in text
    return lines(caplog)


def test_refusal_is_one_line(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    connect().get("/v1/models/nope")

    assert lines(caplog) == [
        "404 GET /v1/models/nope: Model is not found: models/nope for api version v1"
    ]


def test_success_is_a_line_for_debugging_only(
    connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    connect().get("/v1/models")

    assert lines(caplog) == ["200 GET /v1/models"]
    assert {record.levelno for record in caplog.records if record.name == "fake_gemini"} == {
        logging.DEBUG
    }


@pytest.mark.parametrize(
    "request_",
    [
        {"url": "/v1/models/nope", "headers": {"x-goog-api-key": SECRET}},
        {"url": "/v1/models/nope", "params": {"key": SECRET}},
        {"url": "/v1/interactions/x", "params": {"key": SECRET}},
        {"url": "/v1/models/nope", "headers": {"Authorization": f"Bearer {SECRET}"}},
        {"url": "/elsewhere", "params": {"key": SECRET}},
        {"url": "/_fake/nothing", "params": {"key": SECRET}},
    ],
    ids=["header", "query", "query-of-interactions", "bearer", "outside", "control"],
)
def test_key_is_not_logged(
    connect_either: Connect, caplog: pytest.LogCaptureFixture, request_: dict[str, Any]
) -> None:
    connect_either(key="").request("GET", **request_)

    assert len(without_key(caplog)) == 1


def test_key_in_a_path_is_not_logged(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    connect(key=SECRET).get(f"/v1/interactions/{quote(SECRET, safe='')}/more")

    (line,) = without_key(caplog)
    assert "/v1/interactions/[key]/more" in line


def test_escaped_key_in_a_path_is_not_logged(
    connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    connect(key=SECRET).get(f"/v1/interactions/{quote(quote(SECRET, safe=''))}")

    (line,) = without_key(caplog)
    assert "/v1/interactions/[key]:" in line


def test_key_in_a_message_is_not_logged(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    connect(key=SECRET).post("/v1/interactions", json={"model": MODEL, SECRET: 1})

    (line,) = without_key(caplog)
    assert "Unknown parameter '[key]'" in line


def test_key_of_the_query_is_not_logged_beside_one_in_the_header(
    connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    connect(key="sec").get("/v1/interactions/x", params={"key": SECRET})
    connect(key="sec").get(f"/v1/x-{quote(SECRET, safe='')}", params={"key": SECRET})

    assert "/v1/x-[key]:" in without_key(caplog)[1]


def test_key_of_control_is_not_logged(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    connect(key="", api_keys=("a",)).post("/_fake/reset", json={"api_key": SECRET})

    assert len(without_key(caplog)) == 1


def test_refusal_cannot_forge_a_line(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    connect().get("/v1/models/a%0a200%20GET%20%1b[31m%e2%80%a8")

    (line,) = lines(caplog)
    assert "models/a\\x0a200 GET \\x1b[31m\\x2028" in line


def test_long_refusal_is_cut(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    connect().get("/v1/models/" + "a" * 5000)

    (line,) = lines(caplog)
    assert len(line) == 601


def test_lenient_use_is_a_warning(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    body = {"model": MODEL, "input": "Hello", "systemInstruction": "Be brief."}

    connect(lenient=True).post("/v1/interactions", json=body)

    assert warnings(caplog) == [
        "POST /v1/interactions: the camelCase name 'systemInstruction' is accepted by a lenient"
        " fake only"
    ]


def test_accepted_labels_are_a_warning(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    body = {"model": MODEL, "input": "Hello", "labels": {"a": "b"}}

    connect(lenient=True).post("/v1/interactions", json=body)

    assert warnings(caplog) == [
        "POST /v1/interactions: 'labels' are accepted by a lenient fake only"
    ]


def test_ignored_name_of_the_configuration_is_a_warning(
    connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    config = {"maxOutputTokens": 3, "top_k": 4, "temperature": 1, "max_tokens": 2}
    body = {"model": MODEL, "input": "Hello", "generation_config": config}

    connect().post("/v1/interactions", json=body)

    assert warnings(caplog) == [
        f"POST /v1/interactions: the name 'generation_config.{name}' is not known, and ignored"
        for name in ("maxOutputTokens", "max_tokens")
    ]


@pytest.mark.parametrize(
    "target",
    [
        "/v1/models&key=very-secret-key",
        "/v1/models%3Fkey=very-secret-key",
        "/v1/nothing/access_token=very-secret-key",
    ],
)
def test_key_that_slipped_into_the_path_is_not_logged(
    connect: Connect, caplog: pytest.LogCaptureFixture, target: str
) -> None:
    connect().get(target)

    (line,) = lines(caplog)
    assert "very-secret-key" not in line and "=[key]" in line


@pytest.mark.parametrize("name", ["Authorization", "x-api-key", "Cookie"])
def test_other_secret_of_the_request_is_not_logged(
    connect: Connect, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    connect().get("/v1/nothing/very-secret-key", headers={name: "very-secret-key"})

    assert lines(caplog)[0].startswith("404 GET /v1/nothing/[key]: ")


def test_settings_do_not_show_their_keys() -> None:
    assert "very-secret-key" not in repr(Settings(api_keys=("very-secret-key",)))
