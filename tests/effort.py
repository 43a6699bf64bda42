"""How many examples the generated tests try: enough for every run, and many more by hand.

The examples are the same ones each time, so that more of them find something once and then only
take time: `make soak` tries all.
"""

from __future__ import annotations

import os

_ALL = os.environ.get("EFFORT") == "all"


def tried(number: int) -> int:
    """Return how many of so many examples are tried: all, or a third."""
    return number if _ALL else max(10, number // 3)
