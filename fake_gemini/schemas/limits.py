"""The bounds on what a schema may ask for: it is chosen by a client, and its price is CPU time."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.schemas.refused import TooComplex

# Each level of a value is a few Python frames, and the interpreter has a thousand.
_DEEPEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one schema and of the value that is made of it."""

    depth: int = 32
    """Objects and arrays inside one another in the value."""
    nodes: int = 5_000
    """Schemas inside the schema, and combinations of them that a value can meet."""
    refs: int = 2
    """How often a $ref is followed inside itself where nothing requires it, the first included."""
    branches: int = 500
    """Ways through the anyOf and oneOf of one place, multiplied out, that are looked at."""
    items: int = 1_000
    """minItems, minProperties."""
    text: int = 10_000
    """minLength, and the length of a pattern."""
    positions: int = 3_000
    """Characters in a pattern after its repetitions are written out."""
    values: int = 20_000
    """Values inside the value."""
    effort: int = 150_000
    """Steps to read a schema, and again to make a value: about a microsecond each."""

    def __post_init__(self) -> None:
        if not 1 <= self.depth <= _DEEPEST:
            raise ValueError(f"depth is from 1 to {_DEEPEST}, not {self.depth}")


DEFAULT = Limits()


class Effort:
    """Counts the steps of one piece of work, and ends it when there were too many."""

    def __init__(self, limits: Limits) -> None:
        self._left = limits.effort

    def spend(self, steps: int, path: str = "") -> None:
        self._left -= steps
        if self._left < 0:
            raise TooComplex(path, "The schema is too complex; it takes too many steps to resolve.")
