"""Lies about files, once they are there."""

from __future__ import annotations

import base64
import hashlib
import json

from tests.lies.book import on_file, on_reply, on_request
from tests.lies.exchange import Json, Reply, Request


@on_file
def hashes_wrongly(file: Json) -> None:
    """The hash is that of something else."""
    other = hashlib.sha256(b"something else").hexdigest()
    file["sha256Hash"] = base64.b64encode(other.encode()).decode()


@on_file
def hashes_the_raw_digest(file: Json) -> None:
    """The hash is base64 of the 32 bytes, not of their hexadecimal form."""
    digest = bytes.fromhex(base64.b64decode(file["sha256Hash"]).decode())
    file["sha256Hash"] = base64.b64encode(digest).decode()


@on_file
def sizes_are_numbers(file: Json) -> None:
    """A size is a JSON number."""
    file["sizeBytes"] = int(file["sizeBytes"])


@on_file
def names_files_by_uuid(file: Json) -> None:
    """A name that nobody chose is a UUID."""
    file["name"] = "files/fc155701-ea68-4846-973f-f2943e35cdde"


@on_file
def names_files_without_their_collection(file: Json) -> None:
    """A name is the id alone."""
    file["name"] = file["name"].removeprefix("files/")


@on_file
def has_its_own_uris(file: Json) -> None:
    """The uri has the host of the server that was asked."""
    file["uri"] = f"http://127.0.0.1/v1beta/{file['name']}"


@on_file
def calls_everything_octets(file: Json) -> None:
    """The type of a file is not kept."""
    file["mimeType"] = "application/octet-stream"


@on_file
def processes_everything(file: Json) -> None:
    """Every file is processed first."""
    file["state"] = "PROCESSING"


@on_file
def has_no_source(file: Json) -> None:
    """A file does not say where it is from."""
    del file["source"]


@on_file
def file_times_in_seconds(file: Json) -> None:
    """Times of a file have no fractions."""
    for name in ("createTime", "updateTime"):
        file[name] = file[name][:19] + "Z"


@on_file
def files_are_updated_at_once(file: Json) -> None:
    """A new file was updated after its creation."""
    file["updateTime"] = file["updateTime"].replace("2026-", "2027-")


@on_file
def never_expires(file: Json) -> None:
    """A file does not say when it goes."""
    file.pop("expirationTime", None)


@on_file
def expires_in_a_day(file: Json) -> None:
    """A file is kept for a day less."""
    file["expirationTime"] = file["expirationTime"].replace("-01-02T", "-01-01T")


@on_file
def expires_in_microseconds(file: Json) -> None:
    """The time of expiry has six digits, like the others."""
    file["expirationTime"] = file["expirationTime"][:26] + "Z"


@on_file
def shows_empty_display_names(file: Json) -> None:
    """A display name that was not given is empty."""
    file.setdefault("displayName", "")


@on_file
def shows_null_errors(file: Json) -> None:
    """A file without an error has one that is null."""
    file.setdefault("error", None)


@on_file
def offers_downloads(file: Json) -> None:
    """An upload has an address to download it from."""
    file["downloadUri"] = f"{file['uri']}:download?alt=media"


@on_file
def files_in_snake_case(file: Json) -> None:
    """Field names of a file are snake_case."""
    file["mime_type"] = file.pop("mimeType")


def _gets_file(reply: Reply) -> bool:
    request = reply.request
    return request.method == "GET" and request.route.startswith("files/") and reply.status == 200


@on_reply
def lists_files_in_short(reply: Reply) -> None:
    """A list of files leaves out how large they are."""
    if reply.request.method == "GET" and reply.request.route == "files" and reply.status == 200:
        reply.rewrite(lambda page: [file.pop("sizeBytes", None) for file in page["files"]] and None)


@on_reply
def get_wraps_files(reply: Reply) -> None:
    """A get has the wrapper of an upload."""
    if _gets_file(reply):
        reply.rewrite(lambda file: {"file": file})


