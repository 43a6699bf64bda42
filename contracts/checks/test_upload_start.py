"""How an upload is opened (docs/wire/files.md 2.1 and 3)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from ..api import Api, Who
from ..clauses import Case, clause
from ..severity import Severity
from ..uploads import start_headers

DATA = b"hello"
PYTHON = {"user-agent": "google-genai-sdk/3.4.0 gl-python/3.11.7",
          "x-goog-api-client": "google-genai-sdk/3.4.0 gl-python/3.11.7",
          "accept": "*/*", "X-Server-Timeout": "60"}  # fmt: skip
SCRIPT = {"user-agent": "google-genai-sdk/3.1.0 gl-node/v20.20.2",
          "x-goog-api-client": "google-genai-sdk/3.1.0 gl-node/v20.20.2", "accept": "*/*",
          "accept-language": "*", "sec-fetch-mode": "cors"}  # fmt: skip


@clause(
    "files.start.opens",
    facts=("F-2.1-1", "F-2.1-7", "F-1-1", "F-1-8", "F-2.1-25"),
    severity=Severity.BREAKING,
    requests=2,
    lies=("starts-without-a-url", "starts-final", "starts-with-201", "starts-with-json"),
)
def test_opens(api: Api) -> None:
    """A start is answered with 200, no body, the status active and the address for the bytes."""
    answer = api.start_upload(len(DATA)).started
    assert answer.body == b""
    assert answer.header("x-goog-upload-status") == "active"
    assert answer.header("x-goog-upload-url")


@clause(
    "files.start.url",
    facts=("F-2.1-8", "F-2.1-11", "F-1-9"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    lies=("hides-the-upload-id", "starts-under-another-version", "has-no-control-url"),
    cases={"v1": Case("v1"), "v1beta": Case("v1beta")},
)
def test_url(api: Api, case: str) -> None:
    """The address has the version of the start and the upload id, which a header repeats."""
    upload = api.start_upload(len(DATA), version=case)
    parts = urlsplit(upload.url)
    assert parts.path == f"/upload/{case}/files"
    query = parse_qs(parts.query)
    assert query["upload_protocol"] == ["resumable"]
    assert query["upload_id"] == [upload.started.header("x-guploader-uploadid")]
    assert upload.started.header("x-goog-upload-control-url") == upload.url


@clause(
    "files.start.granularity",
    facts=("F-2.1-9",),
    severity=Severity.BEHAVIOUR,
    requests=2,
    lies=("has-another-granularity",),
)
def test_granularity(api: Api) -> None:
    """Chunks are multiples of 8 MiB, which is what SDKs send."""
    started = api.start_upload(len(DATA)).started
    assert started.header("x-goog-upload-chunk-granularity") == str(8 * 1024 * 1024)


@clause(
    "files.start.headers",
    facts=("F-2.1-10", "F-2.1-12", "E-5-4"),
    severity=Severity.COSMETIC,
    requests=2,
    lies=("starts-with-json", "uploads-to-another-server"),
)
def test_headers(api: Api) -> None:
    """The answer is empty plain text, from the upload server."""
    started = api.start_upload(len(DATA)).started
    assert started.header("content-type") == "text/plain; charset=utf-8"
    assert started.header("content-length") == "0"
    assert started.header("server") == "UploadServer"


@clause(
    "files.start.metadata",
    facts=("F-4-3",),
    severity=Severity.BREAKING,
    requests=3,
    lies=("forgets-display-names",),
    cases={
        "snake-case-and-a-number": Case(
            {"mime_type": "text/plain", "size_bytes": 5, "display_name": "Disp \u00e9"},
            ("F-2.1-2", "F-3-9"),
            ("refuses-snake-case-metadata",),
        ),
        "camel-case-and-a-number": Case(
            {"mimeType": "text/plain", "sizeBytes": 5, "displayName": "Disp \u00e9"},
            ("F-2.1-3",),
            ("refuses-sizes-in-numbers",),
        ),
        "camel-case-and-a-string": Case(
            {"mimeType": "text/plain", "sizeBytes": "5", "displayName": "Disp \u00e9"},
            ("F-2.1-4", "F-3-9"),
            ("refuses-sizes-in-strings",),
        ),
    },
)
def test_metadata(api: Api, case: dict[str, Any]) -> None:
    """Metadata is read in the spelling of every client."""
    upload = api.start_upload(len(DATA), **case)
    file = upload.send("upload, finalize", DATA, 0).ok["file"]
    assert file["displayName"] == "Disp \u00e9"
    assert file["mimeType"] == "text/plain"


@clause(
    "files.start.as-in-a-shell",
    facts=("F-2.1-5", "E-2-15", "E-3-2"),
    severity=Severity.BEHAVIOUR,
    requests=3,
    lies=("reads-strict-json-only", "wants-the-key-in-the-header"),
)
def test_shell(api: Api) -> None:
    """Single quotes and the key in the query are taken, and the display name is read."""
    answer = api.send(
        "POST",
        "/upload/v1beta/files",
        content=b"{'file': {'display_name': 'From a shell'}}",
        query={"key": api.keys.of(Who.MAIN)},
        headers={**start_headers(len(DATA), "text/plain"), "content-type": "application/json"},
        key=None,
    ).must(200)
    finish = {"X-Goog-Upload-Command": "upload, finalize", "X-Goog-Upload-Offset": "0"}
    url = answer.header("x-goog-upload-url")
    file = api.send("POST", url, content=DATA, headers=finish, key=None).ok["file"]
    assert file["displayName"] == "From a shell"


@clause(
    "files.start.chosen-name",
    facts=("F-3-9", "F-4-24", "F-3-12"),
    severity=Severity.BREAKING,
    requests=4,
    lies=("chooses-names-itself",),
)
def test_chosen_name(api: Api) -> None:
    """A file has the name that was chosen for it."""
    name = f"files/contract-{api.unique}"
    file = api.upload(DATA, name=name)
    assert file["name"] == name
    assert api.send("GET", f"/v1/{name}").ok["name"] == name


@clause(
    "files.start.bad-name",
    facts=("F-5-5", "E-2-17", "F-4-24", "F-5-1"),
    severity=Severity.BEHAVIOUR,
    requests=2,
    lies=("takes-any-name", "says-less-about-names"),
)
def test_bad_name(api: Api) -> None:
    """A name outside of what is allowed is refused with these words."""
    headers = start_headers(len(DATA), "text/plain")
    body = {"file": {"name": "files/-Bad-"}}
    form = "what a name may be is said by the refusal only"
    answer = api.send("POST", "/upload/v1/files", json=body, headers=headers, wrong=form)
    answer.must(400).json["error"].equals({
        "code": 400,
        "message": "* CreateFileRequest.file.name: File resource name may only contain lowercase"
        " alphanumeric characters or dashes (-) and cannot begin or end with a dash. You can set"
        " the display_name which is not constrained by this format.\n",
        "status": "INVALID_ARGUMENT",
    })  # fmt: skip


@clause(
    "files.start.long-display-name",
    facts=("F-4-3",),
    severity=Severity.BEHAVIOUR,
    requests=2,
    lies=("shortens-display-names",),
)
def test_long_display_name(api: Api) -> None:
    """A display name of more than 512 characters is refused."""
    headers = start_headers(len(DATA), "text/plain")
    body = {"file": {"displayName": "x" * 513}}
    length = "the document has no length of a display name"
    api.send("POST", "/upload/v1/files", json=body, headers=headers, wrong=length).refused(400)


@clause(
    "files.start.as-sdks-do",
    facts=("F-3-5", "F-3-8", "F-2.1-20", "F-2.1-19"),
    severity=Severity.BREAKING,
    requests=3,
    cases={
        "python": Case((PYTHON, None), ("F-3-1", "F-3-21", "F-3-23"), ("reads-chunks-as-starts",)),
        "javascript": Case((SCRIPT, Who.MAIN), ("F-3-2", "F-3-22"), ("wants-the-protocol",)),
        "javascript-with-a-name": Case(
            ({**SCRIPT, "X-Goog-Upload-File-Name": "caf\u00e9.txt"}, Who.MAIN),
            ("F-3-26", "F-3-22"),
            ("wants-ascii-in-headers",),
        ),
    },
)
def test_as_sdks_do(api: Api, case: tuple[dict[str, str], Who | None]) -> None:
    """The requests of an SDK upload five bytes: Python repeats its headers, JavaScript the key."""
    headers, key = case
    start = {**start_headers(len(DATA), "text/plain"), **headers}
    body = {"file": {"mimeType": "text/plain", "sizeBytes": "5"}}
    answer = api.send("POST", "/upload/v1/files", json=body, headers=start).must(200)
    again = start if key is None else headers
    chunk = {**again, "X-Goog-Upload-Command": "upload, finalize", "X-Goog-Upload-Offset": "0",
             "content-type": "application/json"}  # fmt: skip
    url = answer.header("x-goog-upload-url")
    file = api.send("POST", url, content=DATA, headers=chunk, key=key).ok["file"]
    assert file["sizeBytes"] == "5"
