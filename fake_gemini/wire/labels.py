"""`labels`: refused on the developer endpoint, checked where they are switched on.

docs/wire/interactions.md 2.1 has the rules for keys and values, 10 row 43 the choice.
"""

from __future__ import annotations

import re
from typing import Any

from fake_gemini.errors import InvalidInput, InvalidRequest, excerpt

# "International letters" are every code point beyond ASCII: which of them are lower-case letters
# differs between Unicode versions. Said by what is left out, because a class of all the others
# takes 10 ms to compile.
_NO_LETTER = "\\x00-`{-\\x7f"
_NO_CHARACTER = "\\x00-,./:-^`{-\\x7f"
_KEY = re.compile(f"[^{_NO_LETTER}][^{_NO_CHARACTER}]{{0,62}}")
_VALUE = re.compile(f"[^{_NO_CHARACTER}]{{0,63}}")


def check_labels(labels: Any, *, accepted: bool) -> None:
    """Raise the reported refusal, or where labels are accepted only for a wrong key or value."""
    if labels is None:
        return
    if not accepted:
        raise InvalidRequest(
            "The parameter 'labels' is not available on the Gemini API but it is available on the"
            " Gemini Enterprise Agent Platform."
        )
    if not isinstance(labels, dict):
        raise InvalidInput("labels")
    for key, value in labels.items():
        if not _KEY.fullmatch(key):
            raise InvalidInput("labels", hint=f"'{excerpt(key)}' is no label key.")
        if not isinstance(value, str) or not _VALUE.fullmatch(value):
            raise InvalidInput(f"labels.{key}")
