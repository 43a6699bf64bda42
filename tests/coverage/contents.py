"""The contents of an input, and the addresses that they may have."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
from google.genai._gaos.types import interactions

from tests.api import Json
from tests.coverage import sdk
from tests.coverage.asking import adds, create, creates, says
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Probe, rows
from tests.coverage.tables import Row, code, table
from tests.files.uploading import upload

DATA = "aGVsbG8="
_MEDIA = ("image", "audio", "video", "document")
_WEB = "https://example.com/a"
_SPAN = {"type": "static", "start_offset": "1s", "end_offset": "2s"}
_SOURCE = {"data": DATA, "uri": _WEB}

# A field that says nothing of a source is sent beside one.
_SAMPLES: Json = {
    "text.text": "Hello",
    "text.annotations": [{"type": "url_citation", "url": _WEB}],
    "image.mime_type": "image/png",
    "audio.mime_type": "audio/wav",
    "video.mime_type": "video/mp4",
    "document.mime_type": "application/pdf",
    "audio.sample_rate": 16_000,
    "audio.channels": 2,
    "audio.processing": _SPAN,
    "video.processing": "agentic",
    "document.processing": {"type": "static", "page_options": {"start_page": 1}},
    "video.name": "clip",
    **dict.fromkeys(("image.resolution", "video.resolution", "document.resolution"), "low"),
    **{f"{kind}.data": DATA for kind in _MEDIA},
    **{f"{kind}.uri": _WEB for kind in _MEDIA},
}
_SHOWN = {"text": "Hello", "data": "5 bytes", "uri": _WEB}
_REMARKS = {
    "text": "",
    "data": "described by type, MIME type and size, not understood",
    "uri": "see the next table",
    "mime_type": "named in the answer",
}


def field_rows(fakes: Fakes) -> list[Row]:
    known = [
        f"{kind}.{name}"
        for kind, model in sdk.types_of(interactions.Content).items()
        for name in sdk.fields_of(model)
    ]
    return rows(known, map(_field, _SAMPLES), fakes)


def tables(fakes: Fakes) -> tuple[str, str, str]:
    types = list(_mime_types())
    return (
        table("field of a content", field_rows(fakes)),
        table("`uri`", rows([probe.name for probe in _ADDRESSES], _ADDRESSES, fakes)),
        table("`mime_type`", rows([probe.name for probe in types], types, fakes)),
    )


def _mime_types() -> Iterator[Probe]:
    for kind in _MEDIA:
        for name in sdk.mime_types(kind):
            yield _of_type(code(name), kind, name, _ALL)
    yield _of_type("`text/…`, JSON, XML, RTF, source code", "document", "text/x-python", _MORE)
    yield _of_type("what no model reads", "document", "application/zip")
    yield _of_type("what is no MIME type", "document", "pdf")


def _of_type(label: str, kind: str, name: str, remark: str = "") -> Probe:
    content = {"type": kind, "data": DATA, "mime_type": name}
    return Probe(label, creates(input=[content]), shows=says(name), label=label, remark=remark)


_ALL = "all that google-genai knows"
_MORE = "beyond those that google-genai knows"


def _field(name: str) -> Probe:
    kind, field = name.split(".")
    value = _SAMPLES[name]
    base: Json = {"type": kind}
    if kind == "text" and field != "text":
        base["text"] = "Hello"
    elif field not in _SOURCE and kind != "text":
        base["data"] = DATA
    shown = value if field == "mime_type" else _SHOWN.get(field)
    return adds(
        name,
        {"input": [{**base, field: value}]},
        {"input": [base] if len(base) > 1 else "Anything"},
        shows=says(shown) if shown else None,
        remark=_REMARKS.get(field, ""),
    )


def _of_file(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    return _shown(client, upload(client)["uri"])


def _registered(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    client.post("/v1/files:register", json={"uris": ["gs://bucket/a.png"]}).raise_for_status()
    return _shown(client, "gs://bucket/a.png")


def _shown(client: httpx.Client, uri: str) -> httpx.Response:
    return create(client, input=[{"type": "document", "uri": uri}])


def _plain(name: str, uri: str, shows: str = "", remark: str = "") -> Probe:
    shown = says(shows) if shows else None
    return Probe(
        name, lambda fakes: _shown(fakes.client(), uri), shows=shown, remark=remark, label=name
    )


_UNREAD = "which I did not read"
_COUNTS = "counts as fetched; the answer says that it was not read"
_ADDRESSES = (
    Probe(
        "the `uri` of an uploaded file",
        _of_file,
        shows=says("5 bytes"),
        label="the `uri` of an uploaded file",
        remark="its name, type and size",
    ),
    _plain("any other http(s) address", _WEB, _UNREAD, _COUNTS),
    _plain("YouTube", "https://www.youtube.com/watch?v=a", _UNREAD, _COUNTS),
    Probe(
        "`gs://` that was registered",
        _registered,
        shows=says(_UNREAD),
        label="`gs://` that was registered",
        remark=_COUNTS,
    ),
    _plain("other `gs://`", "gs://bucket/b.png"),
    _plain("loopback hosts", "http://127.0.0.1/a"),
    _plain("private hosts", "http://10.0.0.1/a"),
    _plain("`.invalid` hosts", "https://a.invalid/b"),
    _plain("`data:`", f"data:image/png;base64,{DATA}"),
    _plain("what is no address", "somewhere"),
    _plain("a file that is unknown, of another key, or expired", "files/unknown"),
)
