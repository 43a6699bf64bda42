"""Sending the bytes of a file (docs/wire/files.md 2.1 and 3)."""

from __future__ import annotations

import base64
import hashlib

from ..answers import Answer
from ..api import Api
from ..clauses import Case, clause
from ..severity import Severity
from ..values import Value

MIB = 1024 * 1024
CHUNK = 8 * MIB
BINARY = bytes(range(256)) * 4


def hash_of(data: bytes) -> str:
    """What `sha256Hash` is: base64 of the digest in hexadecimal."""
    return base64.b64encode(hashlib.sha256(data).hexdigest().encode()).decode()


def check_file(file: Value, data: bytes) -> None:
    """Demand that a file has these bytes."""
    assert file["sizeBytes"] == str(len(data))
    assert file["sha256Hash"] == hash_of(data)


@clause(
    "files.bytes.one-chunk",
    facts=("F-2.1-27", "F-2.1-18", "F-2.1-25", "F-4-13", "F-4-8"),
    severity=Severity.BREAKING,
    requests=3,
    lies=("ends-without-a-file", "ends-active", "ends-without-a-status", "hashes-wrongly",
          "hashes-the-raw-digest", "garbles-the-last-byte", "sizes-are-numbers", "ends-with-201"),
    smoke=True,
)  # fmt: skip
def test_one_chunk(api: Api) -> None:
    """Bytes sent at once make the file: final, with its size and its hash."""
    answer = api.start_upload(len(BINARY), "application/octet-stream").send(
        "upload, finalize", BINARY, 0
    )
    answer.must(200)
    assert answer.header("x-goog-upload-status") == "final"
    check_file(answer.json["file"], BINARY)


@clause(
    "files.bytes.chunks",
    facts=("F-3-3", "F-2.1-23", "F-2.1-18", "F-2.1-19", "F-2.1-20"),
    severity=Severity.BREAKING,
    requests=5,
    lies=("drops-the-last-chunk", "mixes-chunks-up", "forgets-earlier-chunks",
          "inner-chunks-are-final", "inner-chunks-get-308"),
)  # fmt: skip
def test_chunks(api: Api) -> None:
    """20 MiB in chunks as SDKs cut them: active after each, final after the last."""
    data = b"".join(bytes([number]) * CHUNK for number in range(2)) + b"\2" * (4 * MIB)
    upload = api.start_upload(len(data), "application/octet-stream")
    for offset in (0, CHUNK):
        answer = upload.send("upload", data[offset : offset + CHUNK], offset).must(200)
        assert answer.header("x-goog-upload-status") == "active"
    check_file(upload.send("upload, finalize", data[2 * CHUNK :], 2 * CHUNK).ok["file"], data)


@clause(
    "files.bytes.whole-chunk",
    facts=("F-3-4",),
    severity=Severity.BREAKING,
    requests=3,
    lies=("waits-for-more-after-a-whole-chunk",),
)
def test_whole_chunk(api: Api) -> None:
    """Exactly 8 MiB are one request, which is the last."""
    data = b"\1" * CHUNK
    check_file(api.upload(data, "application/octet-stream"), data)


@clause(
    "files.bytes.none",
    facts=("F-3-6",),
    severity=Severity.BEHAVIOUR,
    requests=3,
    lies=("refuses-empty-files",),
)
def test_none(api: Api) -> None:
    """An empty file is a last chunk of nothing."""
    answer = api.start_upload(0).send("upload, finalize", b"", 0).must(200)
    assert answer.header("x-goog-upload-status") == "final"
    assert answer.json["file"]["name"].text


@clause(
    "files.bytes.no-key",
    facts=("F-2.1-21",),
    severity=Severity.BREAKING,
    requests=3,
    lies=("wants-a-key-for-bytes",),
)
def test_no_key(api: Api) -> None:
    """Whoever has the address needs no key."""
    answer = api.start_upload(4).send("upload, finalize", b"open", 0, key=None)
    check_file(answer.ok["file"], b"open")


@clause(
    "files.bytes.type-is-not-read",
    facts=("F-2.1-22",),
    severity=Severity.BREAKING,
    requests=3,
    lies=("reads-chunks-as-json",),
)
def test_type_is_not_read(api: Api) -> None:
    """Bytes that are called JSON, as SDKs call all of them, are taken as they are."""
    kind = {"content-type": "application/json"}
    upload = api.start_upload(len(BINARY), "application/octet-stream")
    check_file(upload.send("upload, finalize", BINARY, 0, headers=kind).ok["file"], BINARY)


@clause(
    "files.bytes.command",
    facts=("F-2.1-18",),
    severity=Severity.BEHAVIOUR,
    requests=3,
    lies=("reads-one-spelling-of-commands",),
    cases={
        "without-a-space": Case("upload,finalize"),
        "in-capitals": Case("Upload, Finalize"),
        "turned-round": Case("finalize, upload"),
    },
)
def test_command(api: Api, case: str) -> None:
    """The words of a command are split at the comma, trimmed, and read in any case."""
    check_file(api.start_upload(4).send(case, b"word", 0).ok["file"], b"word")


@clause(
    "files.bytes.answer",
    facts=("F-2.1-28", "F-2.1-30", "F-2.1-29", "E-5-3", "E-5-15"),
    severity=Severity.COSMETIC,
    requests=3,
    lies=("ends-in-compact-json", "ends-without-the-upload-id", "varies-by-nothing",
          "has-no-charset", "uploads-to-another-server"),
)  # fmt: skip
def test_answer(api: Api) -> None:
    """The last answer is indented JSON with the headers of the upload server."""
    upload = api.start_upload(4)
    answer = upload.send("upload, finalize", b"data", 0).must(200)
    assert answer.header("content-type") == "application/json; charset=UTF-8"
    assert answer.header("x-guploader-uploadid") == upload.started.header("x-guploader-uploadid")
    assert vary(answer) == ["Origin", "X-Origin", "Referer"]
    assert answer.header("server") == "UploadServer"
    assert answer.body.startswith(b'{\n  "file": {\n    "')
    assert answer.body.endswith(b"\n  }\n}\n")


@clause(
    "files.bytes.bad-type",
    facts=("F-5-7", "F-5-1"),
    severity=Severity.BEHAVIOUR,
    requests=3,
    lies=("takes-any-type", "refuses-types-at-the-start", "refuses-types-and-goes-on"),
)
def test_bad_type(api: Api) -> None:
    """A MIME type that cannot be is refused with the last chunk, and the upload is over."""
    upload = api.start_upload(4, "bad/mime_type")
    answer = upload.send("upload, finalize", b"data", 0, wrong="the type is a header").must(400)
    assert answer.header("x-goog-upload-status") == "final"
    message = "Unsupported MIME type: bad/mime_type"
    answer.json.equals({"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}})


def vary(answer: Answer) -> list[str]:
    """The names in the Vary headers; proxies may have folded them into one."""
    return [name.strip() for line in answer.headers("vary") for name in line.split(",")]
