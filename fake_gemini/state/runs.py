"""How background runs stand: what of them changes, beside the records that do not."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.clock import Instant


@dataclass(slots=True)
class Run:
    """One run: the JSON GETs that saw it, and whether and when it was ended from outside.

    `gone` is for those who still tell of a run that is no longer kept.
    """

    polls: int = 0
    streamed: bool = False
    cancelled: Instant | None = None
    gone: bool = False


class RunStore:
    """The runs of each scope, by the own token of their interaction."""

    def __init__(self) -> None:
        self._shares: dict[str, dict[bytes, Run]] = {}

    def begin(self, scope: str, own: bytes) -> Run:
        run = self._shares.setdefault(scope, {})[own] = Run()
        return run

    def get(self, scope: str, own: bytes) -> Run | None:
        """Return the run of an interaction; one in the foreground has none."""
        return self._shares.get(scope, {}).get(own)

    def delete(self, scope: str, own: bytes) -> None:
        run = self._shares.get(scope, {}).pop(own, None)
        if run is not None:
            run.gone = True

    def reset(self, scope: str | None) -> None:
        """Forget one scope, or all of them."""
        for name in (scope,) if scope is not None else tuple(self._shares):
            for run in self._shares.pop(name, {}).values():
                run.gone = True
