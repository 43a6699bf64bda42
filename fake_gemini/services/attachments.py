"""The media of a create: each content as an `Attachment`, or the documented refusal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol

from fake_gemini.errors import CannotFetch
from fake_gemini.replies.conversation import Attach
from fake_gemini.services.addresses import Where, locate
from fake_gemini.turn import Attachment, Json
from fake_gemini.wire.base64 import decoded
from fake_gemini.wire.input import contents_of
from fake_gemini.wire.mime_types import check_readable


class FileLookup(Protocol):
    """The files of a scope, as far as contents need them."""

    def uploaded(self, scope: str, file_id: str, kind: str) -> Attachment:
        """Return an ACTIVE file, or raise the refusal of docs/wire/files.md 6."""

    def registered(self, scope: str, uri: str, kind: str) -> Attachment | None:
        """Return the file that was registered for a `gs://` uri."""


def attachments(scope: str, steps: Iterable[Json], files: FileLookup) -> Attach:
    """Resolve every media content of `steps`; the result looks a content up again."""
    found = {
        id(content): _attachment(scope, content, files)
        for step in steps
        for content in contents_of(step)
        if content["type"] != "text"
    }
    return lambda content: found[id(content)]


def _attachment(scope: str, content: Json, files: FileLookup) -> Attachment:
    attachment = _source(scope, content, files)
    mime_type = content.get("mime_type") or attachment.mime_type
    if mime_type is not None:
        check_readable(mime_type)
    return attachment


def _source(scope: str, content: Json, files: FileLookup) -> Attachment:
    kind, uri, mime_type = content["type"], content.get("uri"), content.get("mime_type")
    if uri is None:
        data = decoded(content["data"]) or b""
        digest = hashlib.sha256(data).hexdigest()
        return Attachment(kind, mime_type, len(data), digest, None, read=True)
    address = locate(uri)
    if address.where is Where.FILE:
        return files.uploaded(scope, address.name, kind)
    if address.where is Where.BUCKET and (file := files.registered(scope, uri, kind)):
        return file
    if address.where is Where.WEB:
        return Attachment(kind, mime_type, None, None, uri, read=False)
    raise CannotFetch()
