"""Words of others in reports: whatever a model has said is shown, and does nothing."""

from __future__ import annotations

import re

# What a CI system would obey in the output of a step: `::error::`, `##[group]`, `##vso[...]`.
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#(?:vso)?\[)", re.M)


def printable(text: str) -> str:
    """Return a text that moves no cursor, sets no colour and turns no other words round.

    What cannot be printed is shown as Python would escape it; line breaks stay.
    """
    shown = (each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in text)
    return "".join(shown)


def for_terminal(text: str) -> str:
    """Return a printable text that is no command to whoever reads the output of a CI step."""
    return _COMMAND.sub(lambda found: f"{found[1] or ''}{_escaped(found[0][-1])}", printable(text))


def one_line(text: str) -> str:
    """Return the same in one line."""
    return for_terminal(text.replace("\n", " "))


def shortened(text: str, limit: int) -> str:
    """Return at most so many characters of a text, and say how many are missing."""
    missing = len(text) - limit
    return text if missing <= 0 else f"{text[:limit]}... {missing:,} more characters"


def _escaped(char: str) -> str:
    return f"\\x{ord(char):02x}"
