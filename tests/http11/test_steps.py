"""A coroutine that is begun at once does what it would do in a task."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from fake_gemini.http11.steps import begun

Log = list[str]
Work = Callable[[Log], Coroutine[Any, Any, None]]


async def at_once(log: Log) -> None:
    log.append("done")


async def sleeping(log: Log) -> None:
    for number in range(3):
        log.append(str(number))
        await asyncio.sleep(0)


async def waiting(log: Log) -> None:
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(future.set_result, "result")
    log.append(await future)


async def failing(log: Log) -> None:
    await asyncio.sleep(0)
    raise LookupError("of the work")


async def awaiting_failure(log: Log) -> None:
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(future.set_exception, LookupError("awaited"))
    try:
        await future
    except LookupError as error:
        log.append(str(error))
    await asyncio.sleep(0)
    log.append("went on")


async def timing_out(log: Log) -> None:
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(0):
            await asyncio.Event().wait()
    except TimeoutError:
        log.append("timed out")


async def gathering(log: Log) -> None:
    async def part(number: int) -> None:
        await asyncio.sleep(0)
        log.append(str(number))

    await asyncio.gather(*map(part, range(3)))


async def _in_task(work: Coroutine[Any, Any, None]) -> None:
    await asyncio.create_task(work)


async def _begun(work: Coroutine[Any, Any, None]) -> None:
    rest = begun(work)
    if rest is not None:
        await asyncio.create_task(rest)


def outcome(run: Callable[[Coroutine[Any, Any, None]], Awaitable[None]], work: Work) -> Log:
    """Return what was logged, and the exception if there was one."""
    log: Log = []

    async def main() -> None:
        await run(work(log))

    try:
        asyncio.run(main())
    except LookupError as error:
        log.append(repr(error))
    return log


@pytest.mark.parametrize(
    "work", [at_once, sleeping, waiting, failing, awaiting_failure, timing_out, gathering]
)
def test_work_that_is_begun_ends_like_a_task(work: Work) -> None:
    log = outcome(_begun, work)
    assert log == outcome(_in_task, work)
    assert log


def test_work_that_does_not_wait_stands_alone() -> None:
    log: Log = []
    assert begun(at_once(log)) is None
    assert log == ["done"]


def test_failure_before_the_first_wait_is_raised_at_once() -> None:
    async def work() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        begun(work())


@pytest.mark.parametrize("turns", range(4))
def test_rest_can_be_cancelled_wherever_it_waits(turns: int) -> None:
    log: Log = []

    async def work() -> None:
        try:
            for _ in range(10):
                await asyncio.sleep(0)
        finally:
            log.append("cleaned up")

    async def main() -> None:
        rest = begun(work())
        assert rest is not None
        task = asyncio.create_task(rest)
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert log == ["cleaned up"]


@pytest.mark.parametrize("turns", range(2))
def test_rest_can_wait_while_it_is_cancelled(turns: int) -> None:
    log: Log = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            log.append("cleaned up")

    async def main() -> None:
        rest = begun(work())
        assert rest is not None
        task = asyncio.create_task(rest)
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])

    asyncio.run(main())
    assert log == ["cleaned up"]


def test_work_may_catch_its_cancellation() -> None:
    log: Log = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            log.append("caught")

    async def main() -> None:
        rest = begun(work())
        assert rest is not None
        task = asyncio.create_task(rest)
        await asyncio.sleep(0)
        task.cancel()
        await task

    asyncio.run(main())
    assert log == ["caught"]
