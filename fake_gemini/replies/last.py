"""What stands behind the model's last word: what is to be answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from fake_gemini.replies.conversation import called_name, text_of
from fake_gemini.turn import Json
from fake_gemini.wire.json import compact
from fake_gemini.wire.kinds import CONTENT_KINDS

_MODELS = frozenset({"model_output", "function_call"})


@dataclass(frozen=True, slots=True)
class Result:
    """What a function returned, as text."""

    name: str
    text: str
    failed: bool


class Last(NamedTuple):
    """The contents of the user's last step, and the results of functions beside it.

    Both are empty where the model has the last word.
    """

    contents: tuple[Json, ...] = ()
    results: tuple[Json, ...] = ()

    @property
    def text(self) -> str:
        return text_of(self.contents)

    @property
    def media(self) -> list[Json]:
        return [content for content in self.contents if content["type"] != "text"]

    def returned(self, calls: Iterable[tuple[str, str]]) -> list[Result]:
        """Return the results; `calls` are (id, name) of what was called."""
        known = tuple(calls)
        return [
            Result(called_name(it, known), _text(it["result"]), bool(it.get("is_error")))
            for it in self.results
        ]


def last_said(steps: Iterable[Json]) -> Last:
    """Return what is to be answered of the steps of one request."""
    contents: tuple[Json, ...] = ()
    results: list[Json] = []
    for step in steps:
        kind = step["type"]
        if kind == "user_input":
            contents = tuple(step["content"])
        elif kind == "function_result":
            results.append(step)
        elif kind in _MODELS:
            contents, results = (), []
    return Last(contents, tuple(results))


def _text(result: Any) -> str:
    if isinstance(result, str):
        return result
    if isinstance(result, list):
        return "\n".join(map(_part, result))
    return compact(result).decode()


def _part(part: Json) -> str:
    if part["type"] == "text":
        return str(part["text"])
    return f"[{part['type']}]" if part["type"] in CONTENT_KINDS else compact(part).decode()
