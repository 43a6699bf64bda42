"""How many bytes each scope keeps: what is stored, and what is reserved for uploads."""

from __future__ import annotations


class Space:
    """One number for each scope."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def used(self, scope: str) -> int:
        return self._used.get(scope, 0)

    def take(self, scope: str, size: int) -> None:
        self._used[scope] = self.used(scope) + size

    def give_back(self, scope: str, size: int) -> None:
        left = self.used(scope) - size
        if left:
            self._used[scope] = left
        else:
            self._used.pop(scope, None)
