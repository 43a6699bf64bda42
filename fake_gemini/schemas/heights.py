"""Which places of a schema can be filled at all, and with how little.

The least height of a value is found by going round until nothing changes, so that recursion by
`$ref` ends where it can end, and is found out where it cannot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fake_gemini.schemas.cases import cases
from fake_gemini.schemas.limits import DEFAULT, Effort, Limits
from fake_gemini.schemas.matches import Validator
from fake_gemini.schemas.merge import Merger, key_of
from fake_gemini.schemas.nodes import FALSE, Document
from fake_gemini.schemas.read import read_document
from fake_gemini.schemas.refused import SchemaError, TooComplex, Unsatisfiable
from fake_gemini.schemas.shapes import Items, Key, Members, Shape, State, Text

# A text of so many characters counts like one value more.
_CHARACTERS = 64
_NO_KIND = "No type of value is allowed by everything that is said."
_NO_MEMBER = "No value of 'enum' or 'const' has an allowed type."


@dataclass(frozen=True, slots=True, order=True)
class Least:
    """A smallest value: how deep it is, then of how many values it is made."""

    height: int
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A schema that has at least one value, and what is known of each place in it."""

    document: Document
    root: Key
    states: Mapping[Key, State]
    # For each place, the least value of each of its shapes, None for one that has no value.
    leasts: Mapping[Key, tuple[Least | None, ...]]
    # The least value of each place that has one.
    best: Mapping[Key, Least]

    def accepts(self, value: Any) -> bool:
        """Say whether a value is valid against the whole schema."""
        effort = Effort(self.document.limits)
        return Validator(self.document, effort).accepts((self.document.root,), value)


def read_schema(
    raw: Any, limits: Limits = DEFAULT, *, ignored: frozenset[str] = frozenset()
) -> Plan:
    """Return the plan of a schema, or raise `SchemaError` when no value can be made.

    The `ignored` keywords are as if they were not there.
    """
    effort = Effort(limits)
    document = read_document(raw, limits, effort, ignored)
    root = key_of([document.root])
    states = _explore(document, root, effort)
    search = _Leasts(document, states, effort)
    leasts = search.found()
    made = Plan(document, root, states, leasts, search.known)
    least = made.best.get(root)
    if least is None:
        cut = next((state for state in states.values() if state.cut), None)
        raise _reason(made) if cut is None else _too_many(cut, limits)
    if least.size > document.limits.values:
        raise TooComplex(
            "", f"The smallest value has more than {document.limits.values} values inside."
        )
    return made


def _explore(document: Document, root: Key, effort: Effort) -> dict[Key, State]:
    merger = Merger(document, effort)
    states: dict[Key, State] = {}
    todo = [root]
    while todo:
        key = todo.pop()
        if key in states:
            continue
        if len(states) > document.limits.nodes:
            raise TooComplex("", f"The schema has more than {document.limits.nodes} combinations.")
        states[key] = _state(document, key, merger, effort)
        for shape in states[key].shapes:
            todo.extend(_children(shape))
    return states


def _state(document: Document, key: Key, merger: Merger, effort: Effort) -> State:
    nodes = [document.nodes[number] for number in key]
    path = nodes[0].path if nodes else ""
    if key == (FALSE,):
        return State(path, "", (), "No value is allowed here: the schema is false.", False)
    effort.spend(8, path)
    ways = cases(document, key, effort)
    found = [each for case in ways for each in merger.shapes(case)]
    shapes = tuple(each for each in found if isinstance(each, Shape))
    problems = [each for each in found if isinstance(each, SchemaError)]
    about = next((node.about for node in nodes if node.about), "")
    listed = any(node.enumeration for node in nodes)
    reason = problems[0].reason if problems else _NO_MEMBER if listed else _NO_KIND
    cut = len(ways) == document.limits.branches
    return State(problems[0].path if problems else path, about, shapes, reason, cut)


def _children(shape: Shape) -> list[Key]:
    match shape.body:
        case Items(prefix, rest):
            return [*prefix, rest]
        case Members() as members:
            return [members.rest, *map(members.key, members.names)]
    return []


