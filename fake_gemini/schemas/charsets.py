"""Sets of characters as sorted ranges of code points."""

from __future__ import annotations

from collections.abc import Iterable

from fake_gemini.schemas.choices import Chooser

Ranges = tuple[tuple[int, int], ...]

# Surrogates are not characters: JSON cannot carry one alone.
EVERY: Ranges = ((0, 0xD7FF), (0xE000, 0x10FFFF))
NOTHING: Ranges = ()


def single(character: str) -> Ranges:
    return ((ord(character), ord(character)),)


def union(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return the ranges sorted, and joined where they touch."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)


def intersection(one: Ranges, other: Ranges) -> Ranges:
    """Return what both have."""
    found = []
    i = j = 0
    while i < len(one) and j < len(other):
        low, high = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if low <= high:
            found.append((low, high))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def complement(ranges: Ranges) -> Ranges:
    """Return every other character."""
    found = []
    start = 0
    for low, high in ranges:
        if start < low:
            found.append((start, low - 1))
        start = high + 1
    found.append((start, EVERY[-1][1]))
    return intersection(tuple(found), EVERY)


def holds(ranges: Ranges, code: int) -> bool:
    for low, high in ranges:  # a loop: several times as fast as any()
        if low <= code <= high:
            return True
    return False


LOWER: Ranges = ((0x61, 0x7A),)
DIGITS: Ranges = ((0x30, 0x39),)
UPPER: Ranges = ((0x41, 0x5A),)
ASCII: Ranges = ((0, 0x7F),)
WORD: Ranges = union((*DIGITS, *UPPER, (0x5F, 0x5F), *LOWER))
SPACE: Ranges = ((0x09, 0x0D), (0x20, 0x20))
# Engines disagree on the control characters 28-31 and beyond ASCII: neither space nor other.
NOT_SPACE: Ranges = ((0x21, 0x7E),)
LINE_ENDS: Ranges = ((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029))
_PRINTED: Ranges = ((0x21, 0x7E),)
_VISIBLE: Ranges = ((0x20, 0x7E), (0xA1, 0xD7FF))
_LETTERS_AND_DIGITS = union((*LOWER, *DIGITS))


def plainest(ranges: Ranges) -> Ranges:
    """Return the part of a set that reads best."""
    # A set with spaces is prose: letters alone read better than letters and digits.
    wide = holds(ranges, 0x20)
    pools = (LOWER if wide else _LETTERS_AND_DIGITS, UPPER, DIGITS, _PRINTED, _VISIBLE)
    return next((found for pool in pools if (found := intersection(ranges, pool))), ranges)


def pick(ranges: Ranges, choices: Chooser) -> str:
    """Return one character of a set that is not empty."""
    number = choices.below(sum(high - low + 1 for low, high in ranges))
    for low, high in ranges:
        if number <= high - low:
            return chr(low + number)
        number -= high - low + 1
    raise ValueError("an empty set of characters")
