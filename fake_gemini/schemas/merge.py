"""One case as shapes: for each kind of value that it allows, everything it says of that kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from fake_gemini.schemas.automata import Automaton, Language, automaton, product
from fake_gemini.schemas.cases import Case
from fake_gemini.schemas.formats import FORMATS
from fake_gemini.schemas.limits import Effort, Limits
from fake_gemini.schemas.matches import Validator
from fake_gemini.schemas.nodes import FALSE, TRUE, Document
from fake_gemini.schemas.numbers import Range, intersection
from fake_gemini.schemas.patterns import parse
from fake_gemini.schemas.refused import Unsatisfiable
from fake_gemini.schemas.shapes import Fixed, Items, Key, Members, Numeric, Shape, Text
from fake_gemini.schemas.values import KINDS
from fake_gemini.schemas.walks import plan_walk

_Body = Fixed | Numeric | Text | Items | Members
# null is valid where something better is not.
_LAST = 2


def key_of(numbers: Iterator[int] | list[int]) -> Key:
    """Return the key of schemas that hold together."""
    found = {number for number in numbers if number != TRUE}
    return (FALSE,) if FALSE in found else tuple(sorted(found))


class Merger:
    """Makes shapes of the cases of one document."""

    def __init__(self, document: Document, effort: Effort) -> None:
        self._document = document
        self._limits = document.limits
        self._effort = effort
        self._validator = Validator(document, effort)
        self._formats: dict[str, Automaton] = {}

    def shapes(self, case: Case) -> Iterator[Shape | Unsatisfiable]:
        """Give the shapes of a case, and the reason in place of one that cannot be."""
        enumerations = [node.enumeration for node in case.nodes if node.enumeration]
        if enumerations:
            values = min((it.values for it in enumerations), key=len)
            yield from self._fixed(case, values)
            return
        preferred = case.kinds & frozenset().union(*(node.implied for node in case.nodes))
        if not preferred and case.kinds == KINDS:
            preferred = frozenset({"string"})
        for kinds, merge in _BY_KIND:
            allowed = case.kinds & kinds
            if allowed:
                rank = 0 if not preferred or allowed & preferred else 1
                try:
                    body = merge(_Merge(case, self._limits, self._effort, self._formats))
                except Unsatisfiable as problem:
                    yield problem
                else:
                    rank = _LAST if kinds == {"null"} else rank
                    yield Shape(body, rank, case.exclusive)

    def _fixed(self, case: Case, values: tuple[Any, ...]) -> Iterator[Shape | Unsatisfiable]:
        # Membership is checked like everything else: the whole case is asked about each value.
        valid = [
            value
            for value in values
            if self._validator.accepts(case.numbers, value)
            and self._validator.chooses(case.exclusive, value)
        ]
        present = tuple(value for value in valid if value is not None)
        if present:
            yield Shape(Fixed(present), 0, ())
        if len(present) < len(valid):
            yield Shape(Fixed((None,)), _LAST, ())
        if not valid:
            path = next(node.path for node in case.nodes if node.enumeration)
            yield Unsatisfiable(path, "No value of 'enum' or 'const' is valid.")


@dataclass(frozen=True, slots=True)
class _Merge:
    case: Case
    limits: Limits
    effort: Effort
    # The automata of formats, each made once.
    formats: dict[str, Automaton]

    def null(self) -> _Body:
        return Fixed((None,))

    def boolean(self) -> _Body:
        return Fixed((False, True))

    def number(self) -> _Body:
        rules = [node.numbers for node in self.case.nodes if node.numbers]
        merged = Range(
            intersection(tuple(low for rule in rules for low in rule.lows), lows=True),
            intersection(tuple(high for rule in rules for high in rule.highs), lows=False),
            tuple(step for rule in rules for step in rule.multiples),
            "fraction" not in self.case.kinds,
        )
        self.effort.spend(16)
        if merged.is_empty():
            raise self._impossible("No number is inside the bounds and a multiple of multipleOf.")
        return Numeric(merged)

    def text(self) -> _Body:
        rules = [node.text for node in self.case.nodes if node.text]
        least = max((rule.least for rule in rules), default=0)
        most = _lowest(rule.most for rule in rules)
        patterns = tuple(dict.fromkeys(rule.pattern for rule in rules if rule.pattern))
        formats = tuple(dict.fromkeys(rule.format for rule in rules if rule.format))
        if most is not None and most < least:
            raise self._impossible("minLength is greater than maxLength.")
        bounded = least > 0 or most is not None
        if not patterns and not (formats and (bounded or len(formats) > 1)):
            return Text(least, most, patterns, formats, None)
        walk = plan_walk(self._language(patterns, formats), least, most, self.limits, self.effort)
        if walk is None:
            raise self._impossible("No text of that length has the pattern and the format.")
        return Text(least, most, patterns, formats, walk)

    def _language(self, patterns: tuple[Language, ...], formats: tuple[str, ...]) -> Automaton:
        path = self.case.nodes[0].path
        made = (self._format(name) for name in formats)
        return reduce(
            lambda one, other: product(one, other, path, self.limits, self.effort),
            (*(it for pattern in patterns for it in pattern.wanted), *made),
        )

    def _format(self, name: str) -> Automaton:
        if name not in self.formats:
            tree = parse(FORMATS[name].pattern, name, self.limits)
            self.formats[name] = automaton(tree.found, self.effort)
        return self.formats[name]

    def array(self) -> _Body:
        rules = [node.array for node in self.case.nodes if node.array]
        longest = max((len(rule.prefix) for rule in rules), default=0)
        self.effort.spend(longest * len(rules))
        prefix = tuple(
            key_of([rule.prefix[i] if i < len(rule.prefix) else rule.items for rule in rules])
            for i in range(longest)
        )
        least = max((rule.least for rule in rules), default=0)
        most = _lowest(rule.most for rule in rules)
        if most is not None and most < least:
            raise self._impossible("minItems is greater than maxItems.")
        unique = any(rule.unique for rule in rules)
        return Items(prefix, key_of([rule.items for rule in rules]), least, most, unique)

    def object(self) -> _Body:
        rules = [node.object for node in self.case.nodes if node.object]
        names = dict.fromkeys(name for rule in rules for name in rule.properties)
        self.effort.spend(len(names) * len(rules))
        properties = {
            name: key_of([rule.properties.get(name, rule.additional) for rule in rules])
            for name in names
        }
        required = dict.fromkeys(name for rule in rules for name in rule.required)
        ordering = dict.fromkeys(name for rule in rules for name in rule.ordering)
        first = {name: None for name in ordering if name in properties or name in required}
        least = max((rule.least for rule in rules), default=0)
        most = _lowest(rule.most for rule in rules)
        if most is not None and most < max(least, len(required)):
            raise self._impossible("More properties are required than maxProperties allows.")
        return Members(
            properties,
            key_of([rule.additional for rule in rules]),
            frozenset(required),
            tuple(first | names | required),
            least,
            most,
        )

    def _impossible(self, reason: str) -> Unsatisfiable:
        return Unsatisfiable(self.case.nodes[0].path, reason)


_BY_KIND: tuple[tuple[frozenset[str], Callable[[_Merge], _Body]], ...] = (
    (frozenset({"object"}), _Merge.object),
    (frozenset({"array"}), _Merge.array),
    (frozenset({"string"}), _Merge.text),
    (frozenset({"whole", "fraction"}), _Merge.number),
    (frozenset({"boolean"}), _Merge.boolean),
    (frozenset({"null"}), _Merge.null),
)


def _lowest(counts: Iterator[int | None]) -> int | None:
    return min((count for count in counts if count is not None), default=None)
