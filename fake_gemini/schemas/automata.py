"""A pattern as an automaton of positions: linear to run, and the base for making a text.

Each character of the pattern, its repetitions written out, is a position; `follow` says which may
come next (Glushkov). Sets of positions are the bits of an integer. Patterns are searched for, as
JSON Schema wants: any text may stand before and after, unless an anchor forbids it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fake_gemini.schemas import charsets
from fake_gemini.schemas.charsets import Ranges
from fake_gemini.schemas.limits import Effort, Limits
from fake_gemini.schemas.refused import TooComplex
from fake_gemini.schemas.trees import Anchor, Chars, Either, Pattern, Repeat, Sequence, Tree

_ANYTHING = Repeat(Chars(charsets.EVERY), 0, None)


@dataclass(frozen=True, slots=True)
class Automaton:
    """Positions with the characters they take. `loose` ones belong to what surrounds a match."""

    sets: tuple[Ranges, ...]
    first: int
    follow: tuple[int, ...]
    last: int
    loose: int
    empty: bool

    def accepts(self, text: str, effort: Effort) -> bool:
        """Say whether the whole text is in the language, in time linear in the text."""
        if not text:
            return self.empty
        taking: dict[str, int] = {}
        active, matched = self.first, 0
        for character in text:
            if character not in taking:
                taking[character] = self._taking(ord(character))
                effort.spend(len(self.sets))
            matched = active & taking[character]
            if not matched:
                return False
            effort.spend(1 + matched.bit_count())
            active = 0
            for position in bits(matched):
                active |= self.follow[position]
        return bool(matched & self.last)

    def _taking(self, code: int) -> int:
        found = 0
        for position, ranges in enumerate(self.sets):
            if charsets.holds(ranges, code):
                found |= 1 << position
        return found


@dataclass(frozen=True, slots=True)
class Language:
    """The texts that every one of `wanted` accepts, and none of `unwanted`."""

    wanted: tuple[Automaton, ...]
    unwanted: tuple[Automaton, ...]

    def accepts(self, text: str, effort: Effort) -> bool:
        return all(it.accepts(text, effort) for it in self.wanted) and not any(
            it.accepts(text, effort) for it in self.unwanted
        )


def bits(number: int) -> Iterator[int]:
    """Give the positions of the ones."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def language(pattern: Pattern, effort: Effort) -> Language:
    """Return the texts that have the pattern."""
    wanted = (automaton(tree, effort) for tree in (pattern.found, *pattern.ahead))
    return Language(tuple(wanted), tuple(automaton(tree, effort) for tree in pattern.not_ahead))


def automaton(tree: Tree, effort: Effort) -> Automaton:
    """Return the automaton that finds the tree anywhere in a text."""
    return _Builder(effort).whole(tree)


def product(
    one: Automaton, other: Automaton, path: str, limits: Limits, effort: Effort
) -> Automaton:
    """Return the automaton of the texts that both accept."""
    numbers: dict[tuple[int, int], int] = {}
    kept: list[tuple[int, int]] = []
    sets: list[Ranges] = []

    def pairs(left: int, right: int) -> int:
        found = 0
        rights = list(bits(right))
        for i in bits(left):
            effort.spend(1 + len(rights), path)
            for j in rights:
                if (i, j) not in numbers:
                    ranges = charsets.intersection(one.sets[i], other.sets[j])
                    numbers[i, j] = len(sets) if ranges else -1
                    if ranges:
                        kept.append((i, j))
                        sets.append(ranges)
                if numbers[i, j] >= 0:
                    found |= 1 << numbers[i, j]
        if len(sets) > limits.positions:
            raise TooComplex(path, "The patterns are too complex to be satisfied together.")
        return found

    first = pairs(one.first, other.first)
    follow: list[int] = []
    loose = last = 0
    while len(follow) < len(sets):
        at = len(follow)
        i, j = kept[at]
        last |= (one.last >> i & other.last >> j & 1) << at
        loose |= (one.loose >> i & other.loose >> j & 1) << at
        follow.append(pairs(one.follow[i], other.follow[j]))
    empty = one.empty and other.empty
    return _trimmed(Automaton(tuple(sets), first, tuple(follow), last, loose, empty))


