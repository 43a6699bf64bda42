"""`files:register`: which objects of Cloud Storage are to become files (docs/wire/files.md 4.4)."""

from __future__ import annotations

from fake_gemini.errors import InvalidRequest
from fake_gemini.wire.lenient_json import read_lenient
from fake_gemini.wire.messages import Field, read_message

_REQUEST = {"uris": Field("TYPE_STRING", repeated=True)}

# The types that models read. The standard table is not used: it differs between machines.
_TYPES = {
    extension: mime_type
    for mime_type, extensions in {
        "application/json": "json",
        "application/pdf": "pdf",
        "application/rtf": "rtf",
        "audio/aac": "aac",
        "audio/aiff": "aif aiff",
        "audio/flac": "flac",
        "audio/m4a": "m4a",
        "audio/mpeg": "mp3",
        "audio/ogg": "oga ogg opus",
        "audio/wav": "wav",
        "image/bmp": "bmp",
        "image/gif": "gif",
        "image/heic": "heic",
        "image/heif": "heif",
        "image/jpeg": "jpeg jpg",
        "image/png": "png",
        "image/tiff": "tif tiff",
        "image/webp": "webp",
        "text/css": "css",
        "text/csv": "csv",
        "text/html": "htm html",
        "text/javascript": "js mjs",
        "text/markdown": "md",
        "text/plain": "log txt",
        "text/x-python": "py",
        "text/xml": "xml",
        "video/3gpp": "3gp 3gpp",
        "video/avi": "avi",
        "video/mov": "mov",
        "video/mp4": "mp4",
        "video/mpeg": "mpeg mpg",
        "video/webm": "webm",
        "video/wmv": "wmv",
        "video/x-flv": "flv",
    }.items()
    for extension in extensions.split()
}


def read_register(raw: bytes) -> tuple[str, ...]:
    """Return the uris of a register request; there is at least one."""
    uris: list[str] = read_message(read_lenient(raw), _REQUEST).get("uris", [])
    if not uris:
        raise InvalidRequest("* RegisterFilesRequest.uris: uris must not be empty.\n")
    return tuple(uris)


def type_by_name(uri: str) -> str | None:
    """Return the MIME type that the extension of a name stands for."""
    return _TYPES.get(uri.rpartition("/")[2].rpartition(".")[2].lower())
