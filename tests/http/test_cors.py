"""Browsers (docs/wire/errors-auth-siblings.md 5)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import MODEL, Connect, post

ORIGIN = {"Origin": "https://app.example"}


def preflight(client: httpx.Client, path: str, method: str, headers: str = "") -> httpx.Response:
    asking = {**ORIGIN, "Access-Control-Request-Method": method}
    if headers:
        asking["Access-Control-Request-Headers"] = headers
    return client.options(path, headers=asking)


def names(value: str) -> set[str]:
    return {name.strip().lower() for name in value.split(",")}


@pytest.mark.parametrize("path", ["/v1/models", "/v1/nothing", "/v1/interactions/x", "/elsewhere"])
def test_answer_names_the_origin(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers=ORIGIN)

    assert response.headers["access-control-allow-origin"] == "https://app.example"


def test_answer_to_a_refused_key_names_the_origin(connect: Connect) -> None:
    response = connect(key="invalid-x").get("/v1/models", headers=ORIGIN)

    assert response.status_code == 400
    assert response.headers["access-control-allow-origin"] == "https://app.example"


def test_stream_names_the_origin(client: httpx.Client) -> None:
    client.headers.update(ORIGIN)

    response = post(client, stream=True)

    assert response.headers["content-type"] == "text/event-stream"
    assert response.headers["access-control-allow-origin"] == "https://app.example"


def test_answer_exposes_what_an_uploader_reads(client: httpx.Client) -> None:
    exposed = names(
        client.get("/v1/models", headers=ORIGIN).headers["access-control-expose-headers"]
    )

    assert exposed >= {
        "x-goog-upload-url",
        "x-goog-upload-status",
        "x-goog-upload-size-received",
        "x-goog-upload-chunk-granularity",
    }


def test_answer_varies_by_origin(client: httpx.Client) -> None:
    vary = client.get("/v1/models", headers=ORIGIN).headers["vary"]

    assert names(vary) == {"origin", "x-origin", "referer"}


def test_answer_without_an_origin_has_no_cors_headers(client: httpx.Client) -> None:
    headers = client.get("/v1/models").headers

    assert not [name for name in headers if name.startswith("access-control-")]
    assert headers.get_list("vary") == ["Origin", "X-Origin", "Referer"]


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/v1/interactions", "POST"),
        ("/v1/interactions/x", "DELETE"),
        ("/v1/models", "GET"),
        (f"/v1/models/{MODEL}:countTokens", "POST"),
        ("/upload/v1/files", "POST"),
    ],
)
def test_preflight_allows_the_methods(connect: Connect, path: str, method: str) -> None:
    response = preflight(connect(key=""), path, method)

    assert response.status_code == 200
    assert method in response.headers["access-control-allow-methods"]
    assert response.headers["access-control-allow-origin"] == "https://app.example"


@pytest.mark.parametrize(
    "header",
    [
        "content-type",
        "x-goog-api-key",
        "x-goog-api-client",
        "x-goog-upload-command",
        "x-goog-upload-file-name",
        "x-goog-upload-header-content-length",
        "x-goog-upload-header-content-type",
        "x-goog-upload-offset",
        "x-goog-upload-protocol",
        "x-server-timeout",
    ],
)
def test_preflight_allows_what_the_clients_send(client: httpx.Client, header: str) -> None:
    response = preflight(client, "/v1/interactions", "POST", header)

    assert response.status_code == 200
    assert header in names(response.headers["access-control-allow-headers"])


def test_preflight_with_api_revision_fails(client: httpx.Client) -> None:
    response = preflight(client, "/v1/interactions", "POST", "content-type,api-revision")

    assert response.status_code == 400
    assert "api-revision" not in names(response.headers["access-control-allow-headers"])


def test_preflight_has_the_date_of_the_clock(client: httpx.Client) -> None:
    response = preflight(client, "/v1/interactions", "POST", "content-type")

    assert response.headers["date"] == "Thu, 01 Jan 2026 00:00:00 GMT"


def test_refused_preflight_is_a_line_of_log(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "fake_gemini")
    preflight(client, "/v1/interactions", "PATCH", "content-type")

    (line,) = [record.getMessage() for record in caplog.records if record.name == "fake_gemini"]
    assert line.startswith("400 OPTIONS /v1/interactions: ")
