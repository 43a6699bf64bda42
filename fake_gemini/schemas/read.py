"""From the JSON of a schema to its nodes, refusing what is malformed or outside the subset."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from typing import Any

from fake_gemini.schemas.automata import Language, language
from fake_gemini.schemas.formats import FORMATS
from fake_gemini.schemas.keywords import Keywords
from fake_gemini.schemas.limits import Effort, Limits
from fake_gemini.schemas.nodes import (
    FALSE,
    TRUE,
    ArrayRules,
    Document,
    Enumeration,
    Group,
    Node,
    NumberRules,
    ObjectRules,
    TextRules,
)
from fake_gemini.schemas.patterns import parse
from fake_gemini.schemas.references import refuse_circles, resolve
from fake_gemini.schemas.refused import SchemaError, TooComplex
from fake_gemini.schemas.values import KINDS, identity, kind, too_deep

_NUMBERS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_TEXTS = frozenset({"minLength", "maxLength", "pattern", "format"})
_ARRAYS = frozenset({"items", "prefixItems", "minItems", "maxItems", "uniqueItems"})
_OBJECTS = frozenset(
    {"properties", "required", "additionalProperties", "minProperties", "maxProperties"}
)
_SPEAKING_OF = (
    (_NUMBERS, frozenset({"whole", "fraction"})),
    (_TEXTS, frozenset({"string"})),
    (_ARRAYS, frozenset({"array"})),
    (_OBJECTS, frozenset({"object"})),
)
_NESTED = 100
_SMALL = 40


def read_document(raw: Any, limits: Limits, effort: Effort, ignored: frozenset[str]) -> Document:
    """Return the nodes of a schema; the `ignored` keywords are as if they were not there."""
    if too_deep(raw, _NESTED):
        raise TooComplex("", f"The schema is nested deeper than {_NESTED}.")
    return _Reader(raw, limits, effort, ignored).document()


class _Reader:
    def __init__(self, raw: Any, limits: Limits, effort: Effort, ignored: frozenset[str]) -> None:
        self._raw = raw
        self._ignored = ignored
        self._limits = limits
        self._effort = effort
        self._nodes: list[Node | None] = [Node("", kinds=KINDS), Node("", never=True)]
        # By identity, as `raw` keeps the object alive, and small ones by what they say: there are
        # always many of those, and references are absolute.
        self._numbers: dict[Hashable, int] = {}
        self._met = 0
        self._unread: deque[tuple[int, dict[str, Any], str]] = deque()

    def document(self) -> Document:
        root = self._number(self._raw, "")
        while self._unread:
            number, raw, path = self._unread.popleft()
            self._nodes[number] = self._node(raw, path)
        nodes = tuple(node for node in self._nodes if node is not None)
        refuse_circles(nodes)
        return Document(nodes, root, self._limits)

    def _number(self, raw: Any, path: str) -> int:
        """Return the number of the schema at a place, and see to it that it is read."""
        if isinstance(raw, bool):
            return TRUE if raw else FALSE
        if not isinstance(raw, dict):
            raise SchemaError(path, "A schema is expected: an object, true or false.")
        self._met += 1
        if self._met > self._limits.nodes:
            raise TooComplex("", f"At most {self._limits.nodes} schemas are accepted in one.")
        number = self._numbers.get(id(raw))
        if number is None:
            content = _fingerprint(raw) or id(raw)
            number = self._numbers.get(content, len(self._nodes))
            self._numbers[id(raw)] = self._numbers[content] = number
            if number == len(self._nodes):
                self._nodes.append(None)
                self._unread.append((number, raw, path))
        return number

    def _node(self, sent: dict[str, Any], path: str) -> Node:
        self._effort.spend(4 + len(sent), path)
        words = Keywords(sent, path, self._ignored)
        raw = words.raw
        if path and "$id" in raw:
            words.refuse("$id", "An '$id' is supported for the whole schema only.")
        said = frozenset().union(*(kinds for names, kinds in _SPEAKING_OF if names & raw.keys()))
        kinds = words.kinds()
        enumeration = self._enumeration(words)
        if enumeration is not None:
            kinds = (KINDS if kinds is None else kinds) & frozenset(map(kind, enumeration.values))
        return Node(
            path,
            kinds=KINDS if kinds is None else kinds,
            implied=said,
            about=_about(raw),
            enumeration=enumeration,
            numbers=self._number_rules(words) if raw.keys() & _NUMBERS else None,
            text=self._text_rules(words) if raw.keys() & _TEXTS else None,
            array=self._array_rules(words) if raw.keys() & _ARRAYS else None,
            object=self._object_rules(words) if raw.keys() & _OBJECTS else None,
            parts=self._parts(words),
            groups=self._groups(words),
        )

    def _enumeration(self, words: Keywords) -> Enumeration | None:
        values = words.list("enum")
        self._effort.spend(len(values), words.path)
        if "const" in words.raw:
            const = identity(words.raw["const"])
            if values and all(identity(value) != const for value in values):
                words.refuse("const", "It is not one of the values of 'enum'.")
            values = [words.raw["const"]]
        if not values:
            return None
        return Enumeration(tuple(values), frozenset(map(identity, values)))

    def _number_rules(self, words: Keywords) -> NumberRules:
        return NumberRules(
            words.bounds("minimum", "exclusiveMinimum"),
            words.bounds("maximum", "exclusiveMaximum"),
            words.multiples(),
        )

    def _text_rules(self, words: Keywords) -> TextRules:
        known = words.text("format")
        return TextRules(
            words.least("minLength", self._limits.text),
            words.count("maxLength"),
            self._pattern(words),
            known if known in FORMATS else None,
        )

    def _pattern(self, words: Keywords) -> Language | None:
        pattern = words.text("pattern")
        if pattern is None:
            return None
        self._effort.spend(2 * len(pattern), words.path)
        return language(parse(pattern, words.at("pattern"), self._limits), self._effort)

    def _array_rules(self, words: Keywords) -> ArrayRules:
        if isinstance(words.raw.get("items"), list):
            words.refuse("items", "A schema is expected; a list of schemas is 'prefixItems'.")
        return ArrayRules(
            tuple(self._listed(words, "prefixItems")),
            self._one(words, "items"),
            words.least("minItems", self._limits.items),
            words.count("maxItems"),
            words.flag("uniqueItems"),
        )

    def _object_rules(self, words: Keywords) -> ObjectRules:
        where = words.at("properties")
        properties = {
            name: self._number(raw, f"{where}.{name}")
            for name, raw in words.schemas("properties").items()
        }
        return ObjectRules(
            properties,
            words.names("required"),
            self._one(words, "additionalProperties"),
            words.least("minProperties", self._limits.items),
            words.count("maxProperties"),
            words.names("propertyOrdering"),
        )

    def _parts(self, words: Keywords) -> tuple[int, ...]:
        parts = self._listed(words, "allOf")
        reference = words.text("$ref")
        if reference is not None:
            raw, path = resolve(self._raw, reference, words.at("$ref"))
            parts.insert(0, self._number(raw, path))
        return tuple(parts)

    def _groups(self, words: Keywords) -> tuple[Group, ...]:
        found = ((name, self._listed(words, name)) for name in ("anyOf", "oneOf"))
        return tuple(
            Group(words.at(name), tuple(options), name == "oneOf")
            for name, options in found
            if options
        )

    def _one(self, words: Keywords, name: str) -> int:
        return self._number(words.raw.get(name, True), words.at(name))

    def _listed(self, words: Keywords, name: str) -> list[int]:
        where = words.at(name)
        return [self._number(raw, f"{where}[{i}]") for i, raw in enumerate(words.list(name))]


def _fingerprint(raw: dict[str, Any]) -> Hashable:
    """Return what equal small schemas have in common, None for one that is not small."""
    said: list[Hashable] = []
    todo: list[Any] = [raw]
    while todo:
        if len(said) + len(todo) > _SMALL:
            return None
        item = todo.pop()
        if isinstance(item, dict):
            said.append((dict, *item))
            todo.extend(item.values())
        elif isinstance(item, list):
            said.append((list, len(item)))
            todo.extend(item)
        else:
            said.append((type(item), item))
    return tuple(said)


def _about(raw: dict[str, Any]) -> str:
    texts = (raw.get("title"), raw.get("description"))
    return " ".join(text for text in texts if isinstance(text, str))
