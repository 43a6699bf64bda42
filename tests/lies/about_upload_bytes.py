"""Lies about the bytes of an upload and the answers to them."""

from __future__ import annotations

import json

from tests.lies.book import on_reply, on_request, remembering
from tests.lies.exchange import Reply, Request
from tests.lies.telling import Answered, Asked


def _ended(reply: Reply) -> bool:
    return "finalize" in reply.request.command and reply.status == 200


def _inner(reply: Reply) -> bool:
    return reply.request.command == "upload" and reply.status == 200


@on_reply
def ends_without_a_file(reply: Reply) -> None:
    """The last answer has no body."""
    if _ended(reply):
        reply.body = b""


@on_reply
def ends_active(reply: Reply) -> None:
    """A session that has its last bytes goes on."""
    if _ended(reply):
        reply.set_header("x-goog-upload-status", "active")


@on_reply
def ends_without_a_status(reply: Reply) -> None:
    """The last answer does not say how the session stands."""
    if _ended(reply):
        reply.set_header("x-goog-upload-status", None)


@on_reply
def ends_with_201(reply: Reply) -> None:
    """A file that was made is answered with 201."""
    if _ended(reply):
        reply.status = 201


@on_request
def garbles_the_last_byte(request: Request) -> None:
    """The last byte of an upload is stored as another."""
    if "finalize" in request.command and request.body:
        request.body = request.body[:-1] + b"?"


@on_request
def drops_the_last_chunk(request: Request) -> None:
    """The last chunk is lost, and zeroes stand in its place."""
    if "finalize" in request.command:
        request.body = bytes(len(request.body))


@remembering
def mixes_chunks_up() -> tuple[Asked, Answered]:
    """Chunks are put together in another order."""
    first: list[bytes] = []

    def asked(request: Request) -> None:
        if request.command == "upload":
            if first:
                request.body = first[0]
            else:
                first.append(request.body)
                request.body = bytes([9]) * len(request.body)

    return asked, lambda reply: None


@on_reply
def forgets_earlier_chunks(reply: Reply) -> None:
    """The file is its last chunk."""
    if _ended(reply) and reply.request.header("x-goog-upload-offset") != "0":
        size = str(len(reply.request.body))
        reply.rewrite(lambda body: body["file"].update(sizeBytes=size))


@on_reply
def inner_chunks_are_final(reply: Reply) -> None:
    """A session is final after any chunk."""
    if _inner(reply):
        reply.set_header("x-goog-upload-status", "final")


@on_reply
def inner_chunks_get_308(reply: Reply) -> None:
    """A chunk is answered with 308, as in other uploads of Google's."""
    if _inner(reply):
        reply.status = 308


@on_reply
def waits_for_more_after_a_whole_chunk(reply: Reply) -> None:
    """A chunk of full size is never the last."""
    if _ended(reply) and len(reply.request.body) == 8 * 1024 * 1024:
        reply.body = b""
        reply.set_header("x-goog-upload-status", "active")


@on_reply
def refuses_empty_files(reply: Reply) -> None:
    """A file has to have bytes."""
    if _ended(reply) and not reply.request.body:
        reply.refuse()


@on_reply
def reads_chunks_as_json(reply: Reply) -> None:
    """Bytes that are called JSON have to be JSON."""
    announced = reply.request.header("content-type") == "application/json"
    if reply.request.command and announced and reply.request.json is None:
        reply.refuse("Invalid JSON payload received.")


@on_reply
def reads_one_spelling_of_commands(reply: Reply) -> None:
    """Commands are compared letter by letter."""
    if reply.request.command not in ("", "upload", "upload, finalize", "finalize"):
        reply.refuse()


@on_reply
def ends_in_compact_json(reply: Reply) -> None:
    """The last answer has no spaces."""
    if _ended(reply):
        reply.body = json.dumps(reply.json, separators=(",", ":")).encode()


@on_reply
def ends_without_the_upload_id(reply: Reply) -> None:
    """The last answer does not name the upload."""
    if _ended(reply):
        reply.set_header("x-guploader-uploadid", None)


@on_request
def takes_any_type(request: Request) -> None:
    """Every MIME type is taken."""
    if request.header("x-goog-upload-header-content-type") == "bad/mime_type":
        request.set_header("x-goog-upload-header-content-type", "text/plain")


@on_reply
def refuses_types_at_the_start(reply: Reply) -> None:
    """A MIME type that cannot be is refused before there are bytes."""
    if reply.request.header("x-goog-upload-header-content-type") == "bad/mime_type":
        reply.refuse("Unsupported MIME type: bad/mime_type")


@on_reply
def refuses_types_and_goes_on(reply: Reply) -> None:
    """A session is active after its type was refused."""
    if reply.status == 400 and b"Unsupported MIME type" in reply.body:
        reply.set_header("x-goog-upload-status", "active")
