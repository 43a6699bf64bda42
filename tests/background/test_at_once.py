"""One fake called by many threads at once, each with a transport of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import httpx
import pytest

from fake_gemini import Settings, create_app
from tests.api import Connect, created, text_of
from tests.background.runs import attach, begun, cancel, over, polled
from tests.continuation.hops import hops, text

T = TypeVar("T")
_THREADS = 8


@pytest.fixture
def clients(connect: Connect) -> list[httpx.Client]:
    app = create_app(Settings(run_polls=3, decode_limit=7))
    return [connect(app) for _ in range(_THREADS)]


def _at_once(clients: list[httpx.Client], work: Callable[[httpx.Client], T]) -> list[T]:
    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(work, clients))


def test_equal_runs_get_the_same_set_of_ids(clients: list[httpx.Client], connect: Connect) -> None:
    names = _at_once(clients, begun)
    alone = connect()
    assert sorted(names) == sorted(begun(alone) for _ in clients)


def test_every_look_is_counted_once(clients: list[httpx.Client]) -> None:
    name = begun(clients[0])
    statuses = Counter(_at_once(clients, lambda client: polled(client, name)["status"]))
    assert statuses == {"in_progress": 3, "completed": _THREADS - 3}


def test_run_is_cancelled_once(clients: list[httpx.Client]) -> None:
    name = begun(clients[0])
    statuses = Counter(_at_once(clients, lambda client: cancel(client, name).status_code))
    assert statuses == {200: 1, 400: _THREADS - 1}


def test_every_listener_hears_all(clients: list[httpx.Client]) -> None:
    name = begun(clients[0], "Count from 1 to 500")
    assert len(set(_at_once(clients, lambda client: attach(client, name).content))) == 1


@pytest.mark.parametrize("attempt", range(10))
def test_cancel_and_streams_agree(clients: list[httpx.Client], attempt: int) -> None:
    """Whoever was first, what is told afterwards is the same."""
    name = begun(clients[0], "Count from 1 to 500")
    acts: dict[httpx.Client, Callable[..., httpx.Response]] = {clients[0]: cancel}
    responses = _at_once(clients, lambda client: acts.get(client, attach)(client, name))
    status = "cancelled" if responses[0].status_code == 200 else "completed"
    assert polled(clients[0], name)["status"] == status
    assert f'"status":"{status}"' in attach(clients[0], name).text


def test_hops_of_many_do_not_mix(clients: list[httpx.Client]) -> None:
    numbers = {client: at + 20 for at, client in enumerate(clients)}

    def told(client: httpx.Client) -> str:
        return "".join(map(text, hops(client, f"Count from 1 to {numbers[client]}")))

    expected = [", ".join(map(str, range(1, number + 1))) for number in numbers.values()]
    assert _at_once(clients, told) == expected


def test_chains_of_runs_do_not_mix(clients: list[httpx.Client]) -> None:
    numbers = {client: at for at, client in enumerate(clients)}

    def told(client: httpx.Client) -> str:
        parent = begun(client, f"Reply with exactly: {numbers[client]}")
        over(client, parent)
        child = begun(client, "Who am I?", previous_interaction_id=parent)
        return text_of(over(client, child))

    for at, words in enumerate(_at_once(clients, told)):
        assert f'Earlier you said: "Reply with exactly: {at}"' in words


def test_foreground_goes_on_meanwhile(clients: list[httpx.Client]) -> None:
    def told(client: httpx.Client) -> str:
        begun(client)
        return str(created(client, "Reply with exactly: yes")["status"])

    assert set(_at_once(clients, told)) == {"completed"}
