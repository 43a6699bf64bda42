"""Files: their fields, lists and errors, and their use in an interaction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...answers import Answer
from ...api import LITTLE, Api
from ...media import video
from ..question import question
from ..seen import Seen, refusal, seen, taken, together

URI = "https://generativelanguage.googleapis.com/v1beta/files/contract0none"
PAGES = 20


@question(
    "F-8-1",
    candidates=("v1beta", "v1"),
    change="fake_gemini/wire/files.py URI",
    requests=3,
)
def version_in_uri(api: Api) -> Seen:
    """Which version does the uri of a file name that was created under v1?"""
    uri = api.upload(b"x")["uri"].text
    found = re.fullmatch(r"https://[^/]+/(v\w+)/files/[^/]+", uri)
    return Seen(found[1] if found else "otherwise", f"uri: {uri}")


@question(
    "F-8-9",
    candidates=("403", "404"),
    change="fake_gemini/errors.py NoSuchFile",
    requests=4,
)
def second_delete(api: Api) -> Seen:
    """What does a second DELETE of a file get?"""
    name = api.upload(b"x")["name"].text
    first = api.delete(name)
    assert first.status == 200, f"the first DELETE got {refusal(first)}"
    answer = api.delete(name)
    return seen(str(answer.status), answer)


@question(
    "F-8-10",
    candidates=("400 INVALID_ARGUMENT", "ignored"),
    change="fake_gemini/wire/page_tokens.py last_key",
    requests=1,
)
def bad_page_token(api: Api) -> Seen:
    """What does a pageToken get that nobody gave out?"""
    answer = api.send("GET", "/v1/files", query={"pageToken": "nonsense"})
    return seen(taken(answer, "ignored"), answer)


@question(
    "F-8-11",
    candidates=("accepted above 100, 400 below 0", "accepted", "400"),
    change="fake_gemini/routes/classic_query.py page_size",
    requests=2,
)
def page_sizes(api: Api) -> Seen:
    """What does a pageSize get above 100, and below 0?"""
    answers = {
        "above 100": api.send("GET", "/v1/files", query={"pageSize": 101}),
        "below 0": api.send("GET", "/v1/files", query={"pageSize": -1}),
    }
    return together({
        name: seen("accepted" if answer.status == 200 else str(answer.status), answer)
        for name, answer in answers.items()
    })  # fmt: skip


@question(
    "F-8-13",
    candidates=("newest first", "by id"),
    change="fake_gemini/services/files.py _newest_first",
    requests=30,
    blind=Seen("newest first", "its clock stands still, and files of one moment are listed by id"),
)
def order_of_list(api: Api) -> Seen:
    """In which order are files listed?"""
    ids = {end: f"contract-{api.unique}-{end}" for end in "abc"}
    times = {api.upload(b"x", name=f"files/{ids[end]}")["createTime"].text for end in "bca"}
    assert len(times) == len(ids), f"the files are of one moment, {times}: any order is right"
    listed = _listed(api, frozenset(ids.values()))
    order = "".join(name[-1] for name in listed)
    assert len(order) == len(ids), f"the list has {order or 'none'} of the three files"
    words = {
        "acb": "newest first",
        "bca": "oldest first",
        "abc": "by id",
        "cba": "by id, backwards",
    }
    return Seen(words.get(order, "otherwise"), f"uploaded b, c, a; listed {', '.join(order)}")


@question(
    "F-8-14",
    candidates=("{}", '{"files":[]}'),
    change="fake_gemini/routes/files.py list",
    requests=1,
)
def empty_list(api: Api) -> Seen:
    """What is the body of a list without files?"""
    answer = api.send("GET", "/v1/files", query={"pageSize": 1}).must(200)
    files = answer.json.fields.get("files")
    assert not (files and files.raw), "the project has files: ask with the key of one without"
    words = re.sub(r"\s", "", answer.body.decode(errors="replace"))
    return Seen(words[:80], repr(answer.body[:80]))


@question(
    "F-8-15",
    candidates=("403", "400", "404"),
    change="fake_gemini/services/files.py refuse_download",
    requests=4,
)
def download(api: Api) -> Seen:
    """What does the download of an uploaded file get?"""
    name = api.upload(b"x")["name"].text
    answer = api.send("GET", f"/v1/{name}:download", query={"alt": "media"})
    return seen(str(answer.status), answer)


@question(
    "F-8-17",
    candidates=('"0"', "absent", "refused"),
    change="fake_gemini/wire/files.py file_resource",
    requests=3,
)
def empty_file(api: Api) -> Seen:
    """Which sizeBytes has an empty file?"""
    answer = api.start_upload(0).send("upload, finalize", b"", 0)
    if answer.status != 200:
        return seen("refused", answer)
    size = answer.json["file"].fields.get("sizeBytes")
    word = (
        "absent"
        if size is None
        else f'"{size.raw}"'
        if isinstance(size.raw, str)
        else str(size.raw)
    )
    return Seen(word, f"sizeBytes: {word}")


@question(
    "F-8-20",
    candidates=(
        "400 failed_precondition while PROCESSING, 403 permission_denied if unknown",
        "400 invalid_request",
    ),
    change="fake_gemini/services/files.py uploaded; unknown: fake_gemini/errors.py NoSuchFile",
    requests=5,
    tokens=3000,
)
def unusable_file(api: Api) -> Seen:
    """Which code does a file get in an interaction that is not ACTIVE, or unknown?"""
    file = api.upload(video(), "video/mp4")
    assert file["state"] == "PROCESSING", f"the video is {file['state'].raw} at once"
    processing = _use(api, file["uri"].text)
    assert processing.status != 200, "the video was ACTIVE before it was used"
    unknown = _use(api, URI)
    return together({
        "while PROCESSING": seen(refusal(processing), processing),
        "if unknown": seen(refusal(unknown), unknown),
    })  # fmt: skip


def _use(api: Api, uri: str) -> Answer:
    content = {"type": "video", "uri": uri}
    return api.create([content], store=False, generation_config=LITTLE)


def _listed(api: Api, wanted: frozenset[str]) -> Sequence[str]:
    """Return the ids of the wanted files in the order of the list, page by page."""
    found: list[str] = []
    query: dict[str, str | int] = {"pageSize": 100}
    for _ in range(PAGES):
        page = api.send("GET", "/v1/files", query=query).ok
        names = [file["name"].text.removeprefix("files/") for file in page["files"]]
        found += [name for name in names if name in wanted]
        if len(found) >= len(wanted) or "nextPageToken" not in page:
            break
        query["pageToken"] = page["nextPageToken"].text
    return found
