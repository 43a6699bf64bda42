"""The few plain instructions that are obeyed, in the last input or as system instruction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# ASCII only: what counts as a letter or a space must not depend on the Python version.
_FLAGS = re.IGNORECASE | re.ASCII
_OBJECT = (
    r"(?:\s+th(?:e|is)\s+(?:word|words|text|line|phrase|sentence))?"
    r"(?:\s*:\s*(?P<rest>.+)|\s+(?P<quote>[\"'`])(?P<quoted>[^\n]+?)(?P=quote)"
    r"|\s+(?P<word>[^\s\"'`:]+))"
)
_EXACTLY = re.compile(
    r"\b(?:reply|respond|answer)(?:\s+only)?\s+with\s+(?:exactly|only)"
    + _OBJECT.replace(".+", "(?s:.+)", 1),
    _FLAGS,
)
_COUNT = re.compile(r"\bcount\s+from\s+(\d{1,9})\s+to\s+(\d{1,9})\b(?!,\d)", _FLAGS)
_WHICH = r"\b(?:end|finish)\s+(?:every|each|all|your)(?:\s+of\s+your)?\s+"
_ENDING = re.compile(
    _WHICH
    + r"(?:reply|replies|response|responses|answer|answers|message|messages)\s+with(?:\s+exactly)?"
    + _OBJECT,
    _FLAGS,
)
_LEAD = re.compile(_WHICH + r"\Z", _FLAGS)
_REPEAT = re.compile(
    r"\brepeat\s+(?:exactly\s+)?(?:your|the)\s+(?:previous|last)"
    r"\s+(?:reply|response|answer|message)\b",
    _FLAGS,
)
# An instruction begins early: nobody waits until a very long text was searched.
_SOUGHT = 100_000
# What is remembered of a text that says nothing has less characters.
_SHORT = 4_000
_WORDS = ("with", "count", "repeat")
_SPACE = " \t\r\n"
_LONGEST_COUNT = 10_000
# So many characters before `reply` are searched for what ends so.
_LONGEST_LEAD = 100


@dataclass(frozen=True, slots=True)
class Instructions:
    """What was plainly asked for: the whole text, or only how it ends."""

    text: str | None
    ending: str | None

    def applied(self, otherwise: str) -> str:
        """Return the text that obeys, `otherwise` where no text was asked for."""
        text = otherwise if self.text is None else self.text
        if self.ending is None or text.endswith(self.ending):
            return text
        return f"{text} {self.ending}"


NOTHING_ASKED = Instructions(None, None)


def read_instructions(system: str | None, last: str, replied: str = "") -> Instructions:
    """Find the instructions; the last input goes before the system instruction.

    `replied` is the previous reply, for whoever wants it again.
    """
    asked = ending = None
    for text in (last, system):
        # An instruction to the system comes again with every text.
        if not text or (text is system and len(text) < _SHORT and _says_nothing(text)):
            continue
        # Most texts have none of these words, and need no expression to say so.
        words = text[:_SOUGHT].lower()
        has_with = "with" in words
        around = [text]
        if has_with and ("exactly" in words or "only" in words):
            dictated, around = _exactly(text)
            asked = asked or dictated
        if not asked and "count" in words:
            asked = _count(text)
        if not asked and replied and "repeat" in words and _REPEAT.search(text):
            asked = replied
        if not ending and has_with:
            ending = next(filter(None, map(_ending, around)), None)
    return Instructions(asked or None, ending or None) if asked or ending else NOTHING_ASKED


@lru_cache(maxsize=256)
def _says_nothing(text: str) -> bool:
    """Say whether a text has none of the words of an instruction."""
    words = text.lower()
    return not any(word in words for word in _WORDS)


def _exactly(text: str) -> tuple[str | None, list[str]]:
    """Return what is dictated, and the texts around it: what is dictated is no instruction."""
    match = _EXACTLY.search(text)
    while match and _LEAD.search(text, max(0, match.start() - _LONGEST_LEAD), match.start()):
        # `End every reply with exactly ...` is about the end only.
        match = _EXACTLY.search(text, match.start() + 1)
    if match is None:
        return None, [text]
    return _object(match), [text[: match.start()], text[match.end() :]]


def _ending(text: str) -> str | None:
    words = text[:_SOUGHT].lower()
    return _object(_ENDING.search(text)) if "end" in words or "finish" in words else None


def _count(text: str) -> str | None:
    match = _COUNT.search(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2])
    if abs(last - first) >= _LONGEST_COUNT:
        return None
    step = 1 if first <= last else -1
    return ", ".join(map(str, range(first, last + step, step)))


def _object(match: re.Match[str] | None) -> str | None:
    """Return what was dictated, if anything."""
    if match is None:
        return None
    if match["quoted"] is not None:
        return match["quoted"]
    if match["word"] is not None:
        return match["word"].rstrip(".,;")
    rest = match["rest"].strip(_SPACE)
    if len(rest) > 2 and rest[0] == rest[-1] and rest[0] in "\"'`":
        return rest[1:-1]
    return rest
