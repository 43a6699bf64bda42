"""Cancel has nothing to do in the foreground (docs/wire/interactions.md 8.1, 10 rows 14 and 15)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import created, error_of


def _cancel(client: httpx.Client, name: str, content: str = "") -> httpx.Response:
    return client.post(f"/v1/interactions/{name}/cancel", content=content)


@pytest.mark.parametrize("limit", [None, 1], ids=["completed", "incomplete"])
def test_finished_interaction_cannot_be_cancelled(client: httpx.Client, limit: int | None) -> None:
    made = created(client, generation_config={"max_output_tokens": limit})
    status, code, message = error_of(_cancel(client, made["id"]))
    assert (status, code) == (400, "failed_precondition")
    assert made["status"] in message


def test_refused_cancel_changes_nothing(client: httpx.Client) -> None:
    path = f"/v1/interactions/{created(client)['id']}"
    before = client.get(path).content
    client.post(f"{path}/cancel")
    client.post(f"{path}/cancel")
    assert client.get(path).content == before


@pytest.mark.parametrize("content", ["", "{}", "no JSON"])
def test_body_of_a_cancel_is_not_read(client: httpx.Client, content: str) -> None:
    name = created(client)["id"]
    assert error_of(_cancel(client, name, content=content))[1] == "failed_precondition"


@pytest.mark.parametrize("name", ["x", "v1_unknown"])
def test_cancel_of_an_unknown_id_is_not_found(client: httpx.Client, name: str) -> None:
    expected = (404, "not_found", "Requested entity was not found.")
    assert error_of(_cancel(client, name)) == expected


def test_cancel_of_a_deleted_interaction_is_not_found(client: httpx.Client) -> None:
    name = created(client)["id"]
    client.delete(f"/v1/interactions/{name}")
    assert error_of(_cancel(client, name))[:2] == (404, "not_found")


def test_cancel_with_a_colon_is_no_method(client: httpx.Client) -> None:
    # I-1.1-7
    name = created(client)["id"]
    response = client.post(f"/v1/interactions/{name}:cancel")
    assert response.status_code == 404
    assert response.json()[0]["error"]["status"] == "NOT_FOUND"
