"""Delete removes one interaction and nothing else (docs/wire/interactions.md 1.1, 10)."""

from __future__ import annotations

import httpx
import pytest

from fake_gemini import create_app
from tests.api import Connect, created, error_of, post, text_of

_NOT_FOUND = (404, "not_found", "Requested entity was not found.")


def test_delete_answers_an_empty_object(client: httpx.Client) -> None:
    name = created(client)["id"]
    response = client.delete(f"/v1/interactions/{name}")
    assert (response.status_code, response.text) == (200, "{}\n")


@pytest.mark.parametrize("query", [{}, {"stream": "true"}], ids=["json", "stream"])
def test_deleted_interaction_is_not_found(client: httpx.Client, query: dict[str, str]) -> None:
    path = f"/v1/interactions/{created(client)['id']}"
    client.delete(path)
    assert error_of(client.get(path, params=query)) == _NOT_FOUND


def test_second_delete_is_not_found(client: httpx.Client) -> None:
    path = f"/v1/interactions/{created(client)['id']}"
    client.delete(path)
    assert error_of(client.delete(path)) == _NOT_FOUND


@pytest.mark.parametrize("name", ["x", "v1_unknown", "%00"])
def test_delete_of_what_never_was_is_not_found(client: httpx.Client, name: str) -> None:
    assert error_of(client.delete(f"/v1/interactions/{name}")) == _NOT_FOUND


def test_deleted_parent_cannot_be_continued(client: httpx.Client) -> None:
    name = created(client)["id"]
    client.delete(f"/v1/interactions/{name}")
    assert error_of(post(client, previous_interaction_id=name)) == _NOT_FOUND


def test_child_keeps_the_history_of_a_deleted_parent(client: httpx.Client) -> None:
    first = created(client, "My name is Ada.")["id"]
    second = created(client, "Hm.", previous_interaction_id=first)["id"]
    client.delete(f"/v1/interactions/{first}")
    third = created(client, "Who am I?", previous_interaction_id=second)
    assert "My name is Ada." in text_of(third)


def test_deletion_gives_no_id_away_again(client: httpx.Client) -> None:
    names = []
    for _ in range(3):
        names.append(created(client)["id"])
        client.delete(f"/v1/interactions/{names[-1]}")
    assert len(set(names)) == 3


def test_another_key_cannot_delete_it(connect: Connect) -> None:
    app = create_app()
    mine = connect(app, key="one")
    path = f"/v1/interactions/{created(mine)['id']}"
    assert error_of(connect(app, key="two").delete(path)) == _NOT_FOUND
    assert mine.get(path).status_code == 200
