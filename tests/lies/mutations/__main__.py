"""`make lies`: every lie put to the suite until a check catches it, and then the truth fifty times.

    python -m tests.lies.mutations [--anew] [--first N] [--processes N]

What was found is kept in `.lies/` while the code stays the same, so a run that was stopped goes on.
A whole run writes docs/contracts/lies.md. Exit codes: 0 what can be seen was caught, and nothing
else; 1 something was not, or the truth was not believed; 2 wrong usage.
"""

from __future__ import annotations

import platform
import sys
import time
from datetime import UTC, datetime

import click

from contracts.clauses import all_clauses
from tests.lies.mutations.equivalents import read_equivalents
from tests.lies.mutations.hunting import Hunted
from tests.lies.mutations.progress import ROOT, Progress, hash_of_code
from tests.lies.mutations.quarries import mutated, named
from tests.lies.mutations.sharing import batches, hunt, shared
from tests.lies.mutations.tables import Tables, write_tables
from tests.lies.mutations.truth import run_in_order_of
from tests.lies.mutations.verdict import verdict

RUNS = 50
_TRUTH = "truth"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--anew", is_flag=True, help="Forget what a run that was stopped had found.")
@click.option("--first", type=click.IntRange(1), help="Only so many mutations; writes nothing.")
@click.option("--processes", type=click.IntRange(1), default=2, show_default=True)
def main(anew: bool, first: int | None, processes: int) -> None:
    """Put every lie to the suite, and then the truth."""
    started = time.monotonic()
    progress = Progress(ROOT / ".lies", hash_of_code())
    found = {} if anew else progress.found()
    progress.begin(found.values())
    book, mutations = named(all_clauses()), mutated(all_clauses())[:first]
    quarries = [*book, *mutations]
    open_ones = [quarry for quarry in quarries if quarry.id not in found]
    click.echo(
        f"{len(book)} lies with a name, {len(mutations)} mutations; {len(open_ones)} to hunt"
    )
    for batch in shared(hunt, batches(open_ones), processes):
        for hunted in batch:
            found[hunted.id] = hunted
            progress.add(hunted)
        click.echo(
            f"\r{sum(quarry.id in found for quarry in quarries)} of {len(quarries)}", nl=False
        )
    click.echo()
    disbelieved = _tell_the_truth(found, progress, processes)
    tables = Tables(
        date=datetime.now(UTC).date().isoformat(),
        python=platform.python_version(),
        processes=processes,
        seconds=round(time.monotonic() - started),
        honest_runs=RUNS,
        named={quarry.id: found[quarry.id].caught_by for quarry in book},
        mutations={quarry.id: found[quarry.id].caught_by for quarry in mutations},
    )
    equivalents = read_equivalents()
    if first is None:
        write_tables(tables, equivalents)
    wrong = [*disbelieved, *verdict(tables, equivalents, whole=first is None)]
    click.echo("\n".join(wrong) or "what can be seen was caught, and nothing else")
    sys.exit(1 if wrong else 0)


def _tell_the_truth(found: dict[str, Hunted], progress: Progress, processes: int) -> list[str]:
    """Run the suite on an honest fake in many orders; return what was not believed."""
    seeds = [seed for seed in range(RUNS) if f"{_TRUTH} {seed}" not in found]
    failed: list[str] = []
    for run in shared(run_in_order_of, seeds, processes):
        failed += (f"not believed, in the order of {run.seed}: {line}" for line in run.failed)
        if not run.failed:
            progress.add(Hunted(f"{_TRUTH} {run.seed}", None))
        click.echo(f"\rthe truth in the order of {run.seed}: {run.passed} passed ", nl=False)
    click.echo()
    return failed


if __name__ == "__main__":
    main()
