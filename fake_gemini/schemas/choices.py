"""Where the decisions of a construction come from: a digest, or a counter."""

from __future__ import annotations

from typing import Protocol

from fake_gemini.ids import Ids

# Bits drawn beyond what a choice needs, so that no option is noticeably favoured.
_SPARE = 16


class Chooser(Protocol):
    """Says which of several equally valid things is taken.

    `everyday` prefers what people would write; otherwise each valid thing has its turn.
    """

    @property
    def everyday(self) -> bool: ...

    def below(self, count: int) -> int:
        """Return a number from 0 to `count` - 1."""
        ...


class Choices:
    """Decisions that a digest fixes: it is hashed again as often as bytes run out."""

    everyday = True

    def __init__(self, ids: Ids, digest: bytes) -> None:
        self._ids = ids
        self._digest = digest
        self._drawn = 0
        self._bits = 0
        self._held = 0

    def below(self, count: int) -> int:
        if count <= 1:
            return 0
        wanted = count.bit_length() + _SPARE
        while self._held < wanted:
            more = self._ids.digest("schema", self._digest, self._drawn)
            self._drawn += 1
            self._bits |= int.from_bytes(more, "big") << self._held
            self._held += 8 * len(more)
        drawn = self._bits & ((1 << wanted) - 1)
        self._bits >>= wanted
        self._held -= wanted
        return drawn % count


class Numbered:
    """The decisions behind the nth value: the digits of n, one to a choice.

    Counting n up from 0 meets every value that differs by few choices; arrays of unique items and
    oneOf need that where chance runs in circles. `backwards` counts from the last option.
    """

    everyday = False

    def __init__(self, number: int, *, backwards: bool = False) -> None:
        self._rest = number
        self._backwards = backwards

    def below(self, count: int) -> int:
        if count <= 1:
            return 0
        self._rest, digit = divmod(self._rest, count)
        return count - 1 - digit if self._backwards else digit
