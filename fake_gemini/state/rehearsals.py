"""How often each request was rehearsed in each scope."""

from __future__ import annotations

from collections import Counter


class RehearsalCounts:
    """Counts equal requests."""

    def __init__(self) -> None:
        self._shares: dict[str, Counter[bytes]] = {}

    def count(self, scope: str, request: bytes) -> int:
        """Count one more of a request, and return how many that makes."""
        share = self._shares.setdefault(scope, Counter())
        share[request] += 1
        return share[request]

    def reset(self, scope: str | None) -> None:
        """Forget one scope, or all of them."""
        if scope is None:
            self._shares.clear()
        else:
            self._shares.pop(scope, None)
