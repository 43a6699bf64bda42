"""What an upload should make: the model of sessions and files (docs/wire/files.md 2.1)."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field

from ..answers import Answer
from ..api import Api
from ..uploads import Upload
from ..values import Value

# What SDKs cut a file into; whether a session takes other sizes is open (F-8-6).
CHUNK = 8 * 1024 * 1024
STATUS = "x-goog-upload-status"


@dataclass(eq=False, slots=True)
class Session:
    """An upload: `data` is the file to be made, `sent` says how much of it has arrived.

    A session that is `unsure` has refused something without saying how it stands. `file` is what
    became of it; one that is `over` takes no more bytes.
    """

    upload: Upload
    data: bytes
    sent: int = 0
    last: tuple[int, bytes] | None = None
    unsure: bool = False
    over: bool = False
    cancelled: bool = False
    file: Value | None = None
    deleted: bool = False

    @property
    def rest(self) -> bytes:
        return self.data[self.sent :]

    def send(self, command: str, data: bytes = b"", offset: int | None = None) -> Answer:
        """Send a command, and learn from the answer how the session stands (F-2.1-25)."""
        answer = self.upload.send(command, data, offset)
        told = answer.headers(STATUS)
        if told:
            assert told[0] in ("active", "final", "cancelled"), f"{STATUS} is {told[0]!r}"
            self.over = told[0] != "active"
        elif answer.status >= 400:
            self.unsure = True
        return answer


@dataclass(eq=False, slots=True)
class Desk:
    """All sessions of one programme."""

    api: Api
    sessions: list[Session] = field(default_factory=list)

    @property
    def open(self) -> list[Session]:
        return [session for session in self.sessions if not session.over]

    @property
    def made(self) -> list[Session]:
        """Those of which there is a file."""
        return [each for each in self.sessions if each.file is not None and not each.deleted]


def check_file(session: Session, file: Value) -> None:
    """Demand the file of these bytes, in their places and no others (F-2.1-19, F-4-8, F-4-13)."""
    file["sizeBytes"].equals(str(len(session.data)))
    digest = hashlib.sha256(session.data).hexdigest()
    assert file["sha256Hash"] == base64.b64encode(digest.encode()).decode(), "other bytes were sent"
