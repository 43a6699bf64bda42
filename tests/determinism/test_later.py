"""What comes later, background runs, hops and rehearsals, is the same in any order too."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from fake_gemini import Settings, create_app
from tests.api import MODEL, Json
from tests.determinism.asking import Answers, answers, in_process, shuffled
from tests.determinism.workload import ONE, TWO, Ask

_SETTINGS = Settings(decode_limit=2, chunk_size=5, run_polls=2)
_HOPS = 3


def _create(name: str, body: Json, *, key: str = ONE, twin: str = "") -> Ask:
    content = json.dumps({"model": MODEL, **body})
    return Ask(name, "POST", "/v1/interactions", content, key=key, twin=twin)


def _look(name: str, of: str, *after: str, key: str = ONE, query: str = "") -> Ask:
    return Ask(name, "GET", f"/v1/interactions/<{of}.id>{query}", key=key, after=after)


def _polled() -> Iterator[Ask]:
    for at, key in enumerate((ONE, ONE, TWO)):
        run, looks = f"run-{at}", [f"look-{at}-{number}" for number in range(4)]
        yield _create(run, {"input": f"Run {at}.", "background": True}, key=key)
        for number, look in enumerate(looks):
            yield _look(look, run, *looks[:number], key=key)
        child = {"input": "And then?", "previous_interaction_id": f"<{run}.id>"}
        asked = _create(f"child-{at}", child, key=key)
        yield Ask(asked.name, asked.method, asked.path, asked.content, key, after=(looks[-1],))


def _cancelled() -> Iterator[Ask]:
    for at in range(3):
        run, cancel = f"doomed-{at}", f"cancel-{at}"
        yield _create(run, {"input": f"Doomed {at}.", "background": True})
        yield Ask(cancel, "POST", f"/v1/interactions/<{run}.id>/cancel")
        yield _look(f"gone-{at}", run, cancel)
        yield _look(f"told-{at}", run, cancel, query="?stream=true")


def _attached() -> Iterator[Ask]:
    for at in range(3):
        run, stream = f"heard-{at}", f"stream-{at}"
        yield _create(run, {"input": f"Count from {at} to 9", "background": True})
        yield _look(stream, run, query="?stream=true")
        yield _look(f"rest-{at}", run, query=f"?stream=true&last_event_id=<{stream}.event>")
        yield _look(f"over-{at}", run, stream)
        body = {"input": f"Listen {at}.", "background": True, "stream": True}
        for side in "ab":
            yield _create(f"listen-{at}-{side}", body, twin=f"listen-{at}")


def _hops() -> Iterator[Ask]:
    for at in range(6):
        body: Json = {"input": f"Count from {at} to {at + 7}", "stream": at % 2 == 1}
        if at >= 3:
            body["store"] = False
        last = f"hop-{at}-0"
        yield _create(last, body)
        for hop in range(1, _HOPS):
            more = {**body, "continuation_token": f"<{last}.token>"}
            if at < 3:
                more |= {"input": None, "previous_interaction_id": f"<{last}.id>"}
            last = f"hop-{at}-{hop}"
            yield _create(last, more)


def _rehearsals() -> Iterator[Ask]:
    for at, said in enumerate(("error too_many_requests", "failed", "incomplete")):
        for side in "abc":
            body = {"input": f"[[fake: {said}, 2 times]]"}
            yield _create(f"rehearsal-{at}-{side}", body, twin=f"rehearsal-{at}")


def _asks() -> list[Ask]:
    return [*_polled(), *_cancelled(), *_attached(), *_hops(), *_rehearsals()]


def _answers(order: list[Ask], *, at_once: int) -> Answers:
    with in_process(create_app(_SETTINGS), at_once=at_once) as clients:
        return answers(clients, order)


@pytest.fixture(scope="module")
def expected() -> Answers:
    return _answers(_asks(), at_once=1)


def test_every_answer_is_the_intended_one(expected: Answers) -> None:
    statuses = {answer.status for group in expected.values() for answer in group}
    assert statuses == {200, 429}
    found = [_status(expected[f"look-0-{number}"][0].body) for number in range(4)]
    assert found == ["in_progress"] * 2 + ["completed"] * 2
    assert _status(expected["gone-0"][0].body) == "cancelled"
    assert [_status(expected[f"hop-0-{hop}"][0].body) for hop in range(_HOPS)] == [
        *["requires_continuation"] * (_HOPS - 1),
        "completed",
    ]


@pytest.mark.parametrize("seed", range(10))
def test_order_does_not_matter(expected: Answers, seed: int) -> None:
    found = _answers(shuffled(seed, _asks()), at_once=8)
    different = [group for group in expected if found[group] != expected[group]]
    assert found.keys() == expected.keys()
    assert not different, (found[different[0]], expected[different[0]])


def _status(body: str) -> str:
    return str(json.loads(body)["status"])
