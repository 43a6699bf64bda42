"""The subset of regular expressions that is understood, read into a tree.

Characters, `.`, classes with ranges, groups (plain, `(?:...)`, named), `|`, the quantifiers
`? * + {n} {n,} {n,m}` greedy or lazy, `^` and `$` anywhere, escapes of punctuation, and
`\\d \\D \\w \\W \\s \\S \\t \\n \\r \\f \\v \\0 \\xHH \\uHHHH`, of which the first six are ASCII.
Lookahead only after `^` at the beginning. Not: other lookaround, back references, `\\b`, `\\p`,
flags. A pattern is never run by an engine:
automata.py matches in linear time and makes texts.
"""

from __future__ import annotations

from typing import NoReturn

from fake_gemini.schemas import charsets
from fake_gemini.schemas.charsets import Ranges
from fake_gemini.schemas.limits import Limits
from fake_gemini.schemas.refused import SchemaError, TooComplex
from fake_gemini.schemas.trees import (
    Anchor,
    Chars,
    Either,
    Pattern,
    Repeat,
    Sequence,
    Tree,
    positions,
)

_DEEPEST = 50
_DIGIT = "0123456789"
_LOOKING_AHEAD = ("^(?=", "^(?!")
_HEX = _DIGIT + "abcdefABCDEF"
_CLASSES: dict[str, Ranges] = {
    "d": charsets.DIGITS,
    "D": charsets.intersection(charsets.complement(charsets.DIGITS), charsets.ASCII),
    "w": charsets.WORD,
    "W": charsets.intersection(charsets.complement(charsets.WORD), charsets.ASCII),
    "s": charsets.SPACE,
    "S": charsets.NOT_SPACE,
}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_DOT = charsets.complement(charsets.LINE_ENDS)
_UNDERSTOOD = (
    "Accepted: characters, classes, '.', groups, '|', the quantifiers ? * + {n} {n,} {n,m},"
    r" the anchors ^ and $, and the escapes \d \w \s \D \W \S \t \n \r \xHH \uHHHH."
)


def parse(pattern: str, path: str, limits: Limits) -> Pattern:
    """Return what a pattern says, or raise `SchemaError` saying what it has that is not read."""
    if len(pattern) > limits.text:
        raise TooComplex(path, f"The pattern is longer than {limits.text} characters.")
    parsed = _Parser(pattern, path).whole()
    size = sum(map(positions, parsed.trees()))
    if size > limits.positions:
        raise TooComplex(
            path,
            f"The pattern has {size} positions when its repetitions are written out;"
            f" at most {limits.positions} are accepted.",
        )
    return parsed


