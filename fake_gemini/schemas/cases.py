"""anyOf, oneOf, allOf and $ref multiplied out: the sets of schemas that may hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fake_gemini.schemas.limits import Effort
from fake_gemini.schemas.nodes import TRUE, Document, Group, Node
from fake_gemini.schemas.values import KINDS


@dataclass(frozen=True, slots=True)
class Case:
    """Schemas that hold together, in the order they are written.

    Of each group in `exclusive`, the case has taken one option, and no other may hold.
    """

    nodes: tuple[Node, ...]
    numbers: tuple[int, ...]
    exclusive: tuple[Group, ...]
    kinds: frozenset[str]


@dataclass(slots=True)
class _Partial:
    numbers: dict[int, None]
    groups: list[Group]
    exclusive: tuple[Group, ...]
    kinds: frozenset[str]


def cases(document: Document, key: tuple[int, ...], effort: Effort) -> list[Case]:
    """Return the ways through the alternatives, in order, as many as the limits allow.

    One that no kind of value can take is left out, but costs effort.
    """
    start = _Partial({}, [], (), KINDS)
    if not _gather(document, start, key):
        return []
    found: list[Case] = []
    todo = [iter((start,))]
    left = document.limits.branches
    while todo and left:
        partial = next(todo[-1], None)
        if partial is None:
            todo.pop()
        elif partial.groups:
            todo.append(_branches(document, partial, effort))
        else:
            effort.spend(20)
            found.append(_case(document, partial))
            left -= 1
    return found


def _branches(document: Document, partial: _Partial, effort: Effort) -> Iterator[_Partial]:
    group, *others = partial.groups
    if not group.exclusive and any(option in partial.numbers for option in group.options):
        yield _Partial(partial.numbers, others, partial.exclusive, partial.kinds)
        return
    exclusive = (*partial.exclusive, group) if group.exclusive else partial.exclusive
    for option in group.options:
        effort.spend(2 + len(partial.numbers) + len(others))
        branch = _Partial(dict(partial.numbers), list(others), exclusive, partial.kinds)
        if _gather(document, branch, (option,)):
            yield branch


def _gather(document: Document, partial: _Partial, numbers: tuple[int, ...]) -> bool:
    """Add schemas with what they refer to; say whether a kind of value is left."""
    stack = list(reversed(numbers))
    while stack:
        number = stack.pop()
        if number in partial.numbers or number == TRUE:
            continue
        node = document.nodes[number]
        partial.numbers[number] = None
        partial.kinds &= node.kinds
        if node.never or not partial.kinds:
            return False
        partial.groups.extend(node.groups)
        stack.extend(reversed(node.parts))
    return True


def _case(document: Document, partial: _Partial) -> Case:
    nodes = tuple(document.nodes[number] for number in partial.numbers)
    return Case(nodes, tuple(partial.numbers), partial.exclusive, partial.kinds)
