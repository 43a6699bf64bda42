"""Background runs: how one stands, and what ends it (docs/wire/interactions.md 8.1).

A run is over when `run_polls` JSON GETs have seen it in progress, when `run_seconds` have passed,
or when a stream of it came to its end; whichever it was, it was last updated `run_seconds` after it
began. Only a cancel comes before its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fake_gemini.clock import SECOND, Instant
from fake_gemini.errors import FailedPrecondition
from fake_gemini.settings import Settings
from fake_gemini.state.interactions import Record
from fake_gemini.state.state import State


class Phase(Enum):
    """How an interaction stands, whatever its answer."""

    RUNNING = "in_progress"
    CANCELLED = "cancelled"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Runs:
    """The background runs of every scope; an interaction in the foreground is over when stored."""

    settings: Settings
    state: State

    def phase(self, scope: str, record: Record) -> Phase:
        run = self.state.runs.get(scope, record.own)
        if run is None:
            return Phase.OVER
        if run.cancelled is not None:
            return Phase.CANCELLED
        ended = run.streamed or run.polls >= self.settings.run_polls
        now = self.state.clocks.now(scope)
        return Phase.OVER if ended or now >= self.ends(record) else Phase.RUNNING

    def poll(self, scope: str, record: Record) -> None:
        """Count one look at an interaction."""
        run = self.state.runs.get(scope, record.own)
        if run is not None and self.phase(scope, record) is Phase.RUNNING:
            run.polls += 1

    def updated(self, scope: str, record: Record) -> Instant:
        """Return when it changed last."""
        run = self.state.runs.get(scope, record.own)
        phase = self.phase(scope, record)
        if run is None or phase is Phase.RUNNING:
            return record.created
        return self.ends(record) if run.cancelled is None else run.cancelled

    def ends(self, record: Record) -> Instant:
        """Return when it is over in any case."""
        return record.created + round(self.settings.run_seconds * SECOND)

    def cancel(self, scope: str, record: Record, status: str) -> None:
        """End a run; `status` is how an interaction stands that cannot be cancelled any more."""
        run = self.state.runs.get(scope, record.own)
        if run is not None and self.phase(scope, record) is Phase.RUNNING:
            run.cancelled = self.state.clocks.now(scope)
        elif not self.settings.tolerate_late_cancel:
            raise FailedPrecondition(
                f"The interaction is {status}; only a background interaction that is in_progress"
                " can be cancelled."
            )
