"""Operations on files: list, delete, download, and their errors (docs/wire/files.md 1, 4, 5)."""

from __future__ import annotations

from ..api import Api
from ..clauses import Case, clause
from ..severity import Severity

FORBIDDEN = "You do not have permission to access the File {} or it may not exist."
DEFAULT_PAGE, LARGEST_PAGE = 10, 100


@clause(
    "files.list.pages",
    facts=("F-1-4", "F-3-10", "E-4-10"),
    severity=Severity.BREAKING,
    requests=8,
    lies=("lists-without-next-page", "lists-the-same-page-again", "ignores-the-page-size",
          "lists-under-another-name"),
    cases={
        "camel-case": Case(("pageSize", "pageToken")),
        "snake-case": Case(("page_size", "page_token"), lies=("reads-camel-case-queries-only",)),
    },
)  # fmt: skip
def test_pages(api: Api, case: tuple[str, str]) -> None:
    """A page of one names the next page, which begins where it ended."""
    size, token = case
    for _ in range(2):
        api.upload(b"x")
    first = api.send("GET", "/v1/files", query={size: 1}).ok
    one = first["files"].only
    query = {size: 1, token: first["nextPageToken"].text}
    two = api.send("GET", "/v1/files", query=query).ok["files"].only
    assert one["name"].text != two["name"].text


@clause(
    "files.list.ten-by-default",
    facts=("F-1-4", "F-4.2-5", "F-3-11"),
    severity=Severity.BREAKING,
    requests=34,
    lies=("lists-more-by-default", "lists-nothing"),
)
def test_default_page(api: Api) -> None:
    """A list without any query holds ten files, and names the next page."""
    for number in range(DEFAULT_PAGE + 1):
        api.upload(b"%d" % number)
    listed = api.send("GET", "/v1/files").ok
    assert len(listed["files"]) == DEFAULT_PAGE
    assert listed["nextPageToken"].text


@clause(
    "files.list.as-got",
    facts=("F-1-4", "F-1-3"),
    severity=Severity.BREAKING,
    requests=5,
    lies=("lists-files-in-short",),
)
def test_listed_as_got(api: Api) -> None:
    """A list shows a file as a get does."""
    name = api.upload(b"as got")["name"].text
    listed = api.send("GET", "/v1/files", query={"pageSize": LARGEST_PAGE}).ok["files"]
    found = [file for file in listed if file["name"] == name]
    assert len(found) == 1, f"{name} is listed {len(found)} times"
    found[0].equals(api.send("GET", f"/v1/{name}").ok)


@clause(
    "files.delete.gone",
    facts=("F-1-5", "F-1-13", "F-3-15", "F-5-2"),
    severity=Severity.BREAKING,
    requests=5,
    lies=("deletes-nothing", "answers-a-delete-with-204"),
    cases={
        "without-a-body": Case(None),
        "with-an-empty-object": Case(b"{}", lies=("refuses-bodies-in-deletes",)),
    },
)
def test_delete(api: Api, case: bytes | None) -> None:
    """A delete is answered with an empty object, with or without a body; then the file is gone."""
    name = api.upload(b"x")["name"].text
    kind = {"content-type": "application/json"}
    answer = api.send("DELETE", f"/v1/{name}", content=case, headers=kind).must(200)
    answer.json.equals({})
    error = api.send("GET", f"/v1/{name}").must(403).json["error"]
    assert error["message"] == FORBIDDEN.format(name.removeprefix("files/"))


@clause(
    "files.delete.three-bytes",
    facts=("F-1-5", "E-5-15"),
    severity=Severity.COSMETIC,
    requests=4,
    lies=("deletes-in-two-bytes",),
)
def test_three_bytes(api: Api) -> None:
    """The empty object is two braces and a line end."""
    name = api.upload(b"x")["name"].text
    assert api.send("DELETE", f"/v1/{name}").must(200).body == b"{}\n"


@clause(
    "files.download.not-of-uploads",
    facts=("F-4.3-1", "F-3-16", "F-1-6", "E-4-3"),
    severity=Severity.BEHAVIOUR,
    requests=4,
    lies=("gives-uploads-back",),
)
def test_download(api: Api) -> None:
    """What was uploaded cannot be downloaded."""
    name = api.upload(b"x")["name"].text
    answer = api.send("GET", f"/v1/{name}:download?alt=media")
    assert answer.status in range(400, 500), answer.status


@clause(
    "files.errors.unknown",
    facts=("F-5-2", "F-5-1", "E-1.1-5", "E-1-1"),
    severity=Severity.BREAKING,
    requests=1,
    lies=("knows-unknown-files", "answers-404-to-unknown-files", "errors-like-interactions"),
    smoke=True,
)
def test_unknown(api: Api) -> None:
    """A file that nobody has is 403, in the envelope of google.rpc."""
    answer = api.send("GET", "/v1/files/contract0none").must(403)
    message = FORBIDDEN.format("contract0none")
    answer.json.equals({"error": {"code": 403, "message": message, "status": "PERMISSION_DENIED"}})


@clause(
    "files.errors.long-id",
    facts=("F-5-4", "E-2-17", "E-1.1-1"),
    severity=Severity.BEHAVIOUR,
    requests=1,
    lies=("ids-may-be-long",),
)
def test_long_id(api: Api) -> None:
    """An id of more than 40 characters is 400, with these words."""
    answer = api.send("GET", f"/v1/files/{'a' * 41}").must(400)
    answer.json["error"].equals({
        "code": 400,
        "message": "* GetFileRequest.name: File ID (name excluding 'files/') cannot be more than"
        " 40 characters.\n",
        "status": "INVALID_ARGUMENT",
    })  # fmt: skip
