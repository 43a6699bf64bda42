"""What the last whole hunt found, as it is committed, and the page that shows it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.lies.mutations.equivalents import Equivalent, equivalent_of

ROOT = Path(__file__).parents[3]
DATA = ROOT / "docs" / "contracts" / "lies.json"
PAGE = ROOT / "docs" / "contracts" / "lies.md"


@dataclass(frozen=True, slots=True)
class Tables:
    """By the id of a lie the id of the check that caught it, None where none did.

    It took `seconds` with so many `processes`. `honest_runs` runs of the suite found nothing.
    """

    date: str
    python: str
    processes: int
    seconds: int
    honest_runs: int
    named: dict[str, str | None]
    mutations: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Sum:
    """How many lies there are, how many were caught, and how many nobody can see."""

    lies: int
    caught: int
    equivalent: int

    @property
    def missed(self) -> int:
        return self.lies - self.caught - self.equivalent

    @property
    def share(self) -> float:
        """Of what can be seen, how much is caught."""
        return self.caught / (self.lies - self.equivalent)


def read_tables() -> Tables:
    return Tables(**json.loads(DATA.read_text()))


def write_tables(tables: Tables, equivalents: Sequence[Equivalent]) -> None:
    DATA.write_text(json.dumps(asdict(tables), indent=1) + "\n")
    PAGE.write_text(page(tables, equivalents))


def summed(found: Iterable[tuple[str, str | None]], equivalents: Sequence[Equivalent]) -> Sum:
    lies = caught = invisible = 0
    for id, caught_by in found:
        lies += 1
        caught += caught_by is not None
        invisible += caught_by is None and equivalent_of(id, equivalents) is not None
    return Sum(lies, caught, invisible)


def page(tables: Tables, equivalents: Sequence[Equivalent]) -> str:
    """Return docs/contracts/lies.md."""
    return "\n".join([*_page(tables, equivalents), ""])


def _page(tables: Tables, equivalents: Sequence[Equivalent]) -> Iterator[str]:
    total = summed(tables.mutations.items(), equivalents)
    yield "# Lies, and what catches them"
    yield ""
    yield "Written by `make lies`; [the contract suite](../contracts.md#lies) says how to read it."
    yield ""
    yield (
        f"Run of {tables.date} under Python {tables.python} with {tables.processes} processes:"
        f" {tables.seconds // 60} min {tables.seconds % 60} s. Caught were all of"
        f" {len(tables.named)} lies with a name, and {total.caught:,} of {total.lies:,} mutations."
        f" {total.equivalent:,} mutations ({total.equivalent / total.lies:.1%}) cannot be seen;"
        f" of the others {total.share:.1%} were caught. {tables.honest_runs} runs of the suite"
        " on an honest fake, each in another order, found nothing."
    )
    yield ""
    yield from _kinds(tables, equivalents)
    yield "## Lies with a name"
    yield ""
    yield from _by_check(tables.named)
    yield "## Mutations"
    yield ""
    yield "What a check caught first; others would have caught most of it, too."
    yield ""
    yield from _by_check(tables.mutations)
    yield from _invisible(tables, equivalents)


def _kinds(tables: Tables, equivalents: Sequence[Equivalent]) -> Iterator[str]:
    kinds: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for id, caught_by in tables.mutations.items():
        kinds[id.partition(":")[0]].append((id, caught_by))
    yield "| broken | mutations | caught | cannot be seen | missed |"
    yield "| --- | --- | --- | --- | --- |"
    for kind, found in sorted(kinds.items()):
        each = summed(found, equivalents)
        yield f"| {kind} | {each.lies} | {each.caught} | {each.equivalent} | {each.missed} |"
    yield ""


def _by_check(found: dict[str, str | None]) -> Iterator[str]:
    caught: defaultdict[str, list[str]] = defaultdict(list)
    for id, caught_by in found.items():
        if caught_by is not None:
            caught[caught_by].append(f"`{id}`")
    yield "| check | catches |"
    yield "| --- | --- |"
    for check, ids in sorted(caught.items()):
        yield f"| {check} | {'<br>'.join(sorted(ids))} |"
    yield ""


def _invisible(tables: Tables, equivalents: Sequence[Equivalent]) -> Iterator[str]:
    covered = Counter(
        equivalent
        for id, caught_by in tables.mutations.items()
        if caught_by is None and (equivalent := equivalent_of(id, equivalents))
    )
    yield "## What cannot be seen"
    yield ""
    yield "| mutations | how many | fact | why |"
    yield "| --- | --- | --- | --- |"
    for each in equivalents:
        yield f"| `{each.ids}` | {covered[each]} | {each.fact} | {each.why} |"
    missed = [id for id, caught_by in tables.mutations.items()
              if caught_by is None and equivalent_of(id, equivalents) is None]  # fmt: skip
    if missed:
        yield ""
        yield "## What was missed"
        yield ""
        yield from (f"- `{id}`" for id in sorted(missed))
