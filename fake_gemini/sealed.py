"""Opaque texts that are checkable on any server without state.

A sealed text is base64 of a marker, a payload and a MAC under a constant of the project, not of the
seed or the key, so that what one server gave is known by another.
"""

from __future__ import annotations

import hmac
from base64 import b64decode
from binascii import b2a_base64
from hashlib import blake2b

_MAC_BYTES = 12


class Seal:
    """One kind of sealed text: its marker, and the key of its MAC."""

    def __init__(self, marker: bytes, key: bytes) -> None:
        self.marker = marker
        self._begun = blake2b(digest_size=_MAC_BYTES, key=key)

    def close(self, payload: bytes) -> str:
        """Return the text that holds `payload`."""
        mac = self._begun.copy()
        mac.update(payload)
        return b2a_base64(self.marker + payload + mac.digest(), newline=False).decode()

    def open(self, text: str) -> bytes | None:
        """Return the payload of a text, None when it is not one of ours to the last character."""
        data = decoded(text)
        if data is None or len(data) < len(self.marker) + _MAC_BYTES:
            return None
        payload = data[len(self.marker) : -_MAC_BYTES]
        return payload if hmac.compare_digest(text, self.close(payload)) else None

    def marks(self, data: bytes) -> bool:
        """Say whether bytes begin with the marker, be it damaged."""
        # One changed character of base64 changes two bytes at most.
        same = sum(a == b for a, b in zip(data, self.marker, strict=False))
        return same >= len(self.marker) - 2


def decoded(text: str) -> bytes | None:
    """Return the bytes behind standard base64 with all its padding, None when it is none."""
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        return None
    # Python lets a superfluous sign of padding pass.
    return None if len(text) % 4 else data
