"""The work of a hunt in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import TypeVar

from contracts.clauses import all_clauses
from tests.lies.mutations.hunting import Hunted, Hunter, Quarry
from tests.lies.mutations.tables import DATA, read_tables

T = TypeVar("T")
R = TypeVar("R")

# So many lies go to a process at once: it remembers who caught the ones before.
_TOGETHER = 20


def shared(work: Callable[[T], R], tasks: Sequence[T], processes: int) -> Iterator[R]:
    """Yield what the work gives for each task, as it comes."""
    # Not by a fork: this process has threads.
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for done in as_completed([pool.submit(work, task) for task in tasks]):
            yield done.result()


def hunt(batch: Sequence[Quarry]) -> list[Hunted]:
    return Hunter(all_clauses(), _last_time()).hunt_all(batch)


def _last_time() -> dict[str, str]:
    """Who caught each kind in the last whole run, if there was one."""
    if not DATA.exists():
        return {}
    tables = read_tables()
    caught = {**tables.named, **tables.mutations}
    return {id.partition(":")[0]: by for id, by in caught.items() if by is not None}


def batches(quarries: Sequence[Quarry]) -> list[Sequence[Quarry]]:
    """Lies of one kind beside each other, some at a time."""
    sorted_by_kind = sorted(quarries, key=lambda quarry: quarry.kind)
    return [sorted_by_kind[at : at + _TOGETHER] for at in range(0, len(sorted_by_kind), _TOGETHER)]
