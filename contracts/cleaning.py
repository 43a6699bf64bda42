"""Deletes what a run that was killed has left at a target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .budget import Budget, Limits
from .ledger import Entry, left_behind
from .options import Options
from .session import Session
from .stopping import WrongUsage
from .targets import Target, opened_target


@dataclass(slots=True)
class Cleaned:
    """What came of it: names, lines about what would not go, and what belongs to other targets."""

    deleted: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    elsewhere: list[Entry] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield from (f"deleted: {name}" for name in self.deleted)
        yield from (f"not deleted: {trouble}" for trouble in self.troubles)
        others = sorted({entry.target for entry in self.elsewhere})
        yield from (f"left for --target {url}" for url in others)
        if not (self.deleted or self.troubles or others):
            yield "nothing was left"


def clean(options: Options) -> Cleaned:
    """Ask for the deletion of every name that the ledgers of ended runs still have."""
    with opened_target(options.target, options.api_key, options.other_api_key) as target:
        if not target.keeps:
            raise WrongUsage("nothing outlives --target fake; accepted: real, http(s)://HOST")
        cleaned = Cleaned()
        with Session(target, Budget(Limits()), options) as session:
            for left in left_behind(options.ledgers):
                kept = [
                    entry for entry in left.entries if not _gone(entry, target, session, cleaned)
                ]
                left.keep(kept)
    return cleaned


def _gone(entry: Entry, target: Target, session: Session, cleaned: Cleaned) -> bool:
    if entry.target != target.url:
        cleaned.elsewhere.append(entry)
        return False
    if trouble := session.remove(entry):
        cleaned.troubles.append(trouble)
        return False
    cleaned.deleted.append(entry.name)
    return True
