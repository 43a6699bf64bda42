"""What arguments and structured output are filled from: the user's words, and results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from fake_gemini.replies.last import Result
from fake_gemini.replies.rounds import split_words
from fake_gemini.schemas import Hints

# What is read of results: so many of them, of each so much JSON or text, and so many values in all.
_MOST_RESULTS = 32
_LONGEST_JSON = 100_000
_LONGEST = 1_000
_MOST_VALUES = 200


def hints_of(said: str, results: Iterable[Result], earlier: str = "") -> Hints:
    """Return the hints of what is `said` now, then of results, then of what was said `earlier`.

    What a result only repeats of the user's words is theirs.
    """
    known = f"{said}\n{earlier}"
    texts: list[str] = []
    values: list[tuple[str, str | int | float]] = []
    for result in islice(results, _MOST_RESULTS):
        value = _json(result.text)
        if value is None:
            texts.append(result.text[:_LONGEST])
        else:
            news = ((name, leaf) for name, leaf in _leaves(value) if str(leaf) not in known)
            values.extend(islice(news, _MOST_VALUES - len(values)))
    return Hints.of(said, *filter(None, (*texts, earlier)), values=values)


def _json(text: str) -> Any:
    """Return the value that a result spells, None where it is plain text."""
    if len(text) > _LONGEST_JSON or text[:1] not in ("{", "["):
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _leaves(value: Any) -> Iterator[tuple[str, str | int | float]]:
    """Yield the texts and numbers inside a value in order, each with the words nearest to it."""
    todo: list[tuple[str, Any]] = [("", value)]
    while todo:
        name, item = todo.pop()
        if isinstance(item, dict):
            todo.extend(reversed(item.items()))
        elif isinstance(item, list):
            todo.extend((name, inner) for inner in reversed(item))
        elif isinstance(item, str | int | float) and not isinstance(item, bool):
            yield split_words(name), item
