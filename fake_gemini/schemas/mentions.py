"""What a prompt mentions: numbers, names, quotes, dates, addresses, each with the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from fake_gemini.schemas.vocabulary import MONTHS, NUMERALS, OPENERS, WEEKDAYS, folded

# Ranges of code points and not classes: what a letter is must not depend on the Python version.
_LETTER = r"A-Za-z\u00c0-\u024f\u0370-\u1fff\u3040-\u9fff\uac00-\ud7a3"
_CAPITAL = r"A-Z\u00c0-\u00de\u0100-\u024f\u0391-\u03ab\u0410-\u042f\u3040-\u9fff\uac00-\ud7a3"
_NAME = rf"[{_CAPITAL}][{_LETTER}0-9'\u2019&-]*+"
_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + ")"
# Compiled at the first prompt: it takes longer than the rest of the package to import.
_MENTION = rf"""
      (?P<email>[A-Za-z0-9._%+-]{{1,64}}+@[A-Za-z0-9-]{{1,63}}+(?:\.[A-Za-z0-9-]{{1,63}}+)++)
    | (?P<link>https?://[^\s<>"'`]++)
    | (?P<moment>\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)
    | (?P<date>\d{{4}}-\d\d-\d\d|\d\d?/\d\d?/\d{{4}}
        |(?i:\b{_MONTH}[ ]\d\d?(?:st|nd|rd|th)?\b(?:,?[ ]\d{{4}})?)
        |(?i:\b\d\d?(?:st|nd|rd|th)?[ ](?:of[ ])?{_MONTH}\b(?:,?[ ]\d{{4}})?)
        |(?i:\b(?:(?:next|this)[ ])?(?:{"|".join(WEEKDAYS)}|today|tonight|tomorrow|yesterday)\b))
    | (?P<time>\b\d\d?:\d\d(?::\d\d)?(?:[ ]?[AaPp][Mm]\b)?|\b\d\d?[ ]?[AaPp][Mm]\b)
    | "(?P<quote>[^"\n]{{1,500}}+)" | \u201c(?P<curly>[^\u201d\n]{{1,500}}+)\u201d
    | (?<![{_LETTER}0-9])'(?P<single>[^'\n]{{1,500}}+)'(?![{_LETTER}0-9])
    | `(?P<ticked>[^`\n]{{1,500}}+)`
    | (?<![{_LETTER}0-9_.])(?P<number>-?\d{{1,15}}+(?:,\d{{3}})*+(?:\.\d{{1,15}}+)?+)
    | \b(?P<numeral>(?i:{"|".join(NUMERALS)}))\b
    | (?<![{_LETTER}0-9_])(?P<name>(?:(?:St|Mt|Dr|Mr|Mrs|Ms)\.[ ])?+{_NAME}
        (?:[ ](?:(?:de|del|la|da|do|di|du|van|von|der|den)[ ]){{0,2}}+{_NAME})*+
        (?:,[ ][A-Z]{{2,3}}(?![{_LETTER}]))?+)
    """
_WORD = re.compile(rf"[{_LETTER}0-9_'\u2019]+", re.A)
_ABOUT = re.compile(r"\b(?:about|regarding|concerning)[ ]([^.?!\n]{1,200}+)", re.A)
_QUOTES = {"curly": "quote", "single": "quote", "ticked": "quote"}

# Longer prompts are understood by their beginning.
_LONGEST = 20_000
_MOST = 500
_NEAR = 60
# A longer value is nothing of its own.
_SHORT = 100


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a prompt mentions.

    `before` and `after` are the words around it, the nearest first. An `opening` name stands where
    every word has a capital.
    """

    kind: str
    text: str
    start: int
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    opening: bool = False


class _Around(NamedTuple):
    before: tuple[str, ...]
    after: tuple[str, ...]


def mentions(prompt: str) -> tuple[Mention, ...]:
    """Return what a prompt mentions, in order."""
    text = prompt[:_LONGEST]
    found: list[Mention] = []
    for match in re.finditer(_MENTION, text, re.A | re.X):
        mention = _read(text, match)
        if mention is not None:
            found.append(mention)
        if len(found) == _MOST:
            break
    return (*found, *_topics(text))


def named(words: str, value: str | int | float, start: int) -> Mention:
    """Return a value that is known by the words of its name as a mention."""
    before = tuple(reversed(_WORD.findall(folded(words))[-3:]))
    if not isinstance(value, str):
        spelled = str(value)
        return Mention("value" if "e" in spelled else "number", spelled, start, before)
    seen = mentions(value) if len(value) <= _SHORT else ()
    is_one = len(seen) == 1 and seen[0].text == value
    return Mention(seen[0].kind if is_one else "value", value, start, before)


def _read(text: str, match: re.Match[str]) -> Mention | None:
    kind = match.lastgroup or ""
    start, end = match.span(kind)
    said = match[kind]
    kind = _QUOTES.get(kind, kind)
    around = _around(text, match.start(), match.end())
    mention = Mention(kind, said, start, around.before, around.after)
    if kind == "link":
        return replace(mention, text=said.rstrip(".,;:!?)"))
    if kind == "number":
        return replace(mention, text=said.replace(",", ""))
    if kind == "numeral":
        return replace(mention, text=str(NUMERALS[folded(said)]))
    return _named(mention, text) if kind == "name" else mention


def _named(mention: Mention, text: str) -> Mention | None:
    """Return the mention without words that have a capital only as they begin a sentence."""
    name, start = mention.text, mention.start
    while name and folded(name.split(" ", 1)[0]).replace("\u2019", "'") in OPENERS:
        _, _, name = name.partition(" ")
    if not name:
        return None
    moved = start + len(mention.text) - len(name)
    preceding = text[:start].rstrip(" \t\"'")[-1:]
    opening = moved == start and (not preceding or preceding in ".!?:\n")
    name = name.removesuffix("'s").removesuffix("\u2019s")
    before = _around(text, moved, moved).before
    return replace(mention, text=name, start=moved, before=before, opening=opening)


def _around(text: str, start: int, end: int) -> _Around:
    before = _WORD.findall(folded(text[max(0, start - _NEAR) : start]))
    after = _WORD.findall(folded(text[end : end + _NEAR]))
    return _Around(tuple(reversed(before[-3:])), tuple(after[:2]))


def _topics(text: str) -> Iterator[Mention]:
    for match in _ABOUT.finditer(text):
        yield Mention("topic", match[1].rstrip(" ,;"), match.start(1))
