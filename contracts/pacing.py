"""Not faster than the target allows: requests and tokens in the last minute."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from .waiting import Time

_WINDOW = 60.0


@dataclass(frozen=True, slots=True)
class Speed:
    """The most of a minute; None is no limit."""

    requests: int | None = None
    tokens: int | None = None


class Pace:
    """Waits before a request until the last minute has room for it."""

    def __init__(self, speed: Speed, time: Time) -> None:
        self._speed = speed
        self._time = time
        self._sent: deque[tuple[float, int]] = deque()

    def wait(self, tokens: int) -> None:
        """Let time pass until a request of so many tokens fits, and count it."""
        while self._sent and not self._fits(tokens):
            self._time.sleep(max(0.0, self._sent[0][0] + _WINDOW - self._time.now()))
            self._forget()
        self._sent.append((self._time.now(), tokens))

    def _fits(self, tokens: int) -> bool:
        self._forget()
        requests, most = self._speed.requests, self._speed.tokens
        if requests is not None and len(self._sent) >= requests:
            return False
        return most is None or sum(used for _, used in self._sent) + tokens <= most

    def _forget(self) -> None:
        now = self._time.now()
        while self._sent and self._sent[0][0] + _WINDOW <= now:
            self._sent.popleft()
