"""The base64 of a client, in either alphabet and with or without its padding."""

from __future__ import annotations

import binascii
from base64 import b64decode

_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def decoded(data: str) -> bytes | None:
    """Return the bytes behind base64, standard or URL-safe, or None when it is not base64."""
    try:
        text = data.encode("ascii").translate(_URL_SAFE)
        return b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
