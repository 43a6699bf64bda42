"""Which functions the model calls, and with what arguments.

In mode `any` it always calls, in the others when the user's words share one with a function: with
its name, or where no name fits with its description. `then` in what the user says makes rounds:
what comes behind it is looked at when the calls before it have their results.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from fake_gemini.errors import InvalidInput
from fake_gemini.ids import Ids
from fake_gemini.replies.by_schema import valid_value
from fake_gemini.schemas import Hints, Limits
from fake_gemini.schemas.hints import stem
from fake_gemini.turn import Json
from fake_gemini.wire.json import writable
from fake_gemini.wire.tools import Function, ToolChoice

# How the nth call of a turn is named; the id of a call depends on the turn's own token.
NameCall = Callable[[int], str]

_THEN = re.compile(r"\b(?:and\s+)?then\b|\bafter\s+that\b|\bafterwards\b", re.I | re.A)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])", re.A)
_WORD = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]+")
_COMMON = frozenset(
    "a about all an and any are as at be by call can could current do does fetch find for from"
    " function get give given has have how i if in is it its let list make me my need new of on or"
    " please return run set should show some tell than that the their then there this to up use"
    " user want was we what when where which who why will with would you your".split()
)
_SEARCHED = 20_000

# More calls in one turn are no help to anybody.
_MOST = 16


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a model may call: what the user asked, which round it is, and what came back so far."""

    asked: str
    rounds: int
    results: str

    @property
    def stage(self) -> str:
        """The part of what was asked that this round is about; "" when all of it is done."""
        stages = _THEN.split(self.asked[:_SEARCHED])
        return stages[self.rounds] if self.rounds < len(stages) else ""

    @property
    def hints(self) -> Hints:
        """What arguments are filled from: this round's words go before the others."""
        texts = (self.results, self.stage, self.asked if self.rounds else "")
        return Hints.of("\n".join(filter(None, texts)))


def chosen(
    functions: tuple[Function, ...], choice: ToolChoice, occasion: Occasion
) -> tuple[Function, ...]:
    """Return the functions to call, none when the model is to answer."""
    allowed = [function for function in functions if choice.allows(function)]
    said = _words(occasion.stage)
    named = [it for it in allowed if said & _telling(it.name)]
    fitting = named or [it for it in allowed if said & (_words(it.description) - _COMMON)]
    if not fitting and choice.mode == "any":
        fitting = allowed[:1]
    return tuple(fitting[:_MOST])


def call_steps(
    ids: Ids,
    digest: bytes,
    functions: tuple[Function, ...],
    occasion: Occasion,
    limits: Limits,
    name_call: NameCall,
) -> tuple[Json, ...]:
    """Return a step for each function, with arguments that are valid against its parameters."""
    hints = occasion.hints
    share = replace(limits, effort=limits.effort // len(functions))
    return tuple(
        {
            "id": name_call(at),
            "type": "function_call",
            "name": function.name,
            "arguments": _arguments(ids, ids.digest("call", digest, at), function, hints, share),
        }
        for at, function in enumerate(functions)
    )


def _arguments(ids: Ids, digest: bytes, function: Function, hints: Hints, limits: Limits) -> Any:
    if not function.parameters:
        return {}
    value = valid_value(ids, digest, function.parameters, function.path, hints, limits)
    if not isinstance(value, dict):
        raise InvalidInput(function.path, hint="The parameters of a function are an object.")
    if not writable(value):
        raise InvalidInput(function.path, hint="It asks for whole numbers of more than 64 bits.")
    return value


def _telling(name: str) -> frozenset[str]:
    words = _words(name)
    return words - _COMMON or words


def _words(text: str) -> frozenset[str]:
    parts = _WORD.findall(_HUMP.sub(" ", text[:_SEARCHED]))
    # Beyond ASCII, what is a capital letter differs between Unicode versions.
    return frozenset(stem(part.lower()) if part.isascii() else part for part in parts)
