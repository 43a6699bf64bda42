"""What each clause exchanges with an honest fake, and every way to break that."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from contracts.clauses import Clause
from tests.contracts.asking import honest, session_with_fake
from tests.lies.exchange import Reply, Request
from tests.lies.mutations.mutation import FRAMES, VALUES, Mutation, What, Where, route_of
from tests.lies.mutations.paths import last_name, paths
from tests.lies.telling import Liar, Lie

# Members whose values are words of the API.
_ENUMS = frozenset({"type", "object", "event_type", "@type", "status", "state", "source",
                    "modality", "code", "role", "service_tier", "reason", "domain"})  # fmt: skip
_LAST = "[DONE]"


def observed(clause: Clause) -> list[Reply]:
    """Return what a clause was answered, each with its request."""
    seen: list[Reply] = []

    def answered(reply: Reply) -> None:
        seen.append(deepcopy(reply))

    liar = Liar(honest(clause), Lie("listens", "", lambda: (lambda request: None, answered)))
    with session_with_fake(app=liar) as session:
        clause.run(session.api())
    return seen


def mutations(reply: Reply) -> Iterator[Mutation]:
    """Yield every way to break one exchange; some come several times."""
    route = route_of(reply.request)
    yield from _of_request(route, reply.request)
    for other in _others(reply.status):
        yield Mutation(Where.STATUS, What.OTHER, route, f"{reply.status}->{other}")
    if reply.streams:
        for event in reply.events:
            for what in FRAMES:
                # Behind the last frame is none that could stand before it, or be one with it.
                if event.kind != _LAST or what in (What.DROP, What.DUPLICATE):
                    yield Mutation(Where.STREAM, what, route, event.kind)
            yield from _of_value(Where.EVENT, route, event.kind, event.data)
    else:
        yield from _of_value(Where.REPLY, route, str(reply.status), reply.json)


def _of_request(route: str, request: Request) -> Iterator[Mutation]:
    for name, _ in request.query:
        yield Mutation(Where.REQUEST, What.DROP, route, f"?{name}")
    for path, _ in paths(request.json):
        yield Mutation(Where.REQUEST, What.DROP, route, path)


def _of_value(where: Where, route: str, at: str, body: Any) -> Iterator[Mutation]:
    for path, value in paths(body):
        for what in VALUES:
            if what is not What.NULL or value is not None:
                yield Mutation(where, what, route, f"{at} {path}")
        if isinstance(value, str) and last_name(path) in _ENUMS:
            yield Mutation(where, What.ENUM, route, f"{at} {path}")


def _others(status: int) -> tuple[int, int]:
    """One status of the same class, and one of another; none that a client would try again."""
    return (202, 400) if status < 300 else (404 if status != 404 else 400, 200)
