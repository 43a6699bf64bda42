"""Which functions the model calls now.

In mode `any` it always calls, in the others when the user's words share one with a function: with
its name, or where no name fits with its description. `then` in what the user says makes rounds:
what comes behind it is looked at when the calls before it have their results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from fake_gemini.schemas.hints import stem
from fake_gemini.wire.tools import Function, ToolChoice

_THEN = re.compile(r"\b(?:and\s+)?then\b|\bafter\s+that\b|\bafterwards\b", re.I | re.A)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])", re.A)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*|[^\x00-\x7f]+")
_COMMON = frozenset(
    "a about all an and any are as at be by call can could current d did do does doesn don e fetch"
    " find for from function g get give given has have how i if in is isn it its let list ll m make"
    " me my need new of on or please re return run s set should show some t tell than that the"
    " their then there this to up use user ve want was we what when where which who why will with"
    " won would you your".split()
)

# What is read of what the user said and of a description; who asks for more rounds is joking.
_SEARCHED = 20_000
_DESCRIBED = 2_000
_MOST_ROUNDS = 50

# More calls in one turn are no help to anybody.
_MOST = 16


@dataclass(frozen=True, slots=True)
class Round:
    """The functions to call together, none when the model is to answer.

    `said` asks for them; `earlier` is what the user asked for besides, if this is not the first.
    """

    functions: tuple[Function, ...] = ()
    said: str = ""
    earlier: str = ""


def next_round(
    functions: tuple[Function, ...], choice: ToolChoice, asked: str, rounds: int
) -> Round:
    """Return the round behind so many others, all of them about what the user `asked`."""
    allowed = [function for function in functions if choice.allows(function)]
    found = next(islice(_rounds(allowed, asked), rounds, None), None)
    if found is None:
        return Round(tuple(allowed[:1]), asked) if choice.mode == "any" else Round()
    return replace(found, earlier=asked.replace(found.said, " ")) if rounds else found


def split_words(name: str) -> str:
    """Return the words of a name like `orderId` or `order_id` with spaces between them."""
    return " ".join(_WORD.findall(_HUMP.sub(" ", name)))


def _rounds(allowed: list[Function], asked: str) -> Iterator[Round]:
    names = [_telling(function.name) for function in allowed]

    @cache
    def descriptions() -> list[frozenset[str]]:
        return [_words(it.description[:_DESCRIBED]) - _COMMON for it in allowed]

    for said in _THEN.split(asked[:_SEARCHED], maxsplit=_MOST_ROUNDS - 1):
        words = _words(said)
        fitting = [it for it, telling in zip(allowed, names, strict=True) if words & telling]
        if words and not fitting:
            known = zip(allowed, descriptions(), strict=True)
            fitting = [it for it, telling in known if words & telling]
        if fitting:
            yield Round(tuple(fitting[:_MOST]), said)


def _telling(name: str) -> frozenset[str]:
    words = _words(name)
    return words - _COMMON or words


def _words(text: str) -> frozenset[str]:
    parts = split_words(text).split(" ")
    # Beyond ASCII, what is a capital letter differs between Unicode versions.
    return frozenset(stem(it.lower()) if it.isascii() else it for it in parts if it)
