"""A file as it travels: the metadata a client sends first, and the resource it gets.

docs/wire/files.md 2.1 has the spellings of the metadata, 4 the resource, 5 the refusals.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fake_gemini.clock import Instant
from fake_gemini.errors import InvalidRequest
from fake_gemini.turn import Json
from fake_gemini.wire.classic_refusals import invalid_value, refused
from fake_gemini.wire.lenient_json import read_lenient
from fake_gemini.wire.messages import ANY, STRING, Fields, message, read_message
from fake_gemini.wire.timestamps import micros, nanos

PREFIX = "files/"
URI = "https://generativelanguage.googleapis.com/v1beta/files/"

# Batch results have longer ids than anybody may choose (docs/wire/files.md 4).
BATCH_PREFIX = "batch-"
LONGEST_ID = 40
TOO_LONG = "File ID (name excluding 'files/') cannot be more than 40 characters."
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.A)
_LONGEST_DISPLAY_NAME = 512

# What a client says, and what the service fills in; a client may send a whole file back.
_FILE: Fields = {
    "name": STRING,
    "display_name": STRING,
    "mime_type": STRING,
    "size_bytes": ANY,
    **dict.fromkeys(
        "create_time update_time expiration_time sha256_hash uri download_uri state source error"
        " video_metadata".split(),
        ANY,
    ),
}
_WRAPPED: Fields = {"file": message("File", _FILE)}
_SIZE = re.compile(r"[0-9]{1,18}", re.A)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a client says of a file before it sends it; `name` is without `files/`."""

    name: str | None = None
    display_name: str | None = None
    mime_type: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResource:
    """A file as it is shown; `sha256` is in hex. What has no value is None and left out."""

    id: str
    display_name: str | None
    mime_type: str | None
    size: int | None
    created: Instant
    updated: Instant
    expires: Instant | None
    sha256: str | None
    has_uri: bool
    state: str
    source: str
    video_duration: str | None = None
    failure: str | None = None


def read_metadata(raw: bytes) -> Metadata:
    """Read the body of a start or a create, with or without its wrapper; an empty one will do."""
    if not raw.strip(b" \t\r\n"):
        return Metadata()
    document = read_lenient(raw)
    if isinstance(document, dict) and document and "file" not in document:
        return _metadata(read_message(document, _FILE), "")
    return _metadata(read_message(document, _WRAPPED).get("file", {}), "file.")


def file_resource(file: FileResource) -> Json:
    """Return the JSON of a file, its keys in the recorded order."""
    shown: Json = {
        "name": PREFIX + file.id,
        "displayName": file.display_name,
        "mimeType": file.mime_type,
        "sizeBytes": None if file.size is None else str(file.size),
        "createTime": micros(file.created),
        "updateTime": micros(file.updated),
        "expirationTime": None if file.expires is None else nanos(file.expires),
        # The digest travels as base64 of its hex form, not of its bytes.
        "sha256Hash": None if file.sha256 is None else b64encode(file.sha256.encode()).decode(),
        "uri": URI + file.id if file.has_uri else None,
        "state": file.state,
        "source": file.source,
    }
    if file.video_duration is not None:
        shown["videoMetadata"] = {"videoDuration": file.video_duration}
    if file.failure is not None:
        shown["error"] = {"code": 3, "message": file.failure}
    return {name: value for name, value in shown.items() if value is not None}


def _metadata(file: Json, place: str) -> Metadata:
    # An empty text is as good as none, as everywhere in protobuf.
    name, display_name = file.get("name") or None, file.get("display_name") or None
    if wrong := list(_violations(name, display_name)):
        raise InvalidRequest("".join(f"* CreateFileRequest.file.{line}\n" for line in wrong))
    return Metadata(
        name=name and name.removeprefix(PREFIX),
        display_name=display_name,
        mime_type=file.get("mime_type") or None,
        size=_size(file.get("size_bytes"), place + "size_bytes"),
    )


def _violations(name: str | None, display_name: str | None) -> Iterator[str]:
    if name is not None:
        file_id = name.removeprefix(PREFIX)
        if not name.startswith(PREFIX):
            yield f"name: File resource name must begin with '{PREFIX}'."
        if len(file_id) > LONGEST_ID:
            yield f"name: {TOO_LONG}"
        if not _ID.fullmatch(file_id):
            yield (
                "name: File resource name may only contain lowercase alphanumeric characters or"
                " dashes (-) and cannot begin or end with a dash. You can set the display_name"
                " which is not constrained by this format."
            )
    if display_name is not None and len(display_name) > _LONGEST_DISPLAY_NAME:
        yield (
            f"display_name: Display name cannot be more than {_LONGEST_DISPLAY_NAME} characters."
        )


def _size(value: Any, path: str) -> int | None:
    """64-bit numbers travel as text; a JSON number is taken as well."""
    if value is None:
        return None
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(value, bool) or not _SIZE.fullmatch(str(whole)):
        raise refused([invalid_value(path, "TYPE_INT64", value)])
    return int(whole)
