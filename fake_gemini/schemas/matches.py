"""Whether a value is valid: a small validator for enums, oneOf and values from a prompt."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from fake_gemini.schemas.formats import FORMATS
from fake_gemini.schemas.limits import Effort
from fake_gemini.schemas.nodes import (
    ArrayRules,
    Bound,
    Document,
    Group,
    Node,
    Number,
    NumberRules,
    ObjectRules,
    TextRules,
)
from fake_gemini.schemas.refused import TooComplex
from fake_gemini.schemas.values import identity, kind

# Schemas inside one another, counting each $ref and allOf on the way: five frames each.
_DEEPEST = 120


class Validator:
    """Checks values against schemas of one document."""

    def __init__(self, document: Document, effort: Effort) -> None:
        self._document = document
        self._effort = effort

    def accepts(self, numbers: Iterable[int], value: Any) -> bool:
        """Say whether a value is valid against each of the schemas."""
        return _Check(self._document, self._effort).all(numbers, value)

    def chooses(self, groups: Iterable[Group], value: Any) -> bool:
        """Say whether a value takes as many options of each group as the group wants."""
        check = _Check(self._document, self._effort)
        return all(check.group(group, value) for group in groups)


class _Check:
    """One value: what was found out about a part of it is not found out twice."""

    def __init__(self, document: Document, effort: Effort) -> None:
        self._nodes = document.nodes
        self._effort = effort
        self._known: dict[tuple[int, int], bool] = {}
        self._depth = 0

    def all(self, numbers: Iterable[int], value: Any) -> bool:
        return all(self._one(number, value) for number in numbers)

    def _one(self, number: int, value: Any) -> bool:
        # The parts of the value stay alive for as long as the check, and so do their ids.
        place = (number, id(value))
        if place not in self._known:
            self._effort.spend(4)
            if self._depth == _DEEPEST:
                raise TooComplex(
                    self._nodes[number].path, "The schema is nested too deep to check."
                )
            self._depth += 1
            self._known[place] = self._valid(self._nodes[number], value)
            self._depth -= 1
        return self._known[place]

    def _valid(self, node: Node, value: Any) -> bool:
        return (
            not node.never
            and kind(value) in node.kinds
            and (node.enumeration is None or identity(value) in node.enumeration.identities)
            and self._keeps_rules(node, value)
            and self.all(node.parts, value)
            and all(self.group(group, value) for group in node.groups)
        )

    def _keeps_rules(self, node: Node, value: Any) -> bool:
        match value:
            case bool() | None:
                return True
            case int() | float():
                return node.numbers is None or _number(node.numbers, value)
            case str():
                return node.text is None or self._text(node.text, value)
            case list():
                return node.array is None or self._array(node.array, value)
            case dict():
                return node.object is None or self._object(node.object, value)
        return True

    def group(self, group: Group, value: Any) -> bool:
        holding = (option for option in group.options if self._one(option, value))
        if next(holding, None) is None:
            return False
        return not group.exclusive or next(holding, None) is None

    def _text(self, rules: TextRules, text: str) -> bool:
        return (
            rules.least <= len(text)
            and (rules.most is None or len(text) <= rules.most)
            and (rules.format is None or bool(FORMATS[rules.format].check(text)))
            and (rules.pattern is None or rules.pattern.accepts(text, self._effort))
        )

    def _array(self, rules: ArrayRules, items: list[Any]) -> bool:
        self._effort.spend(len(items))
        if len(items) < rules.least or (rules.most is not None and len(items) > rules.most):
            return False
        if rules.unique and len(set(map(identity, items))) < len(items):
            return False
        before = len(rules.prefix)
        return all(
            self._one(rules.prefix[i] if i < before else rules.items, item)
            for i, item in enumerate(items)
        )

    def _object(self, rules: ObjectRules, members: dict[str, Any]) -> bool:
        self._effort.spend(len(members) + len(rules.required))
        if len(members) < rules.least or (rules.most is not None and len(members) > rules.most):
            return False
        return all(name in members for name in rules.required) and all(
            self._one(rules.properties.get(name, rules.additional), value)
            for name, value in members.items()
        )


def _number(rules: NumberRules, value: Number) -> bool:
    return (
        all(above(value, low) for low in rules.lows)
        and all(below(value, high) for high in rules.highs)
        and all(is_multiple(value, step) for step in rules.multiples)
    )


def above(value: Number, low: Bound) -> bool:
    return value > low.value or (value == low.value and not low.open)


def below(value: Number, high: Bound) -> bool:
    return value < high.value or (value == high.value and not high.open)


def exact(number: Number) -> Fraction:
    """Return the number that is written: 0.1 is a tenth."""
    return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)


def is_multiple(value: Number, step: Number) -> bool:
    return (exact(value) / exact(step)).denominator == 1
