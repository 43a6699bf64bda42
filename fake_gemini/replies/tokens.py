"""Plausible token counts: four characters are a token (docs/wire/interactions.md 9).

That is the rule of thumb of the real service, and it is the same for every cut of a text: what is
said in several hops costs what it costs in one.
"""

from __future__ import annotations

from collections.abc import Iterable

from fake_gemini.turn import Attachment

_CHARACTERS = 4

_MEDIA = ("image", "audio", "video", "document")
_IMAGE = 258
# Bytes of a medium that make one more image's worth of tokens.
_BYTES = {"image": 1 << 62, "audio": 129_000, "video": 250_000, "document": 50_000}


def text_tokens(text: str) -> int:
    """Return the number of tokens in a text."""
    return -(-len(text) // _CHARACTERS)


def cut(text: str, tokens: int) -> str:
    """Return the beginning of a text that has at most so many tokens."""
    return text[: tokens * _CHARACTERS]


def media_tokens(attachment: Attachment) -> int:
    """Return the tokens of a medium by its size; an unknown size counts as small."""
    return _IMAGE * (1 + (attachment.size or 0) // _BYTES[attachment.kind])


def by_modality(
    texts: Iterable[str], attachments: Iterable[Attachment] = ()
) -> tuple[tuple[str, int], ...]:
    """Return (modality, tokens) for each modality that occurs."""
    text = sum(map(text_tokens, texts))
    counts = dict.fromkeys(_MEDIA, 0)
    for attachment in attachments:
        counts[attachment.kind] += media_tokens(attachment)
    media = tuple((name, tokens) for name, tokens in counts.items() if tokens)
    return (("text", text), *media) if text else media
