"""`/v1`, `/v1beta` and `/v1alpha` are the same API (docs/wire/interactions.md 1.1, 10 row 41)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import MODEL, Connect, created

_VERSIONS = ["v1", "v1beta", "v1alpha"]
_BODY = {"model": MODEL, "input": "Hello"}


@pytest.mark.parametrize("version", _VERSIONS)
def test_create_answers_the_same_bytes(connect: Connect, version: str) -> None:
    answer = connect().post(f"/{version}/interactions", json=_BODY)
    reference = connect().post("/v1/interactions", json=_BODY)
    assert (answer.status_code, answer.content) == (200, reference.content)
    assert answer.headers.raw == reference.headers.raw


@pytest.mark.parametrize("version", _VERSIONS)
def test_one_version_sees_what_another_stored(client: httpx.Client, version: str) -> None:
    made = created(client)
    found = client.get(f"/{version}/interactions/{made['id']}")
    assert found.json()["steps"][1:] == made["steps"]


@pytest.mark.parametrize("version", _VERSIONS)
def test_version_does_not_make_a_repetition_another_request(connect: Connect, version: str) -> None:
    mixed, plain = connect(), connect()
    names = [mixed.post(f"/{v}/interactions", json=_BODY).json()["id"] for v in (version, "v1")]
    assert names == [created(plain)["id"] for _ in range(2)]


@pytest.mark.parametrize("version", _VERSIONS)
def test_delete_and_cancel_are_there(client: httpx.Client, version: str) -> None:
    name = created(client)["id"]
    path = f"/{version}/interactions/{name}"
    assert client.post(f"{path}/cancel").status_code == 400
    assert client.delete(path).status_code == 200
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("version", ["v2", "v1beta1", "V1"])
def test_other_version_is_unknown(client: httpx.Client, version: str) -> None:
    assert client.post(f"/{version}/interactions", json=_BODY).status_code == 404
