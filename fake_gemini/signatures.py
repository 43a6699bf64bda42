"""Thought signatures: opaque to clients, and checkable on any server without state."""

from __future__ import annotations

from base64 import b64encode

from fake_gemini.sealed import Seal, decoded

# What a thinking model sends when it did not think: base64 of "\n$" and a UUID
# (docs/wire/interactions.md 4.1).
PLACEHOLDER = b64encode(b"\n$00000000-0000-4000-8000-000000000000").decode()

# A signature that the real service lets through unchecked (docs/wire/interactions.md 6).
BYPASS = "skip_thought_signature_validator"

_SEAL = Seal(b"\x12\x0ffake_gemini:v1:", b"fake_gemini thought signatures")


# Returns the signature over a payload.
sign = _SEAL.close


def is_sound(signature: str) -> bool:
    """Say whether a signature may be what some model sent.

    One that carries our marker, be it damaged, must be one of ours to the last character; one
    without it (a recording of the real API) only has to be base64.
    """
    if signature == BYPASS:
        return True
    data = decoded(signature)
    if data is None:
        return False
    return not _SEAL.marks(data) or _SEAL.open(signature) is not None