@dataclass(frozen=True, slots=True)
class _Part:
    first: int
    last: int
    nullable: bool


_NOTHING = _Part(0, 0, True)


class _Builder:
    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._sets: list[Ranges] = []
        self._follow: list[int] = []
        self._anchors = {"^": 0, "$": 0}

    def whole(self, tree: Tree) -> Automaton:
        tail = self._build(_ANYTHING)
        core = self._build(tree)
        head = self._build(_ANYTHING)
        part = self._then(head, self._then(core, tail))
        starts, ends = self._anchors["^"], self._anchors["$"]
        characters = ~(starts | ends)
        # Anchors are positions that take no character: walk through them, then leave them out.
        first = self._through(part.first, starts) & characters
        alone = self._through(part.first, starts | ends) & (starts | ends)
        follow = tuple(after & characters for after in self._follow)
        last = part.last & characters
        for position, after in enumerate(self._follow):
            if after & ends and self._through(after, ends) & ends & part.last:
                last |= 1 << position & characters
        loose = (head.first | tail.first) & characters
        empty = part.nullable or bool(alone & part.last)
        return _trimmed(Automaton(tuple(self._sets), first, follow, last, loose, empty))

    def _through(self, reached: int, anchors: int) -> int:
        todo = reached & anchors
        while todo:
            position = (todo & -todo).bit_length() - 1
            new = self._follow[position] & ~reached
            reached |= new
            todo = todo & (todo - 1) | new & anchors
        return reached

    def _build(self, tree: Tree) -> _Part:
        match tree:
            case Chars(ranges):
                return self._position(charsets.intersection(ranges, charsets.EVERY))
            case Anchor(sign):
                part = self._position(charsets.NOTHING)
                self._anchors[sign] |= part.first
                return part
            case Sequence(parts):
                whole = _NOTHING
                for part in reversed([self._build(each) for each in parts]):
                    whole = self._then(part, whole)
                return whole
            case Either(options):
                return self._either([self._build(each) for each in options])
            case Repeat(part, least, most):
                return self._repeat(part, least, most)

    def _position(self, ranges: Ranges) -> _Part:
        self._effort.spend(2)
        bit = 1 << len(self._sets)
        self._sets.append(ranges)
        self._follow.append(0)
        return _Part(bit, bit, False)

    def _then(self, one: _Part, other: _Part) -> _Part:
        self._link(one.last, other.first)
        return _Part(
            one.first | other.first if one.nullable else one.first,
            one.last | other.last if other.nullable else other.last,
            one.nullable and other.nullable,
        )

    def _either(self, parts: list[_Part]) -> _Part:
        first = last = 0
        for part in parts:
            first, last = first | part.first, last | part.last
        return _Part(first, last, any(part.nullable for part in parts))

    def _repeat(self, tree: Tree, least: int, most: int | None) -> _Part:
        whole = _NOTHING
        if most is None:
            part = self._build(tree)
            self._link(part.last, part.first)
            whole = _Part(part.first, part.last, part.nullable or least == 0)
        else:
            # Nested, x(x(x)?)? and not x?x?x?: each copy is then followed by the next one only.
            for _ in range(most - least):
                more = self._then(self._build(tree), whole)
                whole = _Part(more.first, more.last, True)
        for _ in range(least - (most is None)):
            whole = self._then(self._build(tree), whole)
        return whole

    def _link(self, lasts: int, firsts: int) -> None:
        self._effort.spend(lasts.bit_count())
        for position in bits(lasts):
            self._follow[position] |= firsts


def _trimmed(it: Automaton) -> Automaton:
    """Leave out the positions that no beginning of a text leads to."""
    taking = sum(1 << position for position, ranges in enumerate(it.sets) if ranges)
    reached = todo = it.first & taking
    while todo:
        after = 0
        for position in bits(todo):
            after |= it.follow[position]
        todo = after & taking & ~reached
        reached |= todo
    follow = tuple(after & reached for after in it.follow)
    return replace(it, first=it.first & reached, follow=follow, last=it.last & reached)
