"""Uploads: what goes wrong with a session, and other protocols."""

from __future__ import annotations

from typing import Any

from ...answers import Answer
from ...api import Api, Who
from ...uploads import Upload, start_headers
from ..question import question
from ..seen import Seen, formed, refusal, seen, together

DATA = b"data"
LAST = "upload, finalize"


@question(
    "F-8-2",
    candidates=("409 ALREADY_EXISTS at the start", "409 ALREADY_EXISTS at the end"),
    change="fake_gemini/services/uploads.py opened; the words: fake_gemini/errors.py AlreadyExists",
    requests=6,
)
def duplicate(api: Api) -> Seen:
    """When is a name refused that is taken, and in which words?"""
    name = f"files/contract-{api.unique}"
    api.upload(DATA, name=name)
    start = _start(api, len(DATA), name=name)
    if start.status != 200:
        return seen(f"{refusal(start)} at the start", start)
    end = _send(api, start, DATA)
    return seen("accepted" if end.status == 200 else f"{refusal(end)} at the end", end)


@question(
    "F-8-3",
    candidates=("ignored", "used"),
    change="fake_gemini/routes/uploads.py _start",
    requests=3,
)
def name_in_header(api: Api) -> Seen:
    """Does X-Goog-Upload-File-Name become the displayName?"""
    headers = {**start_headers(len(DATA), "text/plain"), "X-Goog-Upload-File-Name": "contract.txt"}
    start = api.send("POST", "/upload/v1/files", json={"file": {}}, headers=headers).must(200)
    file = _send(api, start, DATA).ok["file"]
    shown = file["displayName"].text if "displayName" in file else ""
    return Seen("used" if shown == "contract.txt" else "ignored", f"displayName: {shown or 'none'}")


@question(
    "F-8-4",
    candidates=("400 plain text", "accepted", "400 R"),
    change="--accept-size-mismatch becomes the default: fake_gemini/settings.py"
    " accept_size_mismatch",
    requests=6,
)
def wrong_size(api: Api) -> Seen:
    """What do fewer or more bytes get than were announced?"""
    fewer = api.start_upload(len(DATA) + 1).send(LAST, DATA, 0)
    more = api.start_upload(len(DATA) - 1).send(LAST, DATA, 0)
    return together({
        "for fewer": seen(_formed(fewer), fewer),
        "for more": seen(_formed(more), more),
    })  # fmt: skip


@question(
    "F-8-5",
    candidates=("400 plain text", "409 plain text", "400 R"),
    change="fake_gemini/services/uploads.py _check_repeat",
    requests=3,
)
def wrong_offset(api: Api) -> Seen:
    """What do bytes at a wrong offset get?"""
    answer = api.start_upload(len(DATA)).send(LAST, DATA, 2)
    return seen(_formed(answer), answer)


@question(
    "F-8-6",
    candidates=("accepted", "400 plain text", "400 R"),
    change="--enforce-granularity becomes the default: fake_gemini/settings.py enforce_granularity",
    requests=3,
)
def odd_chunk(api: Api) -> Seen:
    """What does an inner chunk get that is no multiple of the granularity?"""
    answer = api.start_upload(2 * len(DATA)).send("upload", DATA, 0)
    return seen(_formed(answer), answer)


@question(
    "F-8-7",
    candidates=("404", "410", "400"),
    change="fake_gemini/services/uploads.py _session",
    requests=1,
)
def unknown_session(api: Api) -> Seen:
    """What does an upload_id get that is unknown?"""
    query = {"upload_id": "A" + "contractnone" * 8, "upload_protocol": "resumable"}
    answer = api.send(
        "POST", "/upload/v1/files", content=DATA, query=query, key=None,
        headers={"X-Goog-Upload-Command": LAST, "X-Goog-Upload-Offset": "0"},
    )  # fmt: skip
    return seen(str(answer.status), answer)


