"""Uploads, and the files that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import httpx
from google.genai import types
from pydantic.alias_generators import to_camel

from tests.api import Json
from tests.coverage.asking import body
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Ask, Probe, Shows, Stale, Verdict, rows
from tests.coverage.tables import Row, code, section, table
from tests.files.test_multipart import METADATA, related
from tests.files.uploading import begin, chunk, command, last_chunk, started, upload

_PATH = "/upload/v1/files"
_FIELDS = tuple(to_camel(name) for name in types.File.model_fields)


def page(fakes: Fakes) -> str:
    return section(
        "Files",
        _table("protocol", _PROTOCOLS, fakes),
        _table("command of a resumable upload", _COMMANDS, fakes),
        table("said of a file by its client", rows((*_FIELDS, _ANY), _metadata(), fakes)),
        table("field of a file", _shown(fakes)),
        _table("query of the list", _LISTS, fakes),
    )


def _table(head: str, probes: Iterable[Probe], fakes: Fakes) -> str:
    listed = list(probes)
    return table(head, rows([probe.name for probe in listed], listed, fakes))


def _probe(label: str, ask: Ask, **more: Any) -> Probe:
    return Probe(label, ask, label=label, **more)


def _posts(query: str = "", content: bytes = b"hello", /, **headers: str) -> Ask:
    return lambda fakes: fakes.client().post(_PATH + query, content=content, headers=headers)


def _stands(status: str) -> Shows:
    return lambda reply: reply.headers["x-goog-upload-status"] == status


def _is_final(reply: httpx.Response) -> bool:
    return _stands("final")(reply) and "file" in body(reply)


_START = {"X-Goog-Upload-Command": "start"}
_RELATED = {"Content-Type": "multipart/related; boundary=B"}
_FORM = {"Content-Type": "multipart/form-data; boundary=B"}
_PARTS = related(("application/json", METADATA), ("text/plain", b"hello"))
_FIELDS_OF_FORM = (
    b'--B\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n{}\r\n'
    b'--B\r\nContent-Disposition: form-data; name="file"\r\n\r\nhello\r\n--B--'
)
_PROTOCOLS = (
    _probe("resumable", lambda fakes: begin(fakes.client()), shows=_stands("active")),
    _probe(
        "`uploadType=resumable`",
        _posts("?uploadType=resumable", b"", **_START),
        shows=_stands("active"),
    ),
    _probe("raw", _posts(**{"X-Goog-Upload-Protocol": "raw"}), shows=_is_final),
    _probe("`uploadType=media`", _posts("?uploadType=media"), shows=_is_final),
    _probe("`multipart/related`", _posts("", _PARTS, **_RELATED), shows=_is_final),
    _probe("`multipart/form-data`", _posts("", _FIELDS_OF_FORM, **_FORM), shows=_is_final),
    _probe("any other", _posts(**{"X-Goog-Upload-Protocol": "other"})),
)


def _commands(words: str, data: bytes = b"", offset: int | None = None, kept: bytes = b"") -> Ask:
    """Start an upload of five bytes, of which some are sent already."""

    def ask(fakes: Fakes) -> httpx.Response:
        client = fakes.client()
        url = started(client, size=5)
        if kept:
            chunk(client, url, kept)
        return command(client, url, words, data, offset)

    return ask


def _twice(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    url = started(client, size=5)
    last_chunk(client, url, b"hello")
    return last_chunk(client, url, b"hello")


def _unknown(fakes: Fakes) -> httpx.Response:
    return command(fakes.client(), f"{_PATH}?upload_id=a", "query")


_COMMANDS = (
    _probe("`upload`", _commands("upload", b"he", 0), shows=_stands("active")),
    _probe("`upload, finalize`", _commands("upload, finalize", b"hello", 0), shows=_is_final),
    _probe("`finalize`", _commands("finalize", kept=b"hello"), shows=_is_final),
    _probe("`query`", _commands("query", kept=b"he"), shows=lambda it: _received(it) == "2"),
    _probe("`cancel`", _commands("cancel"), shows=_stands("cancelled")),
    _probe("the last chunk once more", _twice, shows=_is_final, remark="does no harm"),
    _probe("another offset", _commands("upload", b"lo", 3, b"he")),
    _probe(
        "fewer bytes than were declared",
        _commands("upload, finalize", b"he", 0),
        remark="accepted with `--accept-size-mismatch`",
    ),
    _probe("any other command", _commands("pause")),
    _probe("an upload that is unknown", _unknown),
)


def _received(reply: httpx.Response) -> str:
    return str(reply.headers.get("x-goog-upload-size-received"))


_ANY = "any other name"
_SAID: Json = {
    "name": "files/a",
    "displayName": "A",
    "mimeType": "text/css",
    "sizeBytes": "5",
}


def _metadata() -> Iterator[Probe]:
    for name in _FIELDS:
        value = _SAID.get(name, {} if name in ("videoMetadata", "error") else "a")
        shows = _has_field(name, value) if name in _SAID else None
        remark = _REMARKS.get(name, "")
        # The size is that of what arrives, also when it is not announced.
        without = None if name == "sizeBytes" else _plain
        yield Probe(name, _uploads({name: value}), without, shows, remark=remark)
    yield Probe(_ANY, _uploads({"a": "b"}), label=_ANY)


_REMARKS = {
    "mimeType": "the header `X-Goog-Upload-Header-Content-Type` goes before it",
    "sizeBytes": "a number or text; when another size arrives, it is refused",
}


def _has_field(name: str, value: Any) -> Shows:
    return lambda reply: body(reply)["file"].get(name) == value


def _uploads(file: Json, data: bytes = b"hello") -> Ask:
    """Say this of a file, and send it."""

    def ask(fakes: Fakes) -> httpx.Response:
        client = fakes.client()
        reply = begin(client, {"name": "files/b", **file})
        if reply.status_code != 200:
            return reply
        return last_chunk(client, reply.headers["x-goog-upload-url"], data)

    return ask


_plain = _uploads({})


def _shown(fakes: Fakes) -> list[Row]:
    """Every field of a file, and every state and source, with what shows it."""
    client = fakes.client()
    seen: dict[str, str] = {}
    for title, file in _files(client):
        for name, value in file.items():
            seen.setdefault(name, title)
            if name in ("state", "source"):
                seen.setdefault(f"{name} {value}", title)
    states = [f"state {state.value}" for state in types.FileState]
    sources = [f"source {source.value}" for source in types.FileSource]
    return [_field(name, seen.get(name)) for name in (*_FIELDS, *states, *sources)]


def _files(client: httpx.Client) -> Iterator[tuple[str, Json]]:
    yield "an upload", upload(client)
    yield "an upload with a display name", upload(client, display_name="A")
    video = upload(client, b"video", mime="video/mp4")
    yield "a video at first", video
    client.get(f"/v1/{video['name']}")
    yield "a video when it is ready", client.get(f"/v1/{video['name']}").json()
    failing = upload(client, display_name="[[fake: fail]]")
    client.get(f"/v1/{failing['name']}")
    yield "the display name `[[fake: fail]]`", client.get(f"/v1/{failing['name']}").json()
    made = client.post("/v1/files:register", json={"uris": ["gs://bucket/a.png"]}).json()
    yield "`files:register`", made["files"][0]


_UNSEEN = {
    "downloadUri": "comes with generated files",
    "source GENERATED": "comes with generated files",
    "state STATE_UNSPECIFIED": "",
    "source SOURCE_UNSPECIFIED": "",
}


def _field(name: str, title: str | None) -> Row:
    label = code(name.replace(" ", ": "))
    if title is not None:
        return Row(label, Verdict.IMITATED, title)
    if name not in _UNSEEN:
        raise Stale(f"no file had the {name}: add one, or say why in {__name__}")
    return Row(label, Verdict.NOT_YET if _UNSEEN[name] else Verdict.NEVER, _UNSEEN[name])


def _second_page(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    for name in ("files/a", "files/b", "files/c"):
        upload(client, name=name)
    first = client.get("/v1/files?pageSize=2").json()
    return client.get(f"/v1/files?pageSize=2&pageToken={first['nextPageToken']}")


_LISTS = (
    _probe(
        "`pageSize`, `pageToken`",
        _second_page,
        shows=lambda reply: [file["name"] for file in body(reply)["files"]] == ["files/c"],
        remark="newest first, then by name; at most 100 on a page",
    ),
    _probe("a page token of another list", lambda it: it.client().get("/v1/files?pageToken=a")),
)
