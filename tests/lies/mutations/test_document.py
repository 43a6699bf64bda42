"""The document alone refuses mutations of types, constants, closed enums and required fields."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache

import pytest

from contracts.clauses import all_clauses
from contracts.schema.document import Document
from tests.contracts.schema.mutations import CLOSED_ENUMS, CONSTANTS
from tests.contracts.schema.test_mutations import REQUIRED
from tests.lies.exchange import Reply
from tests.lies.mutations.hunting import plain
from tests.lies.mutations.mutation import Mutation, What, Where
from tests.lies.mutations.observing import mutations, observed
from tests.lies.mutations.paths import last_name

DOCUMENT = Document.load()
AT_LEAST = 0.95


@cache
def seen() -> dict[Mutation, Reply]:
    """Every mutation of a value that the document should refuse, and a reply that it breaks."""
    found: dict[Mutation, Reply] = {}
    for clause in plain(all_clauses()):
        for reply in observed(clause):
            for mutation in mutations(reply):
                if mutation not in found and _is_promised(mutation):
                    found[mutation] = reply
    return found


def _is_promised(mutation: Mutation) -> bool:
    path = mutation.at.partition(" ")[2]
    match mutation.where, mutation.what:
        case Where.REPLY | Where.EVENT, What.RETYPE | What.NULL:
            return True
        case Where.REPLY | Where.EVENT, What.ENUM:
            return last_name(path) in (*CONSTANTS, *CLOSED_ENUMS)
        case Where.REPLY | Where.EVENT, What.DROP | What.RENAME:
            return path.replace("[*]", ".#") in REQUIRED[mutation.where].split()
    return False


def refused(mutation: Mutation, reply: Reply) -> bool:
    """Whether the document refuses a reply that is broken so."""
    broken = deepcopy(reply)
    _, answered = mutation.lie().make()
    answered(broken)
    kind, request = broken.header("content-type"), broken.request
    path = f"{request.path}?{request.raw_query.decode()}"
    found = DOCUMENT.check_answer(request.method, path, broken.status, kind, broken.body)
    return any(finding.is_violation for finding in found)


def of(what: What) -> Iterator[tuple[Mutation, bool]]:
    for mutation, reply in seen().items():
        if mutation.what is what:
            yield mutation, refused(mutation, reply)


@pytest.mark.parametrize("what", [What.RETYPE, What.NULL, What.ENUM, What.DROP, What.RENAME])
def test_at_least_95_percent_are_refused(what: What) -> None:
    results = dict(of(what))
    passed = [str(mutation) for mutation, was_refused in results.items() if not was_refused]

    assert results
    assert len(passed) <= (1 - AT_LEAST) * len(results), passed
