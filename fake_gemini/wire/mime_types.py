"""MIME types: what an upload may have, what a model can read, and what is a video.

Only what no type could look like is refused at upload (docs/wire/files.md 8); what models cannot
read is refused when it is used (docs/wire/files.md 5). Case says nothing in a MIME type.
"""

from __future__ import annotations

import re

from fake_gemini.errors import InvalidRequest, excerpt

_TOKEN = r"[A-Za-z0-9!#$&^_.+-]+"
_WELL_FORMED = re.compile(
    r"(?:application|audio|font|image|message|model|multipart|text|video)/"
    rf"{_TOKEN}(?:[ \t]*;[\x20-\x7e\t]*)?",
    re.A | re.I,
)
# Media and text, and the documents of docs/wire/interactions.md 2.4.
_READABLE = re.compile(
    r"(?:image|audio|video|text)/.+|application/(?:pdf|json|xml|rtf|x-javascript|javascript"
    r"|x-python|typescript|msword"
    r"|vnd\.(?:openxmlformats-officedocument|oasis\.opendocument|ms-)[a-z0-9.-]+)",
    re.A | re.I,
)


def check_mime_type(mime_type: str) -> None:
    """Raise when it is malformed, or its top-level type is not a registered one."""
    if not _WELL_FORMED.fullmatch(mime_type):
        raise _unsupported(mime_type)


def check_readable(mime_type: str) -> None:
    """Raise when no model can read it."""
    if not _READABLE.fullmatch(mime_type.partition(";")[0].rstrip(" \t")):
        raise _unsupported(mime_type)


def is_video(mime_type: str | None) -> bool:
    return (mime_type or "")[:6].lower() == "video/"


def _unsupported(mime_type: str) -> InvalidRequest:
    return InvalidRequest(f"Unsupported MIME type: {excerpt(mime_type)}")
