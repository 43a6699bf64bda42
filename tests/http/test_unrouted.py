"""Where there is nothing: docs/wire/interactions.md 10, row 40."""

from __future__ import annotations

import re

import httpx
import pytest

from fake_gemini.imitated import IMITATED
from tests.api import MODEL, Connect

SENTENCE = f"Method not found. fake_gemini imitates: {', '.join(IMITATED)}."


@pytest.mark.parametrize("version", ["v1", "v1beta", "v1alpha"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/interactions"),
        ("PUT", "/interactions"),
        ("POST", "/interactions/"),
        ("PATCH", "/interactions/x"),
        ("GET", "/interactions/x/cancel"),
        ("POST", "/interactions/x/resume"),
        ("GET", "/interactions/x/y/z"),
    ],
)
def test_unrouted_under_interactions_is_an_array(
    client: httpx.Client, version: str, method: str, path: str
) -> None:
    response = client.request(method, f"/{version}{path}")

    error = {"code": 404, "message": SENTENCE, "status": "NOT_FOUND"}
    assert response.status_code == 404
    assert response.json() == [{"error": error}]


@pytest.mark.parametrize("version", ["v1", "v1beta", "v1alpha"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/"),
        ("GET", "/nothing"),
        ("GET", "/interactionsx"),
        ("POST", "/models"),
        ("GET", "/models/"),
        ("DELETE", f"/models/{MODEL}"),
        ("GET", f"/models/{MODEL}:countTokens"),
        ("GET", f"/models/{MODEL}:generateContent"),
        ("POST", f"/models/{MODEL}:unheardOf"),
        ("POST", f"/models/{MODEL}/countTokens"),
    ],
)
def test_unrouted_elsewhere_is_an_object(
    client: httpx.Client, version: str, method: str, path: str
) -> None:
    response = client.request(method, f"/{version}{path}")

    error = {"code": 404, "message": SENTENCE, "status": "NOT_FOUND"}
    assert response.status_code == 404
    assert response.json() == {"error": error}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/%0a",
        "/v2/models",
        "/v1beta1/models",
        "/V1/models",
        "/v1models",
        "/favicon.ico",
        "/_f",
    ],
)
def test_unrouted_outside_is_a_page(client: httpx.Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert response.headers["content-type"] == "text/html; charset=UTF-8"
    assert "<title>Error 404 (Not Found)!!1</title>" in response.text
    assert re.findall("<li>(.*)</li>", response.text.replace("</li>", "</li>\n")) == list(IMITATED)


def test_unrouted_page_repeats_nothing_of_the_request(client: httpx.Client) -> None:
    assert client.get("/<script>x</script>?<b>").text == client.get("/elsewhere").text


@pytest.mark.parametrize("line", IMITATED)
def test_what_is_said_to_be_imitated_is_routed(client: httpx.Client, line: str) -> None:
    methods, _, path = line.rpartition(" ")

    answers = [client.request(method, path) for method in methods.split(" and ")]

    assert not [answer for answer in answers if "Method not found" in answer.text]


@pytest.mark.parametrize(
    "path", ["agents", "agents/a", "environments", "triggers", "webhooks/w:ping", "credentials"]
)
def test_sibling_of_interactions_is_refused_by_name(client: httpx.Client, path: str) -> None:
    response = client.get(f"/v1/{path}")

    named = path.partition("/")[0]
    message = f"fake_gemini does not imitate the {named} routes yet; see docs/coverage.md"
    assert response.status_code == 400
    assert response.json() == {"error": {"message": message, "code": "unimplemented"}}


@pytest.mark.parametrize(
    "path", ["cachedContents", "fileSearchStores/s/documents", "batches/b", "tunedModels/t"]
)
def test_classic_sibling_is_refused_by_name(client: httpx.Client, path: str) -> None:
    response = client.get(f"/v1beta/{path}")

    named = path.partition("/")[0]
    message = f"fake_gemini does not imitate the {named} routes yet; see docs/coverage.md"
    error = {"code": 400, "message": message, "status": "UNIMPLEMENTED"}
    assert response.status_code == 400
    assert response.json() == {"error": error}


@pytest.mark.parametrize(
    "method", ["generateContent", "streamGenerateContent", "embedContent", "batchEmbedContents"]
)
def test_method_of_a_model_is_refused_by_name(client: httpx.Client, method: str) -> None:
    response = client.post(f"/v1/models/{MODEL}:{method}?alt=sse", json={})

    assert response.status_code == 400
    assert f"does not imitate {method} yet" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    "path", ["/v1/models", "/v1/interactions", "/v1/interactions/x", "/v1/nothing", "/elsewhere"]
)
def test_head_is_not_found_and_has_no_body(connect_either: Connect, path: str) -> None:
    response = connect_either().head(path)

    assert (response.status_code, response.content) == (404, b"")


def test_options_is_not_found_without_a_browser(client: httpx.Client) -> None:
    response = client.options("/v1/interactions")

    assert response.status_code == 404
    assert response.json()[0]["error"]["message"] == SENTENCE


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/interactions", "/elsewhere"])
def test_unrouted_needs_no_key(connect: Connect, path: str) -> None:
    assert connect(key="").get(path).status_code == 404


@pytest.mark.parametrize("path", ["/v1/interactions/%E0%A4", "/v1/models/%ff", "/v1/%00%0ax"])
def test_odd_bytes_in_a_path_are_not_found(connect_either: Connect, path: str) -> None:
    response = connect_either().get(path)

    assert response.status_code == 404
    assert "error" in response.json()
