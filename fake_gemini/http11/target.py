"""The target of a request: its path and query, whichever of its forms it has (RFC 9112, 3.2)."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from fake_gemini.http11.refused import Refused

_ABSOLUTE = rb"(?is)[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?(?P<authority>[^/?#@]+)(?P<rest>.*)"


def read_target(raw: bytes) -> tuple[str, bytes, bytes]:
    """Return the path, decoded and as it was sent, and the query; raise `Refused` for others."""
    if not raw.startswith(b"/") and raw != b"*":
        raise Refused(400, "Malformed HTTP request: the target is neither a path nor a URL.")
    if not raw.isascii():
        raise Refused(400, "Malformed HTTP request: the target is not ASCII.")
    if b"#" in raw:
        raw = raw.partition(b"#")[0]
    raw_path, _, query = raw.partition(b"?")
    path = raw_path.decode("ascii")
    return unquote(path) if "%" in path else path, raw_path, query


# Most clients ask for a few targets over and over.
known_target = lru_cache(maxsize=256)(read_target)


def split_url(raw: bytes) -> tuple[bytes | None, bytes]:
    """Return the host of a target in the absolute form, which a proxy is sent, and the rest."""
    absolute = re.fullmatch(_ABSOLUTE, raw)
    if absolute is None:
        return None, raw
    rest = absolute["rest"]
    return absolute["authority"], rest if rest.startswith(b"/") else b"/" + rest
