"""What is wrong with what a hunt has found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.lies.mutations.equivalents import Equivalent
from tests.lies.mutations.tables import Tables, summed

AT_LEAST = 0.95
AT_MOST_EQUIVALENT = 0.10


def verdict(
    tables: Tables, equivalents: Sequence[Equivalent], *, whole: bool = True
) -> Iterator[str]:
    """Yield a line for each promise that does not hold.

    Whether an equivalent is stale can be said only when the `whole` was hunted.
    """
    for name, caught_by in tables.named.items():
        if caught_by is None:
            yield f"not caught: {name}"
    total = summed(tables.mutations.items(), equivalents)
    if total.share < AT_LEAST:
        yield f"caught {total.share:.1%} of the mutations that can be seen; at least {AT_LEAST:.0%}"
    if total.equivalent > AT_MOST_EQUIVALENT * total.lies:
        yield f"{total.equivalent} mutations cannot be seen; at most {AT_MOST_EQUIVALENT:.0%}"
    missed = {id for id, caught_by in tables.mutations.items() if caught_by is None}
    for each in equivalents if whole else ():
        if not any(each.covers(id) for id in missed):
            yield f"stale, covers nothing that is missed: {each.ids}"
