"""Each scope's time: the source's, moved forward by as much as its user asked."""

from __future__ import annotations

from fake_gemini.clock import Clock, Instant


class Clocks:
    """One source, and an offset for everybody and for each scope that was moved by itself."""

    def __init__(self, source: Clock) -> None:
        self._source = source
        self._general = 0
        self._offsets: dict[str, int] = {}

    @property
    def name(self) -> str:
        return self._source.name

    def now(self, scope: str | None = None) -> Instant:
        now = self._source.now()
        if not self._offsets and not self._general:
            # The same object each time, where every record would have to hold its own.
            return now
        return now + (self._general if scope is None else self._offsets.get(scope, self._general))

    def latest(self) -> Instant:
        """Return the time of the scope that is furthest ahead."""
        return self._source.now() + max((self._general, *self._offsets.values()))

    def advance(self, scope: str | None, duration: int) -> None:
        """Move one scope, or all of them, by `duration` nanoseconds."""
        if scope is not None:
            self._offsets[scope] = self._offsets.get(scope, self._general) + duration
            return
        self._general += duration
        self._offsets = {name: offset + duration for name, offset in self._offsets.items()}

    def set(self, scope: str | None, at: Instant) -> None:
        """Make it `at` in one scope, or in all of them."""
        offset = at - self._source.now()
        if scope is not None:
            self._offsets[scope] = offset
            return
        self._general = offset
        self._offsets.clear()

    def reset(self, scope: str | None) -> None:
        """Undo what was moved."""
        if scope is not None:
            self._offsets.pop(scope, None)
            return
        self._general = 0
        self._offsets.clear()
