"""A value of a schema, and what an independent validator says of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from jsonschema import Draft202012Validator

from fake_gemini.ids import Ids
from fake_gemini.schemas import DEFAULT, NO_HINTS, Choices, Hints, Limits, construct, read_schema

STRING = {"type": "string"}
INTEGER = {"type": "integer"}

# Seconds of CPU time that the known work takes on the machine that the bounds were measured on.
_KNOWN = 0.026


def make(schema: Any, prompt: str = "", *, digest: bytes = b"", limits: Limits = DEFAULT) -> Any:
    """Return a value of the schema; the digest decides where there is a choice."""
    hints = Hints.of(prompt) if prompt else NO_HINTS
    plan = read_schema(schema, limits)
    return construct(plan, Choices(Ids(1), digest), hints)


def make_several(schema: Any, count: int = 12) -> list[Any]:
    """Return values for as many digests."""
    return [make(schema, digest=bytes([i])) for i in range(count)]


def assert_valid(schema: Any, value: Any) -> None:
    """Ask the independent validator, formats included."""
    checker = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(schema, format_checker=checker).validate(value)


def record(required: list[str] | None = None, /, **properties: Any) -> dict[str, Any]:
    """Return an object schema that requires all its properties, or those that are named."""
    names = list(properties) if required is None else required
    return {"type": "object", "properties": properties, "required": names}


def cpu(work: Callable[[], object]) -> float:
    """Return the seconds of CPU time that the work takes on a machine like ours.

    Where a known piece of work takes longer, for whatever reason, so does this.
    """
    before = _seconds(_known)
    taken = _seconds(work)
    slowness = (before + _seconds(_known)) / 2 / _KNOWN
    return taken / max(1.0, slowness)


def _known() -> int:
    made = {f"property_{at}": {"type": "string", "title": str(at)} for at in range(20_000)}
    return sum(len(value["title"]) for value in made.values())


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
