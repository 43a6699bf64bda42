"""Where every choice and every identifier comes from: one keyed hash.

`Ids.digest(purpose, *fields)` is blake2b under the seed over length-prefixed fields. Nothing in
the package chooses in any other way, so one seed fixes everything that is said and named.
"""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from binascii import b2a_base64
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from hashlib import blake2b
from typing import NamedTuple

Field = bytes | str | int

_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_CALL_LETTERS = 8
_EVENT_LETTERS = 10
TOKEN_BYTES = 17  # 23 characters of base64, as in recorded ids


Digest = Callable[..., bytes]


class Ids:
    """Deterministic identifiers and choices for one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._key = b"fake_gemini:%d" % seed
        self._known: dict[str, Digest] = {}
        # What digests the fields behind a purpose and the first fields, where these come often and
        # are few and short.
        self.behind = lru_cache(maxsize=256)(self._behind)

    def digest(self, purpose: str, *fields: Field) -> bytes:
        """Return 32 bytes that depend on the seed, the purpose and each field."""
        # There are few purposes.
        digest = self._known.get(purpose) or self._known.setdefault(purpose, self._behind(purpose))
        return digest(*fields)

    def _behind(self, purpose: str, *fields: Field) -> Digest:
        name = purpose.encode()
        state = blake2b(b"%d:%b" % (len(name), name), digest_size=32, key=self._key)
        return partial(_digest, _fed(state, fields))

    def token(self, purpose: str, *fields: Field) -> bytes:
        """Return the 17 bytes behind one half of an interaction id."""
        return self.digest(purpose, *fields)[:TOKEN_BYTES]

    def word(self, length: int, purpose: str, *fields: Field) -> str:
        """Return `length` lower-case letters and digits."""
        number = int.from_bytes(self.digest(purpose, *fields), "big")
        letters = []
        for _ in range(length):
            number, rest = divmod(number, 36)
            letters.append(_BASE36[rest])
        return "".join(letters)

    def scope(self, key: str) -> str:
        """Return the name of the isolated share of state that belongs to an API key."""
        return self.digest("scope", key).hex()[:24]

    def call(self, own: bytes, step: int) -> str:
        """Return the id of the function call at a place among the steps of an interaction."""
        return self.word(_CALL_LETTERS, "call", own, step)

    def event(self, own: bytes, ordinal: int) -> str:
        """Return the `event_id` of the event at `ordinal` in the full replay of an interaction."""
        return f"evt_{self.word(_EVENT_LETTERS, 'event', own, ordinal)}{ordinal}"

    def ordinal(self, own: bytes, event_id: str) -> int | None:
        """Return where in the full replay of an interaction an event stands, if it is one."""
        digits = event_id[len("evt_") + _EVENT_LETTERS :]
        if not re.fullmatch(r"[0-9]{1,9}", digits) or event_id != self.event(own, int(digits)):
            return None
        return int(digits)


def _digest(begun: blake2b, *fields: Field) -> bytes:
    return _fed(begun.copy(), fields).digest()


def _fed(state: blake2b, fields: Iterable[Field]) -> blake2b:
    for field in fields:
        data = field if type(field) is bytes else str(field).encode()
        # A copy of a long text costs less than a second call does for every field.
        state.update(b"%d:%b" % (len(data), data))
    return state


class InteractionId(NamedTuple):
    """The two tokens inside an interaction id: the chain's first turn, and this turn.

    The text form is `v1_` and the unpadded URL-safe base64 of a small protobuf message
    (docs/wire/interactions.md 3.3).
    """

    root: bytes
    own: bytes

    def __str__(self) -> str:
        return spelled_id(self.root, self.own)

    @classmethod
    def parse(cls, text: str) -> InteractionId | None:
        """Return the id that `text` spells, or None when it has not the form of one."""
        if not text.startswith("v1_") or not text.isascii():
            return None
        try:
            message = _bytes(text[3:].encode())
            root, rest = _take(message, 0x0A)
            own, rest = _take(rest, 0x12)
            parsed = cls(_bytes(root), _bytes(own))
        except ValueError:
            return None
        return parsed if not rest and str(parsed) == text else None


def spelled_id(root: bytes, own: bytes) -> str:
    """Return the text of an interaction id."""
    last = _text(own)
    first = last if root is own else _text(root)
    message = b"\x0a%c%b\x12%c%b" % (len(first), first, len(last), last)
    return f"v1_{_text(message).decode()}"


def _take(message: bytes, tag: int) -> tuple[bytes, bytes]:
    if len(message) < 2 or message[0] != tag or len(message) < 2 + message[1]:
        raise ValueError("not a field of an interaction id")
    end = 2 + message[1]
    return message[2:end], message[end:]


def _text(data: bytes) -> bytes:
    return b2a_base64(data, newline=False).translate(_URL_SAFE, b"=")


def _bytes(text: bytes) -> bytes:
    try:
        return urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError(str(error)) from None
