"""The machine of uploads: chunks, repeats and mistakes in any order.

How a session answers a mistake is open (docs/wire/files.md 8). Whatever it says, a file has the
bytes that were sent to their places, and there is one file for each session.
"""

from __future__ import annotations

from ..api import Api
from ..names import path_of
from .playing import Move, Player
from .programmes import Command, Programme, shuffled
from .rehearsing import rehearse
from .sessions import CHUNK, STATUS, Desk, Session, check_file

# What does not change after an upload.
_LASTING = ("name", "mimeType", "sizeBytes", "createTime", "expirationTime", "sha256Hash", "uri",
            "source")  # fmt: skip
_SPOILT = b"spoilt"


def start(desk: Desk, nobody: None, command: Command) -> None:
    """Open a session for a whole chunk and a little more."""
    _open(desk, CHUNK + 5)


def start_short(desk: Desk, nobody: None, command: Command) -> None:
    """Open one for a few bytes."""
    _open(desk, 5)


def send_chunk(desk: Desk, session: Session, command: Command) -> None:
    """Send a whole chunk; the session goes on (F-2.1-23)."""
    offset, chunk = session.sent, session.rest[:CHUNK]
    answer = session.send("upload", chunk, offset)
    if session.unsure and answer.status >= 400:
        session.over = True
        return
    answer.must(200)
    assert answer.header(STATUS) == "active", f"{answer.header(STATUS)} after a chunk"
    session.last = (offset, chunk)
    session.sent += len(chunk)


def send_elsewhere(desk: Desk, session: Session, command: Command) -> None:
    """Send bytes to a place that is not theirs: they are in no file."""
    before = session.sent > 0 and command.pick % 2 == 0
    offset = session.sent // 2 if before else session.sent + 1 + command.pick
    session.send("upload", _SPOILT, offset)


def send_again(desk: Desk, session: Session, command: Command) -> None:
    """Send the last chunk once more, as after an answer that got lost: it counts once."""
    assert session.last is not None
    offset, chunk = session.last
    session.send("upload", chunk, offset)


def query(desk: Desk, session: Session, command: Command) -> None:
    """Ask how far it is: what it says, where it says something, is true (F-2.1-31)."""
    answer = session.send("query")
    received = answer.headers("x-goog-upload-size-received")
    if received and not session.over:
        assert received[0] == str(session.sent), f"received {received[0]} of {session.sent} bytes"


def finish(desk: Desk, session: Session, command: Command) -> None:
    """Send what is left: that makes the file (F-2.1-27)."""
    answer = session.send("upload, finalize", session.rest, session.sent)
    if session.unsure and answer.status >= 400:
        session.over = True
        return
    assert answer.must(200).header(STATUS) == "final", f"{answer.header(STATUS)} after the last"
    session.file = answer.json["file"]
    check_file(session, session.file)


def finish_again(desk: Desk, session: Session, command: Command) -> None:
    """Send the last bytes once more: that makes no other file (F-8-8)."""
    assert session.file is not None
    answer = session.send("upload, finalize", session.rest, session.sent)
    if answer.status < 400:
        answer.json["file"]["name"].equals(session.file["name"])


def cancel(desk: Desk, session: Session, command: Command) -> None:
    """Give up (F-2.1-32)."""
    answer = session.send("cancel")
    session.over = True
    session.cancelled = answer.status == 200 and "cancelled" in answer.headers(STATUS)


def send_late(desk: Desk, session: Session, command: Command) -> None:
    """Send the bytes of what was cancelled: they make no file."""
    answer = session.send("upload, finalize", session.rest, session.sent)
    assert answer.status >= 400, f"{answer.status} of a session that was cancelled"


def read(desk: Desk, session: Session, command: Command) -> None:
    """Look at the file: it is the one that the last answer showed (F-1-3)."""
    assert session.file is not None
    file = desk.api.send("GET", path_of(session.file["name"].text)).ok
    for name in _LASTING:
        file[name].equals(session.file[name])


def delete(desk: Desk, session: Session, command: Command) -> None:
    """Delete the file: it is gone (F-1-5, F-5-2)."""
    assert session.file is not None
    name = session.file["name"].text
    desk.api.delete(name).must(200)
    session.deleted = True
    desk.api.send("GET", path_of(name)).must(403)


def _open(desk: Desk, size: int) -> None:
    # Other bytes in each session: what is mixed up is seen.
    data = bytes([65 + len(desk.sessions)]) * size
    desk.sessions.append(Session(desk.api.start_upload(size), data))


def _chunked(desk: Desk) -> list[Session]:
    return [session for session in desk.open if len(session.rest) > CHUNK]


def _repeatable(desk: Desk) -> list[Session]:
    return [session for session in desk.open if session.last]


def _finishing(desk: Desk) -> list[Session]:
    return [session for session in desk.open if len(session.rest) <= CHUNK]


MOVES: dict[str, Move[Desk]] = {
    "start": Move(lambda desk: [None], start),
    "start-short": Move(lambda desk: [None], start_short),
    "send-chunk": Move(_chunked, send_chunk),
    "send-elsewhere": Move(lambda desk: desk.open, send_elsewhere),
    "send-again": Move(_repeatable, send_again),
    "query": Move(lambda desk: desk.sessions, query),
    "finish": Move(_finishing, finish),
    "finish-again": Move(lambda desk: desk.made, finish_again),
    "cancel": Move(lambda desk: desk.open, cancel),
    "send-late": Move(lambda desk: [each for each in desk.sessions if each.cancelled], send_late),
    "read": Move(lambda desk: desk.made, read),
    "delete": Move(lambda desk: desk.made, delete),
}
DECK = (
    "start", "start-short", "send-elsewhere", "query", "send-chunk", "send-elsewhere",
    "send-again", "query", "finish", "finish-again", "query", "read", "cancel", "send-late",
    "query", "delete",
)  # fmt: skip
EXAMPLES = 2


def upload(api: Api) -> None:
    """Put the programmes to a target; AssertionError when an answer is not as the model says."""
    rehearse(shuffled(DECK), lambda programme: player(api, programme).play(), examples=EXAMPLES)


def player(api: Api, programme: Programme) -> Player[Desk]:
    """One programme, to be done step by step."""
    return Player(Desk(api), MOVES, programme)
