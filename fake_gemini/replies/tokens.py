"""Plausible token counts: a word, a digit or a sign is one token (docs/wire/interactions.md 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from fake_gemini.turn import Attachment

# Long words are more than one token; signs include every character beyond ASCII.
_TOKEN = re.compile(r"[A-Za-z]{1,12}|[0-9]|[^\sA-Za-z0-9]", re.ASCII)
_LONG_WORD = re.compile(rb"a{13,}")

# The same, quicker: letters as "a" (titled, the first of a word is "A"), space, and signs.
_MARKS = bytes(
    ord("a" if chr(byte).isalpha() else " " if chr(byte) in " \t\n\r\f\v" else ".")
    for byte in range(128)
).ljust(256, b".")

# From here on text is estimated, so that counting never takes long.
_COUNTED = 100_000
# What may be remembered of an instruction has less characters.
_SHORT = 4_000

_MEDIA = ("image", "audio", "video", "document")
_IMAGE = 258
# Bytes of a medium that make one more image's worth of tokens.
_BYTES = {"image": 1 << 62, "audio": 129_000, "video": 250_000, "document": 50_000}


def text_tokens(text: str) -> int:
    """Return the number of tokens in a text."""
    # Not as UTF-8: the buffer for that is so large that it leaves holes between what is stored.
    marks = text[:_COUNTED].encode("ascii", "replace").translate(_MARKS)
    words = marks.title().count(b"A")
    rests = 0
    if b"a" * 13 in marks:
        rests = sum((len(word) - 1) // 12 for word in _LONG_WORD.findall(marks))
    return marks.count(b".") + words + rests + max(0, len(text) - _COUNTED) // 4


_told_again = lru_cache(maxsize=256)(text_tokens)


def cut(text: str, tokens: int) -> str:
    """Return the beginning of a text that has at most so many tokens."""
    for number, match in enumerate(_TOKEN.finditer(text), 1):
        if number > tokens:
            return text[: match.start()]
    return text


def media_tokens(attachment: Attachment) -> int:
    """Return the tokens of a medium by its size; an unknown size counts as small."""
    return _IMAGE * (1 + (attachment.size or 0) // _BYTES[attachment.kind])


def told_tokens(text: str, system: str | None) -> tuple[tuple[str, int], ...]:
    """Return what `by_modality` does for a text and a system instruction alone."""
    if not system:
        tokens = text_tokens(text)
    elif len(text) + len(system) < _COUNTED:
        # A line end parts tokens, and is none. An instruction comes again with every text.
        tokens = text_tokens(text) + (_told_again if len(system) < _SHORT else text_tokens)(system)
    else:
        tokens = text_tokens(f"{text}\n{system}")
    return (("text", tokens),) if tokens else ()


def by_modality(
    texts: Iterable[str], attachments: Iterable[Attachment]
) -> tuple[tuple[str, int], ...]:
    """Return (modality, tokens) for each modality that occurs."""
    # A line end parts tokens, and is none.
    text = text_tokens("\n".join(texts))
    counts = dict.fromkeys(_MEDIA, 0)
    for attachment in attachments:
        counts[attachment.kind] += media_tokens(attachment)
    media = tuple((name, tokens) for name, tokens in counts.items() if tokens)
    return (("text", text), *media) if text else media
