"""Lists of files, page by page (docs/wire/files.md 1, 4.2 and 8)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from fake_gemini import create_app
from fake_gemini.clock import SECOND
from tests.api import Connect
from tests.files.uploading import Hands, refusal, upload


def names(client: httpx.Client, **query: Any) -> list[str]:
    response = client.get("/v1/files", params=query)
    assert response.status_code == 200, response.text
    return [file["name"] for file in response.json().get("files", [])]


def all_pages(client: httpx.Client, size: int) -> list[list[str]]:
    """Return the names on each page."""
    pages, token = [], ""
    while True:
        response = client.get("/v1/files", params={"pageSize": size, "pageToken": token})
        pages.append([file["name"] for file in response.json()["files"]])
        token = response.json().get("nextPageToken", "")
        if not token:
            return pages


def test_empty_list_is_an_empty_object(client: httpx.Client) -> None:
    assert client.get("/v1/files").content == b"{}\n"


def test_list_shows_whole_files(client: httpx.Client) -> None:
    file = upload(client, displayName="X")

    assert client.get("/v1/files").json() == {"files": [file]}


def test_list_is_of_one_key(client: httpx.Client) -> None:
    upload(client)

    assert client.get("/v1/files", headers={"x-goog-api-key": "other"}).json() == {}


def test_list_begins_with_the_newest(connect: Connect) -> None:
    hands = Hands()
    client = connect(create_app(clock=hands))
    made = []
    for _ in range(3):
        made.append(upload(client)["name"])
        hands.at += SECOND

    assert names(client) == made[::-1]


def test_list_of_one_moment_is_by_name(client: httpx.Client) -> None:
    made = [upload(client)["name"] for _ in range(5)]

    assert names(client) == sorted(made)


def test_pages_hold_ten_by_default(client: httpx.Client) -> None:
    made = [upload(client)["name"] for _ in range(12)]

    assert names(client) == sorted(made)[:10]
    assert names(client, pageSize=0) == sorted(made)[:10]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_hold_everything_once(client: httpx.Client, size: int) -> None:
    made = sorted(upload(client)["name"] for _ in range(7))

    pages = all_pages(client, size)

    assert sum(pages, []) == made
    assert {len(page) for page in pages[:-1]} <= {size}


def test_page_goes_on_where_the_last_one_ended(client: httpx.Client) -> None:
    made = sorted(upload(client)["name"] for _ in range(6))
    token = client.get("/v1/files?pageSize=3").json()["nextPageToken"]

    client.delete(f"/v1/{made[0]}")
    client.delete(f"/v1/{made[2]}")

    assert names(client, pageToken=token) == made[3:]


def test_page_size_is_clamped_above(connect: Connect) -> None:
    client = connect(max_storage=0)
    for _ in range(101):
        upload(client, b"")

    assert len(names(client, pageSize=1000)) == 100


@pytest.mark.parametrize("query", ["page_size=1&page_token=", "pageSize=1", "pageSize=1&alt=json"])
def test_list_query_may_be_camel_or_snake_case(client: httpx.Client, query: str) -> None:
    upload(client)
    upload(client)

    assert len(client.get(f"/v1/files?{query}").json()["files"]) == 1


@pytest.mark.parametrize("size", ["-1", "x", "1.5", "9" * 5000, "٣"])
def test_wrong_page_size_is_refused(client: httpx.Client, size: str) -> None:
    response = client.get("/v1/files", params={"pageSize": size})

    assert refusal(response)[:2] == (400, "INVALID_ARGUMENT")


@pytest.mark.parametrize("token", ["x", "TOK+/==", "MTo", "é", "A" * 5000, "MTph="])
def test_malformed_page_token_is_refused(client: httpx.Client, token: str) -> None:
    response = client.get("/v1/files", params={"pageToken": token})

    assert refusal(response)[:2] == (400, "INVALID_ARGUMENT")


def test_unknown_query_name_is_refused(client: httpx.Client) -> None:
    assert refusal(client.get("/v1/files?filter=x"))[:2] == (400, "INVALID_ARGUMENT")