@question(
    "F-8-8",
    candidates=(
        "replay for the same bytes, 400 for others", "400", "replay",
    ),
    change="fake_gemini/services/uploads.py _over",
    requests=5,
)  # fmt: skip
def after_the_end(api: Api) -> Seen:
    """What do bytes get that are sent to a final session?"""
    upload = api.start_upload(len(DATA))
    made = upload.send(LAST, DATA, 0).ok["file"]["name"]
    same, others = upload.send(LAST, DATA, 0), upload.send(LAST, b"more", len(DATA))

    def word(answer: Answer) -> str:
        if answer.status != 200:
            return str(answer.status)
        return "replay" if answer.json["file"]["name"] == made else "another file"

    return together({
        "for the same bytes": seen(word(same), same),
        "for others": seen(word(others), others),
    })  # fmt: skip


@question(
    "F-8-12",
    candidates=("unregistered top-level types", "a fixed list"),
    change="fake_gemini/wire/mime_types.py check_mime_type",
    requests=6,
)
def refused_types(api: Api) -> Seen:
    """Which MIME types does an upload refuse?"""
    types = ("application/x-contract-none", "contract/none")
    answers = [api.start_upload(len(DATA), each).send(LAST, DATA, 0) for each in types]
    refused = [each.status != 200 for each in answers]
    word = {
        (False, True): "unregistered top-level types",
        (True, True): "a fixed list",
        (False, False): "malformed ones only",
    }.get((refused[0], refused[1]), "otherwise")
    return seen(word, *answers)


@question(
    "F-8-18",
    candidates=("header wins", "body wins"),
    change="fake_gemini/routes/uploads.py _start",
    requests=3,
)
def header_or_body(api: Api) -> Seen:
    """Header and metadata name two types and two sizes: which ones count?"""
    start = _start(api, len(DATA), mimeType="text/csv", sizeBytes=str(100 * len(DATA)))
    answer = _send(api, start.must(200), DATA)
    if answer.status != 200:
        return seen(refusal(answer), answer)
    kind = answer.json["file"]["mimeType"].text
    words = {"text/plain": "header wins", "text/csv": "body wins"}
    return Seen(words.get(kind, kind), f"mimeType: {kind}")


@question(
    "F-8-19",
    candidates=("with it", "without it"),
    change="fake_gemini/routes/upload_answers.py progress_answer",
    requests=4,
)
def whole_uploads(api: Api) -> Seen:
    """Have answers to raw and multipart uploads X-Goog-Upload-Status: final?"""
    answers = {"after raw": _raw(api), "after multipart": _multipart(api)}
    return together({name: _final(answer) for name, answer in answers.items()})


def _final(answer: Answer) -> Seen:
    if answer.status != 200:
        return seen(refusal(answer), answer)
    shown = answer.headers("x-goog-upload-status")
    word = "with it" if list(shown) == ["final"] else "without it"
    return Seen(word, f"x-goog-upload-status: {', '.join(shown) or 'none'}")


def _raw(api: Api) -> Answer:
    headers = {"X-Goog-Upload-Protocol": "raw", "content-type": "text/plain"}
    return api.send("POST", "/upload/v1/files", content=DATA, headers=headers)


def _multipart(api: Api) -> Answer:
    parts = (
        b'--contract\r\nContent-Type: application/json\r\n\r\n{"file": {}}\r\n'
        b"--contract\r\nContent-Type: text/plain\r\n\r\n%s\r\n--contract--\r\n" % DATA
    )
    headers = {
        "X-Goog-Upload-Protocol": "multipart",
        "content-type": "multipart/related; boundary=contract",
    }
    return api.send("POST", "/upload/v1/files", content=parts, headers=headers)


def _start(api: Api, size: int, **file: Any) -> Answer:
    """Open a session, if the target will."""
    headers = start_headers(size, "text/plain")
    return api.send("POST", "/upload/v1/files", json={"file": file}, headers=headers)


def _send(api: Api, start: Answer, data: bytes) -> Answer:
    return Upload(api, start, Who.MAIN).send(LAST, data, 0)


def _formed(answer: Answer) -> str:
    return "accepted" if answer.status == 200 else formed(answer)
