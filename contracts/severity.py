"""How much a difference matters to a client."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """From what nobody notices to what stops a program; `>=` compares."""

    COSMETIC = "cosmetic"
    ADDITIVE = "additive"
    BEHAVIOUR = "behaviour"
    BREAKING = "breaking"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)

    def reaches(self, least: Severity) -> bool:
        """Whether it is as severe as `least`, or more."""
        return self.rank >= least.rank
