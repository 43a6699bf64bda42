"""Words of others in reports: whatever a model has said is shown, and does nothing."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return a text that moves no cursor, sets no colour and turns no other words round.

    What cannot be printed is shown as Python would escape it; line breaks stay.
    """
    shown = (each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in text)
    return "".join(shown)
