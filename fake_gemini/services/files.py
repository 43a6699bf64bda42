"""The operations on files (docs/wire/files.md 1), without HTTP.

A video is PROCESSING until it was got `processing_polls` times, or until `processing_seconds` have
passed; whichever it was, its `updateTime` is the same. A file of any type whose display name is
`[[fake: fail]]` or `[[fake: fail <message>]]` is processed as well, and then it is FAILED.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from fake_gemini.clock import END, HOUR, SECOND, Instant
from fake_gemini.errors import AlreadyExists, FailedPrecondition, NoSuchFile, PermissionDenied
from fake_gemini.settings import Settings
from fake_gemini.state.files import Draft, File, Source
from fake_gemini.state.state import State
from fake_gemini.state.stored_bytes import StoredBytes
from fake_gemini.turn import Attachment
from fake_gemini.wire.files import FileResource, Metadata
from fake_gemini.wire.mime_types import is_video
from fake_gemini.wire.page_tokens import last_key, page_token

# The recorded 48 hours end a little early (docs/wire/files.md 4).
_LIFETIME = 48 * HOUR - 18_600_000

_FAILS = re.compile(r"\[\[fake: fail(?: (.+))?\]\]", re.S)
_BYTES_PER_SECOND_OF_VIDEO = 125_000


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list; `next_token` is None on the last one."""

    files: tuple[FileResource, ...]
    next_token: str | None


@dataclass(frozen=True, slots=True)
class Files:
    """The files of every scope."""

    settings: Settings
    state: State

    def get(self, scope: str, file_id: str) -> FileResource:
        """Return a file; this is a look at it, and enough of them end its processing."""
        with self.state.lock:
            file, now = self._found(scope, file_id)
            self.state.files.poll(scope, file_id)
            return self._as_of(scope, file, now)

    def page(self, scope: str, size: int, token: str | None) -> Page:
        """Return the newest files, or those behind where an earlier page ended."""
        with self.state.lock:
            now = self.now(scope)
            files = sorted(self.state.files.all(scope), key=_newest_first)
            if token:
                created, name = last_key(token)
                files = [file for file in files if _newest_first(file) > (-created, name)]
            shown, more = files[:size], len(files) > size
            resources = tuple(self._as_of(scope, file, now) for file in shown)
        return Page(
            resources, page_token((shown[-1].draft.created, shown[-1].id)) if more else None
        )

    def delete(self, scope: str, file_id: str) -> None:
        with self.state.lock:
            self._found(scope, file_id)
            self.state.files.delete(scope, file_id)

    def refuse_download(self, scope: str, file_id: str) -> NoReturn:
        """Refuse a download: only generated files have one, and none is here."""
        with self.state.lock:
            self._found(scope, file_id)
        raise PermissionDenied(
            f"The File {file_id} cannot be downloaded: only generated files can."
        )

    def create(self, scope: str, metadata: Metadata) -> FileResource:
        """Make a record without bytes (docs/wire/files.md 2.3)."""
        with self.state.lock:
            now = self.now(scope)
            self.check_name(scope, metadata)
            draft = Draft(
                chosen=metadata.name,
                display_name=metadata.display_name,
                mime_type=metadata.mime_type or "",
                size=0,
                sha256="",
                source=Source.UPLOADED,
                created=now,
                expires=_expiry(now),
            )
            return self.answered(self.state.files.insert(scope, draft))

    def add_uploaded(self, scope: str, metadata: Metadata, mime: str, stored: StoredBytes) -> File:
        """Make a file of bytes whose space is taken already."""
        now = self.now(scope)
        self.check_name(scope, metadata)
        fails = _FAILS.fullmatch(metadata.display_name or "")
        draft = Draft(
            chosen=metadata.name,
            display_name=metadata.display_name,
            mime_type=mime,
            size=stored.size,
            sha256=stored.sha256,
            source=Source.UPLOADED,
            created=now,
            expires=_expiry(now),
            processed=fails is not None or is_video(mime),
            failure=(fails[1] or "The file could not be processed.") if fails else None,
            stored=stored,
        )
        return self.state.files.insert(scope, draft)

    def answered(self, file: File) -> FileResource:
        """Return a file as the request that made it was answered."""
        return self._resource(file, 0, file.draft.created)

    def check_name(self, scope: str, metadata: Metadata) -> None:
        """Raise when the chosen name is taken."""
        if metadata.name and self.state.files.get(scope, metadata.name):
            raise AlreadyExists()

    def now(self, scope: str) -> Instant:
        """Return the time of a scope, after what is over by then is gone."""
        now = self.state.clocks.now(scope)
        self.state.files.expire(scope, now)
        return now

    def uploaded(self, scope: str, file_id: str, kind: str) -> Attachment:
        """Return an ACTIVE file, or raise the refusal of docs/wire/files.md 6."""
        with self.state.lock:
            file, now = self._found(scope, file_id)
            if self._as_of(scope, file, now).state != "ACTIVE":
                raise FailedPrecondition(
                    f"The File {file_id} is not in an ACTIVE state and usage is not allowed."
                )
        return _attachment(file, kind)

    def registered(self, scope: str, uri: str, kind: str) -> Attachment | None:
        """Return the file that was registered for a `gs://` uri."""
        with self.state.lock:
            file = self.state.files.registered(scope, uri)
        return None if file is None else _attachment(file, kind)

    def _found(self, scope: str, file_id: str) -> tuple[File, Instant]:
        now = self.now(scope)
        file = self.state.files.get(scope, file_id)
        if file is None:
            raise NoSuchFile(file_id)
        return file, now

    def _as_of(self, scope: str, file: File, now: Instant) -> FileResource:
        return self._resource(file, self.state.files.polls(scope, file.id), now)

    def _resource(self, file: File, polls: int, now: Instant) -> FileResource:
        draft = file.draft
        ready = draft.created
        if draft.processed:
            ready = min(END, ready + int(self.settings.processing_seconds * SECOND))
        waits = draft.processed and polls <= self.settings.processing_polls and now < ready
        state = "PROCESSING" if waits else "FAILED" if draft.failure else "ACTIVE"
        is_watchable = state == "ACTIVE" and draft.size and is_video(draft.mime_type)
        return FileResource(
            id=file.id,
            display_name=draft.display_name,
            mime_type=draft.mime_type,
            size=draft.size,
            created=draft.created,
            updated=draft.created if waits else ready,
            expires=draft.expires,
            sha256=draft.sha256,
            has_uri=draft.sha256 != "",
            state=state,
            source=draft.source,
            video_duration=_duration(draft.size) if is_watchable else None,
            failure=draft.failure if state == "FAILED" else None,
        )


def _newest_first(file: File) -> tuple[int, str]:
    return -file.draft.created, file.id


def _expiry(created: Instant) -> Instant:
    return min(END, created + _LIFETIME)


def _duration(size: int | None) -> str:
    return f"{max(1, (size or 0) // _BYTES_PER_SECOND_OF_VIDEO)}s"


def _attachment(file: File, kind: str) -> Attachment:
    draft = file.draft
    return Attachment(
        kind=kind,
        mime_type=draft.mime_type,
        size=draft.size,
        sha256=draft.sha256,
        name=draft.display_name or draft.bucket_uri,
        read=draft.source is not Source.REGISTERED,
    )
