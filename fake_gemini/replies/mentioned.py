"""What arguments and structured output are filled from: the user's words, and results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from fake_gemini.replies.last import Result
from fake_gemini.replies.rounds import split_words
from fake_gemini.schemas import Hints
from fake_gemini.schemas.mentions import mentions

# What is read of one result: so much JSON, so much of a text, so many values.
_LONGEST_JSON = 100_000
_LONGEST = 10_000
_MOST = 200


def hints_of(said: str, results: Iterable[Result], earlier: str = "") -> Hints:
    """Return the hints of what is `said` now, then of results, then of what was said `earlier`.

    What a result only repeats of the user's words is theirs.
    """
    known = f"{said}\n{earlier}"
    news = [line for result in results for line in _news(result.text, known)]
    return Hints.of(said, *filter(None, (*news, earlier)))


def _news(text: str, known: str) -> Iterator[str]:
    value = _json(text)
    if value is None:
        yield text[:_LONGEST]
        return
    for name, leaf in islice(_leaves(value), _MOST):
        spelled = leaf if isinstance(leaf, str) else repr(leaf)
        if spelled and spelled not in known:
            yield f"{split_words(name)} {_quoted(leaf) if isinstance(leaf, str) else spelled}"


def _json(text: str) -> Any:
    """Return the value that a result spells, None where it is plain text."""
    if len(text) > _LONGEST_JSON or text[:1] not in ("{", "["):
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _leaves(value: Any) -> Iterator[tuple[str, str | int | float]]:
    """Yield the texts and numbers inside a value in order, each with the name nearest to it."""
    todo: list[tuple[str, Any]] = [("", value)]
    while todo:
        name, item = todo.pop()
        if isinstance(item, dict):
            todo.extend(reversed(item.items()))
        elif isinstance(item, list):
            todo.extend((name, inner) for inner in reversed(item))
        elif isinstance(item, str | int | float) and not isinstance(item, bool):
            yield name, item


def _quoted(text: str) -> str:
    """Return a text so that all of it is one thing, also where it does not look like one."""
    seen = mentions(text)
    is_one = len(seen) == 1 and seen[0].text == text and seen[0].kind != "name"
    return text if is_one else f'"{text}"'