@on_reply
def get_shows_less_of_files(reply: Reply) -> None:
    """A get leaves the display name out."""
    if _gets_file(reply):
        reply.rewrite(lambda file: file.pop("displayName", "") and None)


@on_file
def videos_are_active_at_once(file: Json) -> None:
    """A video need not be processed."""
    file["state"] = "ACTIVE"


@on_file
def knows_the_length_at_once(file: Json) -> None:
    """A video has its length before it was processed."""
    file.setdefault("videoMetadata", {"videoDuration": "1s"})


@on_file
def never_measures_videos(file: Json) -> None:
    """A video never has its length."""
    file.pop("videoMetadata", None)


@on_file
def processing_updates_nothing(file: Json) -> None:
    """The end of processing is no update."""
    file["updateTime"] = file["createTime"]


@on_reply
def creates_files_without_a_wrapper(reply: Reply) -> None:
    """A create without bytes is answered with the bare file."""
    if reply.request.method == "POST" and reply.request.route == "files" and reply.json:
        reply.rewrite(lambda body: body.get("file", body))


@on_reply
def lists_without_next_page(reply: Reply) -> None:
    """A page does not say that there is another."""
    if isinstance(reply.json, dict) and "nextPageToken" in reply.json:
        reply.rewrite(lambda page: page.pop("nextPageToken") and None)


@on_request
def lists_the_same_page_again(request: Request) -> None:
    """A page token leads to the first page."""
    request.query = [pair for pair in request.query if pair[0] not in ("pageToken", "page_token")]


@on_request
def ignores_the_page_size(request: Request) -> None:
    """Pages are as long as they are."""
    request.query = [pair for pair in request.query if pair[0] not in ("pageSize", "page_size")]


@on_reply
def lists_under_another_name(reply: Reply) -> None:
    """A list is called items."""
    if isinstance(reply.json, dict) and "files" in reply.json:
        reply.rewrite(lambda page: page.update(items=page.pop("files")))


@on_request
def reads_camel_case_queries_only(request: Request) -> None:
    """Queries of a list in snake_case are ignored."""
    request.query = [pair for pair in request.query if not pair[0].startswith("page_")]


@on_request
def lists_more_by_default(request: Request) -> None:
    """A page holds fifty files."""
    if request.route == "files" and request.method == "GET" and not request.query:
        request.query = [("pageSize", "50")]


@on_reply
def lists_nothing(reply: Reply) -> None:
    """A list of files is empty."""
    if reply.request.route == "files" and reply.request.method == "GET":
        reply.rewrite(lambda page: {})


@on_reply
def refuses_bodies_in_deletes(reply: Reply) -> None:
    """A delete must not have a body."""
    if reply.request.method == "DELETE" and reply.request.body:
        reply.refuse()


@on_reply
def deletes_in_two_bytes(reply: Reply) -> None:
    """The empty object has no line end."""
    if reply.body == b"{}\n":
        reply.body = b"{}"


@on_reply
def gives_uploads_back(reply: Reply) -> None:
    """What was uploaded can be downloaded."""
    if reply.request.path.endswith(":download"):
        reply.become(200, {})


@on_reply
def knows_unknown_files(reply: Reply) -> None:
    """A file that nobody has is found."""
    if reply.status == 403 and reply.request.route.startswith("files/"):
        reply.become(200, {"name": reply.request.route, "state": "ACTIVE"})


@on_reply
def answers_404_to_unknown_files(reply: Reply) -> None:
    """A file that nobody has is a 404."""
    if reply.status == 403 and reply.request.route.startswith("files/"):
        error = {**reply.json["error"], "code": 404, "status": "NOT_FOUND"}
        reply.become(404, {"error": error})


@on_reply
def errors_like_interactions(reply: Reply) -> None:
    """Errors of files have a code that is a word."""
    if reply.status >= 400 and reply.request.route.startswith("files"):
        message = reply.json["error"]["message"]
        reply.body = json.dumps({"error": {"message": message, "code": "not_found"}}).encode()


@on_request
def ids_may_be_long(request: Request) -> None:
    """An id may have any length."""
    request.path = request.path.replace("a" * 41, "a" * 12)
