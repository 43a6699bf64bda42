"""Continuation tokens: where an answer goes on (docs/wire/interactions.md 8.2)."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.sealed import Seal

_SEAL = Seal(b"\x12\x11fake_gemini:next:", b"fake_gemini continuation tokens")
_STORED, _UNSTORED = b"s", b"u"
_WORDS = 16
_POSITION = 8


@dataclass(frozen=True, slots=True)
class Token:
    """Goes on behind `position` characters of an answer.

    `own` is the token of the stored interaction whose answer it is. Without one, `words` are the
    first bytes of the digest behind the answer, which whoever goes on has to ask for again.
    """

    own: bytes
    words: bytes
    position: int

    @classmethod
    def stored(cls, own: bytes) -> Token:
        """Return the token of the place where the text of a stored interaction begins."""
        return cls(own, b"", 0)

    @classmethod
    def unstored(cls, words: bytes) -> Token:
        """Return the token of the place where the text behind a digest begins."""
        return cls(b"", words[:_WORDS], 0)

    def __str__(self) -> str:
        answer = _STORED + self.own if self.own else _UNSTORED + self.words
        return _SEAL.close(self.position.to_bytes(_POSITION, "big") + answer)

    @classmethod
    def parse(cls, text: str) -> Token | None:
        """Return the token that a text spells, None when it is none of ours."""
        payload = _SEAL.open(text) if text.isascii() else None
        if payload is None:
            return None
        position, answer = int.from_bytes(payload[:_POSITION], "big"), payload[_POSITION:]
        if answer.startswith(_STORED):
            return cls(answer[1:], b"", position)
        return cls(b"", answer[1:], position)

    def behind(self, characters: int) -> Token:
        """Return the token of the place so many characters further on."""
        return Token(self.own, self.words, self.position + characters)

    def answers(self, words: bytes) -> bool:
        """Say whether it is of the answer that a digest is behind."""
        return self.words == words[:_WORDS]
