"""The same requests, 200 and more, in any order, by any way, get the same answers (design 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from tests.determinism.asking import Answers, answers, in_process, shuffled
from tests.determinism.workload import ONE, TWO, workload
from tests.process import Served, served


@pytest.fixture(scope="module")
def expected() -> Answers:
    """The answers to the workload in its own order, one request after the other."""
    with in_process(at_once=1) as clients:
        return answers(clients, workload())


@pytest.fixture(scope="module")
def processes() -> Iterator[list[Served]]:
    """Two servers; what could leak into an answer differs between them."""
    quiet = ("--log-level", "error")
    with (
        served(*quiet, PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC", PYTHONUTF8="0") as one,
        served(*quiet, PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="Asia/Kathmandu") as two,
    ):
        yield [one, two]


def test_workload_is_what_it_should_be() -> None:
    asks = workload()
    twins = [group for group, count in Counter(ask.group for ask in asks).items() if count == 2]
    referred = {name for ask in asks for name in ask.refers_to}
    assert len(asks) == len({ask.name for ask in asks}) >= 200
    assert len(twins) >= 20
    assert not [ask.name for ask in asks if ask.twin and ask.name in referred]
    assert len({ask.request for ask in asks}) == len({ask.group for ask in asks})
    assert {ONE, TWO} < {ask.key for ask in asks}


def test_every_answer_is_the_intended_one(expected: Answers) -> None:
    unexpected = [
        (group, answer.body)
        for group, group_answers in expected.items()
        for answer in group_answers
        if (answer.status == 200) == group.startswith(("refused", "miss"))
    ]
    assert not unexpected


@pytest.mark.parametrize("seed", range(10))
def test_order_does_not_matter_in_process(expected: Answers, seed: int) -> None:
    with in_process() as clients:
        _check_same(answers(clients, shuffled(seed)), expected)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("process", [0, 1])
def test_order_does_not_matter_in_two_processes(
    expected: Answers, processes: list[Served], process: int, seed: int
) -> None:
    with httpx.Client(base_url=processes[process].url, timeout=30, trust_env=False) as client:
        reset = client.post("/_fake/reset", json={})
        assert reset.status_code == 200, reset.text
        _check_same(answers([client] * 8, shuffled(100 + seed)), expected)


def _check_same(found: Answers, expected: Answers) -> None:
    assert found.keys() == expected.keys()
    different = [group for group in expected if found[group] != expected[group]]
    assert not different, (found[different[0]], expected[different[0]])
