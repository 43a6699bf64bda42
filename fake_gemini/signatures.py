"""Thought signatures: opaque to clients, checkable on any server without state.

A signature is base64 of a marker, a payload and a MAC under a constant of the project, not of the
seed or the key, so that a history saved from one server replays on another.
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from hashlib import blake2b

# What a thinking model sends when it did not think: base64 of "\n$" and a UUID
# (docs/wire/interactions.md 4.1).
PLACEHOLDER = b64encode(b"\n$00000000-0000-4000-8000-000000000000").decode()

# A signature that the real service lets through unchecked (docs/wire/interactions.md 6).
BYPASS = "skip_thought_signature_validator"

_MARKER = b"\x12\x0ffake_gemini:v1:"
_MAC_KEY = b"fake_gemini thought signatures"
_MAC_BYTES = 12


def sign(payload: bytes) -> str:
    """Return the signature over `payload`."""
    return b64encode(_MARKER + payload + _mac(payload)).decode()


def is_sound(signature: str) -> bool:
    """Say whether a signature may be what some model sent.

    One that carries our marker, be it damaged, must be one of ours to the last character; one
    without it (a recording of the real API) only has to be base64.
    """
    if signature == BYPASS:
        return True
    try:
        data = b64decode(signature, validate=True)
    except ValueError:
        return False
    if len(signature) % 4:  # Python lets a superfluous sign of padding pass
        return False
    if not _is_marked(data):
        return True
    return hmac.compare_digest(signature, sign(data[len(_MARKER) : -_MAC_BYTES]))


def _is_marked(data: bytes) -> bool:
    # One changed character of base64 changes two bytes at most.
    same = sum(a == b for a, b in zip(data, _MARKER, strict=False))
    return same >= len(_MARKER) - 2


def _mac(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_MAC_BYTES, key=_MAC_KEY).digest()
