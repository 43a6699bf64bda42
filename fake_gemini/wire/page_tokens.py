"""Page tokens of lists ordered newest first, then by name: they say where a page ended.

A token holds the last key, not an offset, so that no entry is skipped or repeated when others come
and go between two pages.
"""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from fake_gemini.clock import Instant
from fake_gemini.errors import InvalidRequest

Key = tuple[Instant, str]

_KEY = re.compile(rb"(\d{1,20}):([a-z0-9-]+)")


def page_token(key: Key) -> str:
    """Return the token of the page after the entry with that key."""
    return urlsafe_b64encode(b"%d:%s" % (key[0], key[1].encode())).decode().rstrip("=")


def last_key(token: str) -> Key:
    """Return the key in a token, or raise when it is none of ours (docs/wire/files.md 8)."""
    try:
        match = _KEY.fullmatch(urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4)))
    except (binascii.Error, UnicodeEncodeError):
        match = None
    key = None if match is None else (int(match[1]), match[2].decode())
    if key is None or page_token(key) != token:
        raise InvalidRequest("The page token is invalid.")
    return key
