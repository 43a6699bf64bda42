"""Durations as people write them: `48h`, `90s`, `1d2h30m`, or a number of seconds."""

from __future__ import annotations

import math
import re
from typing import Any

from fake_gemini.clock import DAY, HOUR, SECOND

_DURATION = re.compile(
    r"(?=.)(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})(?:\.(\d{1,9}))?s)?", re.A
)
_UNITS = (DAY, HOUR, 60 * SECOND, SECOND)


def parse_duration(value: Any) -> int | None:
    """Return nanoseconds, or None when `value` is no duration; a negative number is one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, int):
        return value * SECOND
    if isinstance(value, float):
        # Whole seconds apart, so that no number of them is too large.
        part, whole = math.modf(value)
        return int(whole) * SECOND + round(part * SECOND)
    match = _DURATION.fullmatch(value)
    if match is None:
        return None
    *wholes, fraction = match.groups(default="0")
    parts = (int(whole) * unit for whole, unit in zip(wholes, _UNITS, strict=True))
    return sum(parts) + int(fraction.ljust(9, "0"))