class _Leasts:
    def __init__(self, document: Document, states: dict[Key, State], effort: Effort) -> None:
        self._deepest = document.limits.depth
        self._largest = document.limits.values + 1
        self._states = states
        self._effort = effort
        self.known: dict[Key, Least] = {}

    def found(self) -> dict[Key, tuple[Least | None, ...]]:
        # Children were found after their parents: backwards, one round is mostly enough.
        leasts: dict[Key, tuple[Least | None, ...]] = {}
        todo = list(reversed(self._states))
        changed = True
        while changed:
            changed = False
            for key in todo:
                shapes = self._states[key].shapes
                self._effort.spend(1 + len(shapes))
                leasts[key] = tuple(self._of_shape(shape) for shape in shapes)
                least = _least_of(leasts[key])
                if least is not None and least != self.known.get(key):
                    self.known[key] = least
                    changed = True
            # Without parts, a place is the same in each round.
            todo = [key for key in todo if any(_children(it) for it in self._states[key].shapes)]
        return leasts

    def _of_shape(self, shape: Shape) -> Least | None:
        match shape.body:
            case Text(least, walk=walk):
                shortest = least if walk is None else walk.lengths[0]
                return Least(0, 1 + shortest // _CHARACTERS)
            case Items() as items:
                return self._of_items(items)
            case Members() as members:
                return self._of_members(members)
        return Least(0, 1)

    def _of_items(self, items: Items) -> Least | None:
        before = min(items.least, len(items.prefix))
        return self._around(items.prefix[:before], items.rest, items.least - before)

    def _of_members(self, members: Members) -> Least | None:
        needed = [members.key(name) for name in members.names if name in members.required]
        missing = max(0, members.least - len(needed))
        if missing:
            optional = (members.key(name) for name in members.names if name not in members.required)
            known = sorted(
                ((self.known[key], key) for key in optional if key in self.known),
                key=lambda pair: pair[0],
            )
            needed += [key for _, key in known[:missing]]
            missing -= min(missing, len(known))
        return self._around(needed, members.rest, missing)

    def _around(self, needed: tuple[Key, ...] | list[Key], rest: Key, more: int) -> Least | None:
        self._effort.spend(len(needed))
        height, size = 0, 1
        for key, times in [*((key, 1) for key in needed), *([(rest, more)] if more else [])]:
            least = self.known.get(key)
            if least is None:
                return None
            height = max(height, least.height)
            size += times * least.size
        if height >= self._deepest:
            return None
        return Least(height + 1, min(size, self._largest))


def _least_of(leasts: tuple[Least | None, ...]) -> Least | None:
    return min((least for least in leasts if least is not None), default=None)


def _reason(made: Plan) -> SchemaError:
    """Return the refusal of the innermost place that makes the whole impossible."""
    key, seen = made.root, set[Key]()
    while True:
        seen.add(key)
        state = made.states[key]
        if not state.shapes:
            return Unsatisfiable(state.path, state.problem)
        needed = _needed(state.shapes[0])
        name, part = next((it for it in needed if it[1] not in made.best), ("", None))
        if part is None:
            return Unsatisfiable(state.path, _shortage(made, state.shapes[0]))
        if part == (FALSE,):
            return Unsatisfiable(state.path, f"{name} is required, but nothing is allowed there.")
        if part in seen:
            return Unsatisfiable(state.path, f"{name} is required and comes back without end.")
        key = part


def _too_many(state: State, limits: Limits) -> SchemaError:
    return TooComplex(
        state.path,
        f"The alternatives multiply to more than {limits.branches}, and no value was found for the"
        " first of them.",
    )


def _needed(shape: Shape) -> list[tuple[str, Key]]:
    match shape.body:
        case Items() as items:
            count = min(items.least, len(items.prefix) + 1)
            return [(f"Item {i}", items.key(i)) for i in range(count)]
        case Members() as members:
            names = (name for name in members.names if name in members.required)
            return [(f"The property '{name}'", members.key(name)) for name in names]
    return []


def _shortage(made: Plan, shape: Shape) -> str:
    body = shape.body
    if isinstance(body, Members) and body.rest not in made.best:
        possible = sum(1 for name in body.names if body.key(name) in made.best)
        if possible < body.least:
            return f"At most {possible} properties are possible, fewer than minProperties."
    return f"A value would be nested deeper than {made.document.limits.depth}."
