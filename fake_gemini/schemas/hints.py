"""Which thing of a prompt goes into which property: a city into `city`, a number into `people`.

Nothing is used twice, and a number that stands beside the name of another property is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fake_gemini.schemas import vocabulary
from fake_gemini.schemas.mentions import Mention, mentions, named
from fake_gemini.schemas.moments import as_format
from fake_gemini.schemas.vocabulary import folded

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", re.A)
_BETWEEN = re.compile(r"[^a-z0-9]+", re.A)
_DIGIT = re.compile("[0-9]")
_LONGEST_PROMPT = 300
# After so many comparisons, the rest of a value is not filled from the prompt.
_PATIENCE = 10_000
_NEAR_PLACE = {"in": 3, "at": 3, "near": 3, "to": 2, "from": 2, "of": 2, "around": 2, "for": 1}
_NEAR_PERSON = frozenset("for with by named called is am name mr mrs ms dr and invite to".split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value goes: the name of the nearest property, and what is said about it."""

    name: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a prompt has to offer, and after it what stands around it."""

    prompt: str = ""
    text: str = ""
    mentions: tuple[Mention, ...] = ()

    @classmethod
    def of(
        cls, prompt: str, *around: str, values: Sequence[tuple[str, str | int | float]] = ()
    ) -> Hints:
        """Read a prompt, then `values` with the words that name them, then the texts around."""
        found = list(mentions(prompt))
        start = len(prompt) + 1
        for words, value in values:
            found.append(named(words, value, start))
            start += 1
        for text in around:
            found += [replace(it, start=start + it.start) for it in mentions(text)]
            start += len(text) + 1
        texts = (str(value) for _, value in values)
        return cls(prompt, "\n".join((prompt, *texts, *around)), tuple(found))


NO_HINTS = Hints()


class Filler:
    """Hands out what a prompt mentions, each thing once."""

    def __init__(self, hints: Hints, names: Iterable[str]) -> None:
        self._hints = hints
        self._used: set[Mention] = set()
        self._any = bool(hints.text.strip())
        self._patience = _PATIENCE
        self._names = frozenset[str]().union(*map(name_words, names)) if self._any else frozenset()
        self._words = f" {_BETWEEN.sub(' ', folded(hints.text))} "

    def use(self, mention: Mention) -> None:
        """Take a mention out of what is handed out."""
        self._used.add(mention)

    def numbers(self, place: Place) -> Iterator[tuple[Mention, int | float]]:
        """Give the numbers that could be meant, the likeliest first."""
        for mention in self._ranked(place, self._number_score):
            yield mention, float(mention.text) if "." in mention.text else int(mention.text)

    def texts(self, place: Place, formats: tuple[str, ...]) -> Iterator[tuple[Mention, str]]:
        """Give the texts that could be meant, the likeliest first."""
        for mention in self._ranked(place, _format_score(formats) if formats else _text_score):
            text = as_format(mention, formats[0]) if formats else mention.text
            if text is not None:
                yield mention, text

    def count(self, place: Place, numeric: bool) -> int:
        """Return how many things could be meant where several are wanted."""
        score = self._number_score if numeric else _listed_score
        return sum(1 for _ in self._ranked(place, score))

    def choose(self, values: tuple[Any, ...]) -> int | None:
        """Return the index of the value that is mentioned first."""
        if not self._goes_on(len(values)):
            return None
        found = ((self._where(value), i) for i, value in enumerate(values))
        return min(((at, i) for at, i in found if at is not None), default=(0, None))[1]

    def _where(self, value: Any) -> tuple[int, int] | None:
        """Return where a value is mentioned, a longer one before a shorter one."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            spelled = repr(value)
            starts = [it.start for it in self._hints.mentions if it.text == spelled]
            return (min(starts), 0) if starts else None
        words = _BETWEEN.sub(" ", folded(value)).strip() if isinstance(value, str) else ""
        if len(words) < 2:
            return None
        at = self._words.find(f" {words} ")
        return None if at < 0 else (at, -len(words))

    def _ranked(self, place: Place, score: Any) -> list[Mention]:
        if not self._goes_on(len(self._hints.mentions) + 1):
            return []
        words = name_words(place.name) or name_words(place.about)
        free = (mention for mention in self._candidates() if mention not in self._used)
        scored = [(score(mention, words), mention) for mention in free]
        likely = [(points, it) for points, it in scored if points > 0]
        return [it for _, it in sorted(likely, key=lambda pair: (-pair[0], pair[1].start))]

    def _candidates(self) -> Iterator[Mention]:
        yield from self._hints.mentions
        whole = self._hints.prompt.strip(" \t\r\n")
        if 0 < len(whole) <= _LONGEST_PROMPT:
            yield Mention("prompt", whole, len(whole))

    def _goes_on(self, comparisons: int) -> bool:
        self._patience -= comparisons
        return self._any and self._patience >= 0

    def _number_score(self, mention: Mention, words: frozenset[str]) -> int:
        if mention.kind not in ("number", "numeral"):
            return 0
        points = _nearness(mention, words)
        if points or mention.text == "1" and mention.kind == "numeral":  # "the one that ..."
            return points
        neighbours = {stem(word) for word in (*mention.after[:1], *mention.before[:1])}
        return 0 if neighbours & self._names else 1


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name like `partySize` or `party_size`, without their plural s."""
    return frozenset(stem(folded(part)) for part in _PARTS.findall(name[:200]))


def stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _nearness(mention: Mention, words: frozenset[str]) -> int:
    """Return how near one of the words stands to the mention, 0 when none does."""
    telling = words - vocabulary.EMPTY
    after = zip((10, 8), mention.after, strict=False)
    before = zip((9, 7, 6), mention.before, strict=False)
    return max((points for points, word in (*after, *before) if stem(word) in telling), default=0)


def _listed_score(mention: Mention, words: frozenset[str]) -> int:
    single = mention.kind in ("name", "quote", "email", "link", "date", "time", "value")
    return _text_score(mention, words) if single else 0


def _text_score(mention: Mention, words: frozenset[str]) -> int:
    match mention.kind:
        case "name":
            return _name_score(mention, words)
        case "quote":
            if _nearness(mention, words) or words & vocabulary.PROSE:
                return 12
            return 0 if words & (vocabulary.DATE | vocabulary.TIME) else 4
        case "topic":
            return 9 if words & vocabulary.ABOUT else 0
        case "date" | "moment":
            return 9 if words & vocabulary.DATE else 0
        case "time":
            return 9 if words & vocabulary.TIME else 0
        case "email":
            return 13 if words & vocabulary.EMAIL else 0
        case "link":
            return 13 if words & vocabulary.LINK else 0
        case "number":
            return _nearness(mention, words)
        case "value":
            return 12 if _nearness(mention, words) else 0
        case "prompt":
            return 1 if words & vocabulary.WHOLE_PROMPT else 0
    return 0


def _name_score(mention: Mention, words: frozenset[str]) -> int:
    before = mention.before[0] if mention.before else ""
    near = 4 if _nearness(mention, words) >= 9 else 0
    opening = 3 if mention.opening else 0
    if (words & vocabulary.ORIGIN and before == "from") or (
        words & vocabulary.TARGET and before == "to"
    ):
        return 12
    if _DIGIT.search(mention.text):
        return near
    if words & (vocabulary.PLACE | vocabulary.ORIGIN | vocabulary.TARGET):
        return 5 + near + _NEAR_PLACE.get(before, 0) - opening
    if words & vocabulary.PERSON:
        return 5 + near + 3 * (before in _NEAR_PERSON) - opening
    return near


def _format_score(formats: tuple[str, ...]) -> Any:
    def score(mention: Mention, words: frozenset[str]) -> int:
        return 1 if as_format(mention, formats[0]) is not None else 0

    return score
