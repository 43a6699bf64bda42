"""A coroutine that is begun at once, and becomes a task only if it has to wait.

Most requests are answered without waiting, and a task takes another turn of the loop.
"""

from __future__ import annotations

from collections.abc import Coroutine, Generator
from typing import Any

Work = Coroutine[Any, Any, None]

_NOTHING = object()


def begun(work: Work) -> Work | None:
    """Run `work` until it waits, and return what is left of it, or None when it is done.

    `asyncio.current_task()` is None meanwhile.
    """
    try:
        waits_for = work.send(None)
    except StopIteration:
        return None
    return _Rest(work, waits_for)


class _Rest(Work):
    """A coroutine that waits first for what `work` waits for, and then goes on with it."""

    __slots__ = ("_waits_for", "_work")

    def __init__(self, work: Work, waits_for: Any) -> None:
        self._work = work
        self._waits_for = waits_for

    def send(self, value: Any) -> Any:
        waits_for, self._waits_for = self._waits_for, _NOTHING
        return self._work.send(value) if waits_for is _NOTHING else waits_for

    def throw(self, *error: Any) -> Any:
        self._waits_for = _NOTHING
        return self._work.throw(*error)

    def close(self) -> None:
        self._work.close()

    def __await__(self) -> Generator[Any, Any, None]:
        raise TypeError("only a task can go on with it")
