"""What a pattern says, as a tree."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.schemas.charsets import Ranges


@dataclass(frozen=True, slots=True)
class Chars:
    """One character of a set."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Anchor:
    """`^` or `$`."""

    sign: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after the other; none is the empty text."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of the options."""

    options: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """From `least` to `most` times, without end when `most` is None."""

    part: Tree
    least: int
    most: int | None


Tree = Chars | Anchor | Sequence | Either | Repeat


def positions(tree: Tree) -> int:
    """Return how many characters the tree has when its repetitions are written out."""
    match tree:
        case Sequence(parts) | Either(parts):
            return sum(map(positions, parts))
        case Repeat(part, least, most):
            return max(positions(part), 1) * max(least, 1 if most is None else most)
    return 1


@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole pattern: what is found in a text, and what its beginning must be and must not be."""

    found: Tree
    ahead: tuple[Tree, ...] = ()
    not_ahead: tuple[Tree, ...] = ()

    def trees(self) -> tuple[Tree, ...]:
        return (self.found, *self.ahead, *self.not_ahead)
