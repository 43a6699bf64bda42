"""Sending again, waiting, and giving up; in a time that a test moves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import httpx
import pytest

from contracts.options import Options
from contracts.pacing import Pace, Speed
from contracts.stopping import Blocked, Cause
from contracts.waiting import SkippedTime
from tests.contracts.asking import KEY, session_with

FINE = httpx.Response(200, json={"ok": True})


def _in_turn(*answers: httpx.Response | Exception) -> Callable[[httpx.Request], httpx.Response]:
    left: Iterator[httpx.Response | Exception] = iter(answers)

    def handler(request: httpx.Request) -> httpx.Response:
        answer = next(left)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return handler


def _retry_info(seconds: str) -> bytes:
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": seconds}
    return json.dumps({"error": {"code": 429, "message": "Slow down.", "details": [info]}}).encode()


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_passing_trouble_is_asked_again(status: int) -> None:
    with session_with(_in_turn(httpx.Response(status), httpx.Response(status), FINE)) as session:
        assert session.api().send("GET", "/v1/models").status == 200
        assert session.time.now() == 1 + 2
        assert session.budget.spent.requests == 3


@pytest.mark.parametrize("status", [400, 403, 404, 409, 501])
def test_answer_to_the_question_is_not_asked_again(status: int) -> None:
    with session_with(_in_turn(httpx.Response(status))) as session:
        assert session.api().send("GET", "/v1/models").status == status


def test_key_that_dies_on_the_way_blocks() -> None:
    with session_with(_in_turn(httpx.Response(401), httpx.Response(401))) as session:
        with pytest.raises(Blocked) as caught:
            session.api().send("GET", "/v1/files")

    assert caught.value.cause is Cause.KEY


def test_key_that_one_route_refuses_is_an_answer() -> None:
    with session_with(_in_turn(httpx.Response(401), FINE)) as session:
        assert session.api().send("GET", "/v1/files").status == 401


def test_no_answer_is_asked_again() -> None:
    with session_with(_in_turn(httpx.ConnectError("refused"), FINE)) as session:
        assert session.api().send("GET", "/v1/models").status == 200


@pytest.mark.parametrize("status", [429, 503])
def test_raw_answer_is_the_first_one(status: int) -> None:
    with session_with(_in_turn(httpx.Response(status))) as session:
        assert session.api().send("GET", "/v1/models", retry=False).status == status


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (httpx.Response(429, headers={"retry-after": "7"}), 7),
        (httpx.Response(503, headers={"retry-after": "Thu, 01 Jan 2026 00:00:30 GMT"}), 30),
        (httpx.Response(429, headers={"retry-after": "Thu, 01 Jan 2020 00:00:30 GMT"}), 0),
        (httpx.Response(429, headers={"retry-after": "soon"}), 1),
        (httpx.Response(429, content=_retry_info("20.5s")), 20.5),
        (httpx.Response(429, content=_retry_info("later")), 1),
    ],
    ids=["seconds", "date", "past", "nonsense", "body", "nonsense-in-the-body"],
)
def test_server_says_how_long_to_wait(answer: httpx.Response, seconds: float) -> None:
    with session_with(_in_turn(answer, FINE)) as session:
        session.api().send("GET", "/v1/models")

        assert session.time.now() == seconds


@pytest.mark.parametrize(
    ("answers", "cause"),
    [
        ([httpx.Response(429, json={"error": {"message": "Quota."}})] * 5, Cause.QUOTA),
        ([httpx.Response(503)] * 5, Cause.NETWORK),
        ([httpx.ReadTimeout("late")] * 5, Cause.NETWORK),
        ([httpx.Response(429, headers={"retry-after": "3600"})], Cause.QUOTA),
    ],
    ids=["quota", "unavailable", "timeout", "an-hour"],
)
def test_trouble_that_stays_blocks(answers: list[httpx.Response | Exception], cause: Cause) -> None:
    with session_with(_in_turn(*answers)) as session:
        with pytest.raises(Blocked) as caught:
            session.api().send("GET", "/v1/models")

    assert caught.value.cause is cause


def test_error_that_stays_is_an_answer() -> None:
    with session_with(_in_turn(*[httpx.Response(500)] * 5)) as session:
        assert session.api().send("GET", "/v1/models").status == 500


def test_blocked_never_says_the_key() -> None:
    error = httpx.ConnectError(f"cannot reach http://target/v1/models?key={KEY}")
    with session_with(_in_turn(*[error] * 5)) as session:
        with pytest.raises(Blocked) as caught:
            session.api().send("GET", "/v1/models", query={"key": KEY})

    assert KEY not in str(caught.value)


def test_time_of_the_run_ends_it() -> None:
    """Each answer takes 25 seconds of a clock that only the target moves."""
    time = SkippedTime()

    def slow(request: httpx.Request) -> httpx.Response:
        time.sleep(25)
        return FINE

    with session_with(slow, options=Options(max_minutes=1), time=lambda: time) as session:
        for _ in range(3):
            session.api().send("GET", "/v1/models")
        with pytest.raises(Blocked) as caught:
            session.api().send("GET", "/v1/models")

    assert caught.value.cause is Cause.TIME


def test_nobody_waits_beyond_the_time_of_the_run() -> None:
    late = httpx.Response(429, headers={"retry-after": "100"})
    with session_with(_in_turn(late), options=Options(max_minutes=1)) as session:
        with pytest.raises(Blocked) as caught:
            session.api().send("GET", "/v1/models")

        assert session.time.now() == 0
    assert caught.value.cause is Cause.TIME


@pytest.mark.parametrize(
    ("speed", "tokens", "waited"),
    [
        (Speed(), 10, [0, 0, 0, 0]),
        (Speed(requests=2), 10, [0, 0, 60, 60]),
        (Speed(tokens=25), 10, [0, 0, 60, 60]),
        (Speed(tokens=5), 10, [0, 60, 120, 180]),
    ],
    ids=["free", "requests", "tokens", "larger-than-a-minute"],
)
def test_pace_waits_for_room_in_the_last_minute(
    speed: Speed, tokens: int, waited: list[float]
) -> None:
    time = SkippedTime()
    pace, moments = Pace(speed, time), []
    for _ in waited:
        pace.wait(tokens)
        moments.append(time.now())

    assert moments == waited
