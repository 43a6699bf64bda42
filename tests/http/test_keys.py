"""Credentials (docs/wire/errors-auth-siblings.md 3), and how each family refuses them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import KEY, MODEL, Connect, created

NO_KEY = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use"
    " API Key or other form of API consumer identity to call this API."
)
BAD_KEY = "API key not valid. Please pass a valid API key."
PATHS = pytest.mark.parametrize("path", ["/v1/interactions/x", "/v1/models", f"/v1/models/{MODEL}"])


def error_of(response: httpx.Response) -> dict[str, Any]:
    """Return the google.rpc error: in an array where the path is below `/interactions`."""
    body = response.json()
    assert isinstance(body, list) == ("/interactions" in response.url.path)
    error = (body[0] if isinstance(body, list) else body)["error"]
    assert error["code"] == response.status_code
    return dict(error)


@PATHS
def test_no_key_is_denied(connect: Connect, path: str) -> None:
    response = connect(key="").get(path)

    assert error_of(response) == {"code": 403, "message": NO_KEY, "status": "PERMISSION_DENIED"}


@PATHS
@pytest.mark.parametrize("key", ["invalid-", "invalid-x"])
def test_invalid_key_is_refused(connect: Connect, path: str, key: str) -> None:
    error = error_of(connect(key=key).get(path))

    assert (error["code"], error["status"], error["message"]) == (400, "INVALID_ARGUMENT", BAD_KEY)
    assert error["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID",
            "domain": "googleapis.com",
            "metadata": {"service": "generativelanguage.googleapis.com"},
        },
        {
            "@type": "type.googleapis.com/google.rpc.LocalizedMessage",
            "locale": "en-US",
            "message": BAD_KEY,
        },
    ]


@PATHS
def test_key_that_is_not_accepted_is_refused_alike(connect: Connect, path: str) -> None:
    invalid = connect(key="invalid-x").get(path)

    assert connect(key="b", api_keys=("a", "c")).get(path).content == invalid.content


@pytest.mark.parametrize("key", ["AIzaSyExample", "AQ.example", "x", "a/b+c=d&e f"])
def test_key_of_any_form_is_accepted(connect: Connect, key: str) -> None:
    client = connect(key="")

    assert client.get("/v1/models", headers={"x-goog-api-key": key}).status_code == 200
    assert client.get("/v1/models", params={"key": key}).status_code == 200


@pytest.mark.parametrize("key", ["a", "c"])
def test_each_accepted_key_opens(connect: Connect, key: str) -> None:
    assert connect(key=key, api_keys=("a", "c")).get("/v1/models").status_code == 200


def test_key_in_header_and_query_open_the_same_scope(connect: Connect) -> None:
    client = connect(key="")
    made = client.post("/v1/interactions?key=k", json={"model": MODEL, "input": "Hello"}).json()

    found = client.get(f"/v1/interactions/{made['id']}", headers={"x-goog-api-key": "k"})

    assert found.status_code == 200


def test_other_key_opens_another_scope(connect: Connect) -> None:
    client = connect()
    made = created(client)

    found = client.get(f"/v1/interactions/{made['id']}", headers={"x-goog-api-key": "other"})

    assert found.status_code == 404


def test_header_wins_over_the_query(connect: Connect) -> None:
    client = connect()
    made = created(client)

    assert client.get(f"/v1/interactions/{made['id']}?key=invalid-x").status_code == 200


def test_bad_header_wins_over_a_good_query(connect: Connect) -> None:
    response = connect(key="invalid-x").get("/v1/models?key=good")

    assert error_of(response)["message"] == BAD_KEY


@pytest.mark.parametrize("value", ["", "?key="], ids=["nothing", "empty-query"])
def test_empty_key_is_none(connect: Connect, value: str) -> None:
    response = connect(key="").get(f"/v1/models{value}", headers={"x-goog-api-key": ""})

    assert error_of(response)["message"] == NO_KEY


def test_empty_header_leaves_the_query(connect: Connect) -> None:
    response = connect(key="").get("/v1/models?key=k", headers={"x-goog-api-key": ""})

    assert response.status_code == 200


@PATHS
def test_key_as_bearer_token_is_refused(connect: Connect, path: str) -> None:
    error = error_of(connect(key="").get(path, headers={"Authorization": "Bearer AIzaSyExample"}))

    assert (error["code"], error["status"]) == (401, "UNAUTHENTICATED")
    assert error["message"].startswith("Request had invalid authentication credentials. Expected")
    assert error["details"][0]["reason"] == "ACCESS_TOKEN_TYPE_UNSUPPORTED"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_access_token_opens_a_scope_of_its_own(connect: Connect, scheme: str) -> None:
    client = connect(key="")
    token = {"Authorization": f"{scheme} ya29.token"}
    made = client.post(
        "/v1/interactions", json={"model": MODEL, "input": "Hello"}, headers=token
    ).json()

    mine = client.get(f"/v1/interactions/{made['id']}", headers=token)
    others = client.get(f"/v1/interactions/{made['id']}", headers={"x-goog-api-key": KEY})

    assert (mine.status_code, others.status_code) == (200, 404)


def test_access_token_is_refused_where_keys_are_named(connect: Connect) -> None:
    headers = {"Authorization": "Bearer ya29.token"}

    response = connect(key="", api_keys=("a",)).get("/v1/models", headers=headers)

    assert error_of(response)["code"] == 401


def test_key_beside_an_access_token_is_what_counts(connect: Connect) -> None:
    response = connect(key="k").get("/v1/models", headers={"Authorization": "Bearer nonsense"})

    assert response.status_code == 200


@pytest.mark.parametrize("scheme", ["Basic", "", "Digest"])
def test_other_authorization_is_no_credential(connect: Connect, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} abc".strip()}

    assert error_of(connect(key="").get("/v1/models", headers=headers))["code"] == 403


def test_bad_key_is_refused_before_the_body_is_read(connect: Connect) -> None:
    response = connect(key="invalid-x").post("/v1/interactions", content=b"{")

    assert error_of(response)["message"] == BAD_KEY


def test_keys_are_told_apart_through_a_socket_too(connect_either: Connect) -> None:
    client = connect_either(api_keys=("good",), key="")

    assert client.get("/v1/models?key=good").status_code == 200
    assert error_of(client.get("/v1/models?key=bad"))["message"] == BAD_KEY
