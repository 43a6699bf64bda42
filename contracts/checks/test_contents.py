"""Media in an input (docs/wire/interactions.md 2.4, docs/wire/files.md 6)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from ..api import LITTLE, Api
from ..clauses import Case, clause
from ..media import document, picture, sound, video
from ..severity import Severity

ASK = {"type": "text", "text": "Reply with exactly: seen"}

Make = Callable[[], bytes]
Medium = tuple[str, str, Make]

IMAGE: Medium = ("image", "image/png", picture)
AUDIO: Medium = ("audio", "audio/wav", sound)
VIDEO: Medium = ("video", "video/mp4", video)
DOCUMENT: Medium = ("document", "application/pdf", document)
PART = {"type": "static", "start_offset": "0s"}


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


@clause(
    "interactions.contents.data",
    facts=("I-2.4-6",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=2400,
    lies=("refuses-data",),
    cases={
        "image": Case(IMAGE, ("I-2.4-2",), ("refuses-images",)),
        "audio": Case(AUDIO, ("I-2.4-3",), ("refuses-audios",)),
        "video": Case(VIDEO, ("I-2.4-4",), ("refuses-videos",)),
        "document": Case(DOCUMENT, ("I-2.4-5",), ("refuses-documents",)),
    },
)
def test_data(api: Api, case: Medium) -> None:
    """A medium whose bytes are in the request, in base64, is read."""
    kind, mime_type, make = case
    medium = {"type": kind, "data": encoded(make()), "mime_type": mime_type}
    assert api.create([ASK, medium], store=False).ok["status"] == "completed"


@clause(
    "interactions.contents.options",
    facts=(),
    severity=Severity.BREAKING,
    requests=1,
    tokens=2400,
    cases={
        "image": Case((IMAGE, {"resolution": "low"}), ("I-2.4-2",), ("refuses-resolutions",)),
        "audio": Case((AUDIO, {"processing": PART}), ("I-2.4-3",), ("refuses-processing",)),
        "video": Case(
            (VIDEO, {"resolution": "low", "processing": PART}),
            ("I-2.4-4",),
            ("refuses-resolutions", "refuses-processing"),
        ),
        "document": Case(
            (DOCUMENT, {"processing": "static"}), ("I-2.4-5",), ("refuses-processing",)
        ),
    },
)
def test_options(api: Api, case: tuple[Medium, dict[str, Any]]) -> None:
    """It may be said how closely a medium is to be read, and which part of it."""
    (kind, mime_type, make), options = case
    medium = {"type": kind, "data": encoded(make()), "mime_type": mime_type, **options}
    assert api.create([ASK, medium], store=False).ok["status"] == "completed"


@clause(
    "interactions.contents.data-is-base64",
    facts=("I-2.4-6",),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=1400,
    lies=("takes-any-data",),
)
def test_bad_data(api: Api) -> None:
    """Data that is no base64 is refused."""
    medium = {"type": "image", "data": "%%%", "mime_type": "image/png"}
    api.create([ASK, medium], generation_config=LITTLE, store=False, wrong=True).refused(400)


@clause(
    "interactions.contents.text-is-required",
    facts=("I-2.4-1",),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=100,
    lies=("takes-texts-without-text",),
)
def test_missing_text(api: Api) -> None:
    """A text content without its text is refused."""
    contents = [{"type": "text"}]
    api.create(contents, generation_config=LITTLE, store=False, wrong=True).refused(400)


@clause(
    "interactions.contents.file",
    facts=("F-6-1", "F-6-5"),
    severity=Severity.BREAKING,
    requests=8,
    tokens=2400,
    lies=("resolves-no-files",),
    cases={
        "image": Case(IMAGE, ("I-2.4-2",), ("refuses-images",)),
        "audio": Case(AUDIO, ("I-2.4-3",), ("refuses-audios",)),
        "video": Case(VIDEO, ("I-2.4-4",), ("refuses-videos",)),
        "document": Case(DOCUMENT, ("I-2.4-5",), ("refuses-documents",)),
    },
)
def test_file(api: Api, case: Medium) -> None:
    """A file that was uploaded is read by its uri, in each kind of content."""
    kind, mime_type, make = case
    uri = api.active(api.upload(make(), mime_type, version="v1beta"), looks=4)["uri"].text
    medium = {"type": kind, "uri": uri, "mime_type": mime_type}
    assert api.create([ASK, medium], store=False).ok["status"] == "completed"


@clause(
    "interactions.contents.file-without-mime-type",
    facts=("F-6-2", "I-2.4-9"),
    severity=Severity.BREAKING,
    requests=5,
    tokens=2400,
    cases={
        "of-its-own-kind": Case("image", lies=("needs-a-mime-type",)),
        "of-another-kind": Case("document", lies=("needs-the-right-kind",)),
    },
)
def test_file_without_mime_type(api: Api, case: str) -> None:
    """The uri of a file is enough, also in a content of another kind."""
    uri = api.upload(picture(), "image/png", version="v1beta")["uri"].text
    reply = api.create([ASK, {"type": case, "uri": uri}], store=False).ok
    assert reply["status"] == "completed"


@clause(
    "interactions.contents.file-of-no-use",
    facts=("F-5-8",),
    severity=Severity.BEHAVIOUR,
    requests=4,
    tokens=1400,
    lies=("reads-every-file",),
)
def test_useless_file(api: Api) -> None:
    """A file that was taken at upload can still be refused when it is used."""
    file = api.upload(b"video of another age", "application/cu-seeme", version="v1beta")
    medium = {"type": "document", "uri": file["uri"].text}
    api.create([ASK, medium], generation_config=LITTLE, store=False).refused(400)


@clause(
    "interactions.contents.unreachable",
    facts=("I-7.3-3", "I-7.2-1"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    tokens=1400,
    cases={
        "image": Case({"type": "image", "uri": "https://nothing.invalid/x.png"}),
        "document": Case({"type": "document", "uri": "https://nothing.invalid/x.pdf"}),
    },
    lies=("fetches-everything", "says-less-about-uris"),
)
def test_unreachable(api: Api, case: dict[str, Any]) -> None:
    """An address that cannot be fetched is refused with these words."""
    error = api.create([ASK, case], generation_config=LITTLE, store=False).refused(400)
    assert error["message"] == "Cannot fetch content from the provided URL."
    assert error["code"] == "invalid_request"
