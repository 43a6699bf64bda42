"""Forget, and move the clock: what a user of the fake may do to its state, without HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.clock import DAY, END, Instant
from fake_gemini.errors import InvalidRequest
from fake_gemini.state.state import State
from fake_gemini.wire.control import time_text

# A year short of the last time that can be written, so that whatever expires later can be, too.
LATEST: Instant = END - 365 * DAY


@dataclass(frozen=True, slots=True)
class Control:
    """The operations; a scope of None means all of them."""

    state: State

    def reset(self, scope: str | None) -> dict[str, int]:
        """Forget what was stored and undo what the clock was moved; return how much was stored."""
        with self.state.lock:
            self.state.clocks.reset(scope)
            self.state.runs.reset(scope)
            self.state.rehearsals.reset(scope)
            return {
                "interactions": self.state.interactions.reset(scope),
                "files": self.state.files.reset(scope),
                "uploads": self.state.uploads.reset(scope),
            }

    def set_clock(self, scope: str | None, at: Instant) -> Instant:
        """Make it `at`, which is not before the time that it is."""
        clocks = self.state.clocks
        with self.state.lock:
            now = clocks.latest() if scope is None else clocks.now(scope)
            if at < now:
                raise InvalidRequest(
                    f"The clock only moves forward, and it is {time_text(now)}; POST /_fake/reset"
                    " starts it again."
                )
            _check_latest(at)
            clocks.set(scope, at)
            return at

    def advance_clock(self, scope: str | None, duration: int) -> Instant:
        """Move the clock forward by `duration` nanoseconds and return the new time."""
        clocks = self.state.clocks
        if duration < 0:
            raise InvalidRequest("The clock only moves forward; POST /_fake/reset starts it again.")
        with self.state.lock:
            now = clocks.latest() if scope is None else clocks.now(scope)
            _check_latest(now + duration)
            clocks.advance(scope, duration)
            return clocks.now(scope)


def _check_latest(at: Instant) -> None:
    if at > LATEST:
        raise InvalidRequest(f"The clock goes no further than {time_text(LATEST)}.")
