"""The File resource (docs/wire/files.md 4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..api import Api
from ..clauses import Case, clause
from ..media import picture, video
from ..severity import Severity

MICROSECONDS = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
NANOSECONDS = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{9}Z"


@clause(
    "files.resource.name",
    facts=("F-4-1",),
    severity=Severity.BEHAVIOUR,
    requests=3,
    lies=("names-files-by-uuid", "names-files-without-their-collection"),
)
def test_name(api: Api) -> None:
    """A name that nobody chose is files/ and 12 lower-case letters or digits."""
    api.upload(b"x")["name"].matches(r"files/[a-z0-9]{12}")


@clause(
    "files.resource.uri",
    facts=("F-4-14", "F-1-9"),
    severity=Severity.BREAKING,
    requests=3,
    lies=("has-its-own-uris",),
)
def test_uri(api: Api) -> None:
    """The uri is the https address of the file, whoever answers."""
    file = api.upload(b"x", version="v1beta")
    name = file["name"].text
    assert file["uri"] == f"https://generativelanguage.googleapis.com/v1beta/{name}"


@clause(
    "files.resource.type",
    facts=("F-4-6", "F-4.1-1", "F-4-17"),
    severity=Severity.BREAKING,
    requests=3,
    cases={
        "text": Case((b"x", "text/plain")),
        "image": Case((picture(), "image/png")),
    },
    lies=("calls-everything-octets", "processes-everything"),
)
def test_type(api: Api, case: tuple[bytes, str]) -> None:
    """A text or an image has the type that it was sent with, and is ACTIVE at once."""
    data, mime_type = case
    file = api.upload(data, mime_type)
    assert file["mimeType"] == mime_type
    assert file["state"] == "ACTIVE"


@clause(
    "files.resource.source",
    facts=("F-4-18",),
    severity=Severity.BEHAVIOUR,
    requests=3,
    lies=("has-no-source",),
)
def test_source(api: Api) -> None:
    """The source of an upload is UPLOADED."""
    assert api.upload(b"x")["source"] == "UPLOADED"


@clause(
    "files.resource.times",
    facts=("F-4-9",),
    severity=Severity.BEHAVIOUR,
    requests=3,
    lies=("file-times-in-seconds", "files-are-updated-at-once"),
)
def test_times(api: Api) -> None:
    """Both times are in UTC with microseconds, and equal at the beginning."""
    file = api.upload(b"x")
    file["createTime"].matches(MICROSECONDS)
    assert file["updateTime"] == file["createTime"]


@clause(
    "files.resource.expiration",
    facts=("F-4-11",),
    severity=Severity.BEHAVIOUR,
    requests=3,
    lies=("never-expires", "expires-in-a-day", "expires-in-microseconds"),
)
def test_expiration(api: Api) -> None:
    """A file expires 48 hours after its creation, less at most a second, in nanoseconds."""
    file = api.upload(b"x")
    expires = _time(file["expirationTime"].matches(NANOSECONDS)[1])
    created = _time(file["createTime"].text[:19])
    assert timedelta(hours=47, minutes=59, seconds=58) <= expires - created <= timedelta(hours=48)


@clause(
    "files.resource.nothing-empty",
    facts=("F-4-22", "F-4-4", "F-4-16", "F-4-21"),
    severity=Severity.BEHAVIOUR,
    requests=3,
    lies=("shows-empty-display-names", "shows-null-errors", "offers-downloads"),
)
def test_nothing_empty(api: Api) -> None:
    """What a file does not have is absent: a display name, a download, an error."""
    file = api.upload(b"x")
    assert not {"displayName", "downloadUri", "error", "videoMetadata"} & file.fields.keys()
    assert not [name for name, value in file.fields.items() if value.raw in (None, "")]


@clause(
    "files.resource.names-are-camel-case",
    facts=("E-8.8-4",),
    severity=Severity.BREAKING,
    requests=3,
    lies=("files-in-snake-case",),
)
def test_camel_case(api: Api) -> None:
    """Field names of a file are camelCase."""
    assert not [name for name in api.upload(b"x", displayName="x").fields if "_" in name]


@clause(
    "files.resource.same-on-get",
    facts=("F-1-3", "F-3-12"),
    severity=Severity.BREAKING,
    requests=4,
    lies=("get-wraps-files", "get-shows-less-of-files"),
    smoke=True,
)
def test_get(api: Api) -> None:
    """A get shows the file as the upload did, without a wrapper."""
    file = api.upload(b"x", displayName="Shown")
    api.send("GET", f"/v1/{file['name'].text}").ok.equals(file)


@clause(
    "files.video.processed",
    facts=("F-4.1-3", "F-4.1-5", "F-4.1-6", "F-4-10", "F-4-19", "F-4-17"),
    severity=Severity.BREAKING,
    requests=8,
    lies=("videos-are-active-at-once", "knows-the-length-at-once", "never-measures-videos",
          "processing-updates-nothing"),
)  # fmt: skip
def test_video(api: Api) -> None:
    """A video is PROCESSING first; when it is ACTIVE it has its length and a later update."""
    first = api.upload(video(), "video/mp4")
    assert first["state"] == "PROCESSING"
    assert "videoMetadata" not in first
    last = api.active(first, looks=5)
    last["videoMetadata"]["videoDuration"].matches(r"\d+s")
    assert last["updateTime"].text > first["updateTime"].text
    assert last["createTime"] == first["createTime"]


@clause(
    "files.create.metadata-only",
    facts=("F-1-2",),
    severity=Severity.BEHAVIOUR,
    requests=2,
    lies=("creates-files-without-a-wrapper",),
)
def test_metadata_only(api: Api) -> None:
    """A create without bytes is answered with a file in a wrapper."""
    answer = api.send("POST", "/v1beta/files", json={"file": {"displayName": "No bytes"}})
    assert answer.ok["file"]["name"].text.startswith("files/")


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S")
