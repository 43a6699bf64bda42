"""A value that is valid against a schema, built from the top down.

Wherever something may be left out, it is filled in as long as depth, size and recursion allow:
models usually fill everything. What is required is always affordable, because heights.py knows the
least of each place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from fake_gemini.schemas.choices import Chooser, Numbered
from fake_gemini.schemas.heights import Plan
from fake_gemini.schemas.hints import NO_HINTS, Filler, Hints, Place
from fake_gemini.schemas.limits import Effort
from fake_gemini.schemas.matches import Validator
from fake_gemini.schemas.refused import TooComplex, Unsatisfiable
from fake_gemini.schemas.shapes import Fixed, Items, Key, Members, Numeric, Shape, State, Text
from fake_gemini.schemas.texts import make_text
from fake_gemini.schemas.values import identity
from fake_gemini.schemas.vocabulary import WORDS

# Values that are filled in where nothing requires them, altogether and about.
_PLENTY = 1_000
_BY_CHANCE = 8
_BY_NUMBER = 24
_DIFFERENT = 1_000
_ALWAYS_FORBIDDEN = "No text was found that the lookahead of the pattern does not forbid."


def construct(plan: Plan, choices: Chooser, hints: Hints = NO_HINTS) -> Any:
    """Return a valid value. Equal plans, choices and hints give equal values.

    Raises `SchemaError` where only the attempt shows that there is none: for a oneOf whose options
    could not be told apart, and for unique items that are too few.
    """
    return _Builder(plan, choices, hints).root()


class _Builder:
    def __init__(self, plan: Plan, choices: Chooser, hints: Hints) -> None:
        self._plan = plan
        self._limits = plan.document.limits
        self._effort = Effort(self._limits)
        self._validator = Validator(plan.document, self._effort)
        self._choices = choices
        self._filler = Filler(hints, _names(plan))
        self._open: dict[Key, int] = {}
        self._left = self._limits.values

    def root(self) -> Any:
        return self._value(self._plan.root, self._limits.depth, _PLENTY, Place())

    def _value(self, key: Key, room: int, share: int, place: Place) -> Any:
        """Return a value of at most `room` levels, and about `share` values where that is free."""
        state = self._plan.states[key]
        self._count(state)
        if state.about:
            place = Place(place.name, state.about)
        self._open[key] = self._open.get(key, 0) + 1
        try:
            return self._first(key, state, room, share, place)
        finally:
            self._open[key] -= 1

    def _first(self, key: Key, state: State, room: int, share: int, place: Place) -> Any:
        problem: Unsatisfiable | None = None
        for shape in self._order(key, state, room, share):
            try:
                return self._exclusive(state, shape, room, share, place)
            except Unsatisfiable as failed:
                problem = problem or failed
        raise problem or Unsatisfiable(state.path, state.problem)

    def _count(self, state: State) -> None:
        self._effort.spend(4, state.path)
        self._left -= 1
        if self._left < 0:
            raise TooComplex(state.path, f"The value has more than {self._limits.values} values.")

    def _order(self, key: Key, state: State, room: int, share: int) -> list[Shape]:
        """Return the shapes to try: by choice, or the smallest first where it is getting tight."""
        if len(state.shapes) == 1:
            return list(state.shapes)
        leasts = self._plan.leasts[key]
        fitting = [
            (least, shape)
            for least, shape in zip(leasts, state.shapes, strict=True)
            if least is not None and least.height <= room
        ]
        fitting.sort(key=lambda pair: pair[0])
        if self._open[key] > self._limits.refs:
            return [shape for _, shape in fitting]
        rank = min((it.rank for least, it in fitting if least.size <= share), default=0)
        if not self._choices.everyday:
            rank = max((it.rank for _, it in fitting), default=0)
        chosen = [it for least, it in fitting if it.rank <= rank and least.size <= share]
        start = self._start(chosen)
        others = [it for least, it in fitting if it.rank > rank or least.size > share]
        return [*chosen[start:], *chosen[:start], *others]

    def _start(self, shapes: list[Shape]) -> int:
        drawn = self._choices.below(len(shapes))
        mentioned = (i for i, shape in enumerate(shapes) if self._mentioned(shape))
        return next(mentioned, drawn) if self._choices.everyday else drawn

    def _mentioned(self, shape: Shape) -> bool:
        """Say whether the prompt has one of the values, or one that tells objects apart."""
        match shape.body:
            case Fixed(values):
                return self._filler.choose(values) is not None
            case Members() as members:
                states = (self._plan.states[members.key(name)] for name in members.required)
                bodies = (state.shapes[0].body for state in states if len(state.shapes) == 1)
                return any(
                    isinstance(body, Fixed)
                    and len(body.values) == 1
                    and self._filler.choose(body.values) is not None
                    for body in bodies
                )
        return False

    def _exclusive(self, state: State, shape: Shape, room: int, share: int, place: Place) -> Any:
        if not shape.exclusive:
            return self._made(state, shape, room, share, place)
        for attempt in range(_BY_CHANCE + _BY_NUMBER):
            self._effort.spend(8)
            lean = attempt % 2 == 1
            number = (attempt - _BY_CHANCE) // 4
            by = Numbered(number, backwards=attempt % 4 > 1) if number >= 0 else self._choices
            with self._deciding(by):
                value = self._made(state, shape, room, share, place, lean=lean)
            if self._validator.chooses(shape.exclusive, value):
                return value
        raise Unsatisfiable(
            state.path, "No value was found that is valid against exactly one schema of oneOf."
        )

    @contextmanager
    def _deciding(self, chooser: Chooser) -> Iterator[None]:
        """Let another chooser decide for a while."""
        kept, self._choices = self._choices, chooser
        try:
            yield
        finally:
            self._choices = kept

    def _made(
        self, state: State, shape: Shape, room: int, share: int, place: Place, lean: bool = False
    ) -> Any:
        match shape.body:
            case Text() as text:
                made = make_text(text, place, self._choices, self._filler, self._effort)
                if made is None:
                    raise Unsatisfiable(state.path, _ALWAYS_FORBIDDEN)
                return made
            case Fixed(values):
                return values[self._index(values)]
            case Numeric() as numeric:
                return self._number(state, numeric, place)
            case Items() as items:
                return self._items(state, items, room - 1, share, place, lean)
            case Members() as members:
                return self._members(members, room - 1, share, lean)

    def _index(self, values: tuple[Any, ...]) -> int:
        drawn = self._choices.below(len(values))
        chosen = self._filler.choose(values) if self._choices.everyday else None
        return drawn if chosen is None else chosen

    def _number(self, state: State, numeric: Numeric, place: Place) -> int | float:
        if self._choices.everyday:
            for mention, number in self._filler.numbers(place):
                if numeric.range.holds(number):
                    self._filler.use(mention)
                    return number
        self._effort.spend(16)
        picked = numeric.range.pick(self._choices)
        if picked is None:
            raise Unsatisfiable(state.path, "No number that can be written is inside the bounds.")
        return picked

    def _items(
        self, state: State, items: Items, room: int, share: int, place: Place, lean: bool
    ) -> list[Any]:
        wanted = self._length(items, place, lean)
        part = max(1, share // max(1, wanted))
        made: list[Any] = []
        seen: set[Any] = set()
        numbers = count()
        while len(made) < wanted:
            key = items.key(len(made))
            free = len(made) >= items.least
            if free and not self._affordable(key, room, part):
                break
            try:
                item = self._value(key, room, part, place)
                if items.unique:
                    item = self._unseen(state, item, seen, numbers, key, room, part, place)
            except Unsatisfiable:
                if free:
                    break
                raise
            made.append(item)
        return made

    def _length(self, items: Items, place: Place, lean: bool) -> int:
        wanted = 0 if lean else len(items.prefix) or 1 + self._choices.below(3)
        if not items.prefix and self._choices.everyday:
            bodies = [shape.body for shape in self._plan.states[items.rest].shapes]
            if any(isinstance(body, Text | Numeric) for body in bodies):
                numeric = isinstance(bodies[0], Numeric)
                mentioned = self._filler.count(place, numeric)
                wanted = min(mentioned, self._limits.items) or wanted
        wanted = max(wanted, items.least)
        return wanted if items.most is None else min(wanted, items.most)

    def _unseen(
        self,
        state: State,
        item: Any,
        seen: set[Any],
        numbers: Iterator[int],
        key: Key,
        room: int,
        part: int,
        place: Place,
    ) -> Any:
        for _ in range(_DIFFERENT):
            known = identity(item)
            if known not in seen:
                seen.add(known)
                return item
            with self._deciding(Numbered(next(numbers))):
                item = self._value(key, room, part, place)
        raise Unsatisfiable(state.path, "Not enough different items were found for uniqueItems.")

    def _members(self, members: Members, room: int, share: int, lean: bool) -> dict[str, Any]:
        part = max(1, share // max(1, len(members.names)))
        free = members.most is None
        spare = 0 if members.most is None else members.most - len(members.required)
        made: dict[str, Any] = {}
        for name in members.names:
            key = members.key(name)
            if name in members.required:
                made[name] = self._value(key, room, part, Place(name))
            elif not lean and (free or spare > 0) and self._affordable(key, room, part):
                added = self._add(made, name, key, room, part)
                spare -= added
        self._add_missing(members, made, room, part, lean)
        order = dict.fromkeys((*members.names, *made))
        return {name: made[name] for name in order if name in made}

    def _add(self, made: dict[str, Any], name: str, key: Key, room: int, part: int) -> bool:
        """Add what may be left out, if there is a value for it."""
        try:
            made[name] = self._value(key, room, part, Place(name))
        except Unsatisfiable:
            return False
        return True

    def _add_missing(
        self, members: Members, made: dict[str, Any], room: int, part: int, lean: bool
    ) -> None:
        least = members.least
        skipped = [name for name in members.names if name not in made] if least > len(made) else []
        possible = [(self._plan.best.get(members.key(name)), name) for name in skipped]
        fitting = [(it, name) for it, name in possible if it is not None and it.height <= room]
        for _, name in sorted(fitting, key=lambda pair: pair[0]):
            if len(made) < least:
                self._add(made, name, members.key(name), room, part)
        # A map of names that the schema leaves open gets an entry or two.
        is_map = not members.properties and members.rest and not lean
        if is_map and not members.required and self._affordable(members.rest, room, part // 2):
            least = max(least, 1 + self._choices.below(2))
            least = least if members.most is None else min(least, members.most)
        for name in _free_names(members):
            if len(made) >= least:
                return
            made[name] = self._value(members.rest, room, part, Place(name))

    def _affordable(self, key: Key, room: int, part: int) -> bool:
        least = self._plan.best.get(key)
        return (
            least is not None
            and least.height <= room
            # Something empty to put things into costs as much as a thing.
            and least.size + (least.height > 0) <= part
            and self._open.get(key, 0) < self._limits.refs
        )


def _free_names(members: Members) -> Iterator[str]:
    taken = set(members.names)
    names = (f"{word}_{turn}" if turn > 1 else word for turn in count(1) for word in WORDS)
    return (name for name in names if name not in taken)


def _names(plan: Plan) -> list[str]:
    rules = (node.object for node in plan.document.nodes if node.object)
    return [name for rule in rules for name in rule.properties]
