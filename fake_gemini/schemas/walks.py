"""Making a text that an automaton accepts, of a length between two bounds.

Going backwards from the end, `ahead[n]` is where n more characters can still end the text. A walk
that stays inside these sets never has to turn back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fake_gemini.schemas import charsets
from fake_gemini.schemas.automata import Automaton, bits
from fake_gemini.schemas.charsets import Ranges
from fake_gemini.schemas.choices import Chooser
from fake_gemini.schemas.limits import Effort, Limits

# How many more characters than necessary a text may get.
_SLACK = 8


@dataclass(frozen=True, slots=True)
class Walk:
    """An automaton, and the few shortest lengths that fit."""

    automaton: Automaton
    ahead: tuple[int, ...]
    lengths: tuple[int, ...]

    def text(self, choices: Chooser) -> str:
        """Return a text that the automaton accepts."""
        length = self._length(choices)
        made = []
        pools: dict[Ranges, Ranges] = {}
        active = self.automaton.first
        for left in reversed(range(length)):
            position = self._step(active & self.ahead[left], choices)
            ranges = self.automaton.sets[position]
            if choices.everyday and ranges not in pools:
                pools[ranges] = charsets.plainest(ranges)
            made.append(charsets.pick(pools.get(ranges, ranges), choices))
            active = self.automaton.follow[position]
        return "".join(made)

    def _length(self, choices: Chooser) -> int:
        lengths = self.lengths
        if choices.everyday and len(lengths) > 1 and lengths[0] == 0:
            lengths = lengths[1:]
        return lengths[choices.below(len(lengths))]

    def _step(self, active: int, choices: Chooser) -> int:
        tight = active & ~self.automaton.loose
        options = list(bits(tight if tight and choices.everyday else active))
        return options[choices.below(len(options))]


def plan_walk(
    it: Automaton, least: int, most: int | None, limits: Limits, effort: Effort
) -> Walk | None:
    """Return the walk to texts of `least` to `most` characters, or None when there are none."""
    before = _step_back(it)
    ahead = [it.last]
    lengths = [0] if it.empty and least == 0 else []
    furthest = limits.text if most is None else min(most, limits.text)
    length = 1
    while length <= furthest and ahead[-1] and not (lengths and length > lengths[0] + _SLACK):
        if length >= least and it.first & ahead[-1]:
            lengths.append(length)
        effort.spend(4)
        ahead.append(before(ahead[-1], effort))
        length += 1
    return Walk(it, tuple(ahead), tuple(lengths)) if lengths else None


def _step_back(it: Automaton) -> Callable[[int, Effort], int]:
    """Return the function from positions to those that come one before them."""
    edges = sum(after.bit_count() for after in it.follow)
    if edges > 4 * len(it.follow):
        return lambda after, effort: _scan(it, after, effort)
    sources = [0] * len(it.follow)
    for position, after in enumerate(it.follow):
        for target in bits(after):
            sources[target] |= 1 << position

    def look_up(after: int, effort: Effort) -> int:
        effort.spend(after.bit_count())
        found = 0
        for position in bits(after):
            found |= sources[position]
        return found

    return look_up


def _scan(it: Automaton, after: int, effort: Effort) -> int:
    effort.spend(len(it.follow))
    found = 0
    for position, following in enumerate(it.follow):
        if following & after:
            found |= 1 << position
    return found
