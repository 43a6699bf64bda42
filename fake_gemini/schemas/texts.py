"""Texts that read like what their property is called, as long as they have to be."""

from __future__ import annotations

from collections.abc import Iterator

from fake_gemini.schemas import vocabulary
from fake_gemini.schemas.choices import Chooser, Numbered
from fake_gemini.schemas.formats import FORMATS
from fake_gemini.schemas.hints import Filler, Place, name_words
from fake_gemini.schemas.limits import Effort
from fake_gemini.schemas.shapes import Text
from fake_gemini.schemas.vocabulary import PEOPLE, PLACES, WORDS
from fake_gemini.schemas.walks import Walk

_LONGEST_NAME = 40
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# So many letters tell more texts apart than an array may have items.
_VARIED = 8
_TRIES = 32
_TOWNS = frozenset("city town location place destination origin".split())
_NAMES = frozenset("name first last full given family".split())


def make_text(
    shape: Text, place: Place, choices: Chooser, filler: Filler, effort: Effort
) -> str | None:
    """Return a text of the shape: from the prompt, else readable, else as it must be.

    None where lookahead forbids each text that was tried.
    """
    if choices.everyday:
        for mention, text in filler.texts(place, shape.formats):
            if _accepts(shape, text, effort):
                filler.use(mention)
                return text
        for text in _readable(shape, place, choices):
            if _accepts(shape, text, effort):
                return text
    if shape.walk is not None:
        return _walked(shape, shape.walk, choices, effort)
    if shape.formats:
        return FORMATS[shape.formats[0]].make(choices)
    effort.spend(shape.least // _VARIED)
    return _varied(shape, choices)


def _walked(shape: Text, walk: Walk, choices: Chooser, effort: Effort) -> str | None:
    unwanted = [it for pattern in shape.patterns for it in pattern.unwanted]
    # The walk keeps to all that is wanted; few texts have what is unwanted as well.
    for attempt in range(_TRIES):
        effort.spend(4 * walk.lengths[-1])
        text = walk.text(choices if attempt < _TRIES // 2 else Numbered(attempt))
        if not any(it.accepts(text, effort) for it in unwanted):
            return text
    return None


def _accepts(shape: Text, text: str, effort: Effort) -> bool:
    effort.spend(2)
    least = shape.least if shape.walk is None else shape.walk.lengths[0]
    return (
        least <= len(text)
        and (shape.most is None or len(text) <= shape.most)
        and all(FORMATS[name].check(text) for name in shape.formats)
        and all(pattern.accepts(text, effort) for pattern in shape.patterns)
    )


def _readable(shape: Text, place: Place, choices: Chooser) -> Iterator[str]:
    if shape.formats:
        yield FORMATS[shape.formats[0]].make(choices)
        return
    text = _fitting(shape, _plain(place, choices), choices)
    yield text
    if shape.patterns:
        word = _word(choices)
        yield from (word, word.capitalize(), word.upper(), text.replace(" ", "-"))


def _plain(place: Place, choices: Chooser) -> str:
    words = name_words(place.name)
    if words & _TOWNS:
        return PLACES[choices.below(len(PLACES))]
    if words and (words <= _NAMES or words & (vocabulary.PERSON - {"name"})):
        return PEOPLE[choices.below(len(PEOPLE))]
    look = next((vocabulary.LOOKS[word] for word in sorted(words & vocabulary.LOOKS.keys())), None)
    if look is not None:
        return FORMATS[look].make(choices)
    label = " ".join(place.name.replace("_", " ").replace("-", " ").split(" "))
    return f"{label} {_word(choices)}" if 0 < len(label) <= _LONGEST_NAME else _word(choices)


def _fitting(shape: Text, text: str, choices: Chooser) -> str:
    pieces, length = [text], len(text)
    while length < shape.least:
        pieces.append(_word(choices))
        length += 1 + len(pieces[-1])
    text = " ".join(pieces)
    if shape.most is None or len(text) <= shape.most:
        return text
    # A word cut in two is better than a text that ends in a space.
    cut = text[: shape.most]
    return cut[:-1] + "s" if cut.endswith(" ") else cut


def _varied(shape: Text, choices: Chooser) -> str:
    longest = max(shape.least, _VARIED) if shape.most is None else shape.most
    shortest = min(max(shape.least, 1), longest)
    length = shortest + choices.below(min(longest, _VARIED) - shortest + 1)
    letters = [_LETTERS[choices.below(len(_LETTERS))] for _ in range(min(length, _VARIED))]
    return "".join(letters) + "a" * (length - len(letters))


def _word(choices: Chooser) -> str:
    return WORDS[choices.below(len(WORDS))]
