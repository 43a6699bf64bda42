"""The function calls of a turn, with arguments that are valid against the declared parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fake_gemini.errors import InvalidInput
from fake_gemini.ids import Ids
from fake_gemini.replies.by_schema import valid_value
from fake_gemini.schemas import Hints, Limits
from fake_gemini.turn import Json
from fake_gemini.wire.json import writable
from fake_gemini.wire.tools import Function

# How the nth call of a turn is named; the id of a call depends on the turn's own token.
NameCall = Callable[[int], str]

# What the real API does not look at in `parameters` (docs/wire/interactions.md 2.6) is kept where
# that is possible, and is no reason to refuse a schema.
_DISPENSABLE = frozenset(
    "minLength maxLength minProperties maxProperties"
    " uniqueItems contains minContains maxContains".split()
)


def call_steps(
    ids: Ids,
    digest: bytes,
    functions: tuple[Function, ...],
    hints: Hints,
    limits: Limits,
    name_call: NameCall,
) -> tuple[Json, ...]:
    """Return a step for each function."""
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
    value = valid_value(
        ids,
        digest,
        function.parameters,
        function.path,
        hints,
        limits,
        dispensable=_DISPENSABLE,
    )
    if not isinstance(value, dict):
        raise InvalidInput(function.path, hint="The parameters of a function are an object.")
    if not writable(value):
        raise InvalidInput(function.path, hint="It asks for whole numbers of more than 64 bits.")
    return value