class _Parser:
    def __init__(self, pattern: str, path: str) -> None:
        self._pattern = pattern
        self._path = path
        self._at = 0

    def whole(self) -> Pattern:
        wanted: dict[str, list[Tree]] = {"=": [], "!": []}
        start = Anchor("^")
        if self._pattern.startswith(_LOOKING_AHEAD):
            self._at = 1
            while self._pattern.startswith(("(?=", "(?!"), self._at):
                self._at += 3
                sign = self._pattern[self._at - 1]
                wanted[sign].append(Sequence((start, self._either(1))))
                if not self._took(")"):
                    self._refuse("an unmatched '('")
        tree = self._either(0)
        if self._at < len(self._pattern):
            self._refuse("an unmatched ')'")
        if not wanted["="] and not wanted["!"]:
            return Pattern(tree)
        if isinstance(tree, Either):
            self._refuse("a '|' beside lookahead; put the options in a group")
        return Pattern(Sequence((start, tree)), tuple(wanted["="]), tuple(wanted["!"]))

    def _either(self, depth: int) -> Tree:
        if depth > _DEEPEST:
            raise TooComplex(self._path, f"The pattern has more than {_DEEPEST} nested groups.")
        options = [self._sequence(depth)]
        while self._took("|"):
            options.append(self._sequence(depth))
        return options[0] if len(options) == 1 else Either(tuple(options))

    def _sequence(self, depth: int) -> Tree:
        parts: list[Tree] = []
        while self._at < len(self._pattern) and self._next() not in "|)":
            parts.append(self._repeated(self._atom(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self, atom: Tree) -> Tree:
        bounds = self._quantifier()
        if bounds is None:
            return atom
        if isinstance(atom, Anchor):
            self._refuse(f"a quantifier after '{atom.sign}'")
        self._took("?")
        if self._next() == "+" or self._quantifier() is not None:
            self._refuse("a quantifier after a quantifier")
        return Repeat(atom, *bounds)

    def _quantifier(self) -> tuple[int, int | None] | None:
        simple: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
        if self._next() in simple:
            return simple[self._take()]
        if self._next() != "{":
            return None
        start = self._at
        self._at += 1
        least, comma, most = self._number(), self._took(","), self._number()
        if not self._took("}") or (least is None and most is None):
            self._at = start  # as every engine: a brace that is no quantifier is a character
            return None
        if least is None:
            self._refuse("a repetition without its least number; write {0,n}")
        if not comma:
            return least, least
        if most is not None and most < least:
            self._refuse(f"the repetition {{{least},{most}}}, whose numbers are out of order")
        return least, most

    def _number(self) -> int | None:
        start = self._at
        while self._next() and self._next() in _DIGIT:
            self._at += 1
        digits = self._pattern[start : self._at]
        if len(digits) > 18:
            raise TooComplex(self._path, "A repetition in the pattern is too large.")
        return int(digits) if digits else None

    def _atom(self, depth: int) -> Tree:
        character = self._take()
        if character in "^$":
            return Anchor(character)
        if character == "(":
            return self._group(depth)
        if character == "[":
            return Chars(self._set())
        if character == ".":
            return Chars(_DOT)
        if character == "\\":
            return Chars(self._escape())
        if character in "?*+":
            self._refuse(f"'{character}' with nothing to repeat")
        return Chars(charsets.single(character))

    def _group(self, depth: int) -> Tree:
        if self._took("?") and not self._took(":"):
            self._took("P")
            if not self._took("<") or self._next() in ("=", "!", ""):
                self._refuse("lookaround after its beginning, a back reference or a flag in '(?'")
            while self._take() != ">":
                pass
        tree = self._either(depth + 1)
        if not self._took(")"):
            self._refuse("an unmatched '('")
        # In a group, an anchor takes a quantifier, and options are told from those outside.
        return Sequence((tree,)) if isinstance(tree, Anchor | Either) else tree

    def _set(self) -> Ranges:
        negated = self._took("^")
        found: list[tuple[int, int]] = []
        ascii_only = False
        if self._next() == "]":
            self._refuse("an empty class; write \\] for the character")
        while not self._took("]"):
            low = self._member()
            ascii_only = ascii_only or len(low) != 1 or low[0][0] != low[0][1]
            if self._next() == "-" and self._pattern[self._at + 1 : self._at + 2] not in ("]", ""):
                self._at += 1
                low = self._span(low, self._member())
            found.extend(low)
        ranges = charsets.union(found)
        if not negated:
            return ranges
        outside = charsets.complement(ranges)
        # Engines disagree on what \w and its like hold beyond ASCII, and so on what they leave.
        return charsets.intersection(outside, charsets.ASCII) if ascii_only else outside

    def _span(self, low: Ranges, high: Ranges) -> Ranges:
        first, last = low[0][0], high[-1][1]
        if any(len(end) != 1 or end[0][0] != end[0][1] for end in (low, high)) or last < first:
            self._refuse("a range in a class that does not go from one character to a later one")
        return charsets.intersection(((first, last),), charsets.EVERY)

    def _member(self) -> Ranges:
        character = self._take()
        return self._escape() if character == "\\" else charsets.single(character)

    def _escape(self) -> Ranges:
        character = self._take()
        if character in _CLASSES:
            return _CLASSES[character]
        if character in _CONTROLS and not (character == "0" and self._next() in set(_DIGIT)):
            return charsets.single(_CONTROLS[character])
        if character in "xu":
            return self._code(2 if character == "x" else 4)
        if character.isascii() and (character.isalnum() or character == "_"):
            self._refuse(f"the escape '\\{character}'")
        return charsets.single(character)

    def _code(self, length: int) -> Ranges:
        digits = self._pattern[self._at : self._at + length]
        if len(digits) < length or any(digit not in _HEX for digit in digits):
            self._refuse(f"an escape without its {length} hexadecimal digits")
        self._at += length
        code = int(digits, 16)
        if not charsets.holds(charsets.EVERY, code):
            self._refuse("half of a surrogate pair; write the character itself")
        return ((code, code),)

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self) -> str:
        if self._at >= len(self._pattern):
            self._refuse("an end in the middle of a group, class or escape")
        self._at += 1
        return self._pattern[self._at - 1]

    def _took(self, character: str) -> bool:
        taken = self._next() == character
        self._at += taken
        return taken

    def _refuse(self, what: str) -> NoReturn:
        raise SchemaError(
            self._path, f"The pattern has {what} (near character {self._at}). {_UNDERSTOOD}"
        )
