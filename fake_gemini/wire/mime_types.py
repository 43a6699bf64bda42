"""Which MIME types an upload may have (docs/wire/files.md 8).

Only what no type could look like is refused; what models cannot read is refused when it is used.
"""

from __future__ import annotations

import re

from fake_gemini.errors import InvalidRequest

_TOKEN = r"[A-Za-z0-9!#$&^_.+-]+"
_MIME_TYPE = re.compile(
    r"(?:application|audio|font|image|message|model|multipart|text|video)/"
    rf"{_TOKEN}(?:[ \t]*;[\x20-\x7e\t]*)?",
    re.A | re.I,
)


def check_mime_type(mime_type: str) -> None:
    """Raise when it is malformed, or its top-level type is not a registered one."""
    if not _MIME_TYPE.fullmatch(mime_type):
        raise InvalidRequest(f"Unsupported MIME type: {mime_type}")
