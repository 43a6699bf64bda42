"""Lies about how an upload is opened."""

from __future__ import annotations

import re

from tests.lies.book import on_reply, on_request
from tests.lies.exchange import Reply, Request


def _started(reply: Reply) -> bool:
    return reply.request.starts_upload and reply.status == 200


def _metadata(request: Request) -> str:
    return request.body.decode(errors="replace") if request.starts_upload else ""


@on_reply
def starts_without_a_url(reply: Reply) -> None:
    """A start does not say where the bytes go."""
    if _started(reply):
        reply.set_header("x-goog-upload-url", None)


@on_reply
def starts_final(reply: Reply) -> None:
    """A session that has just begun is final."""
    if _started(reply):
        reply.set_header("x-goog-upload-status", "final")


@on_reply
def starts_with_201(reply: Reply) -> None:
    """A start is answered with 201."""
    if _started(reply):
        reply.status = 201


@on_reply
def starts_with_json(reply: Reply) -> None:
    """A start is answered with an object."""
    if _started(reply):
        reply.become(200, {})


@on_reply
def hides_the_upload_id(reply: Reply) -> None:
    """The header with the id of the upload has another value."""
    if _started(reply):
        reply.set_header("x-guploader-uploadid", "hidden")


@on_reply
def starts_under_another_version(reply: Reply) -> None:
    """The address of an upload has another version than its start."""
    if _started(reply):
        url = reply.header("x-goog-upload-url")
        other = {"/v1/": "/v1alpha/", "/v1beta/": "/v1/"}
        moved = re.sub("/v1(?:beta)?/", lambda match: other[match[0]], url)
        reply.set_header("x-goog-upload-url", moved)
        reply.set_header("x-goog-upload-control-url", moved)


@on_reply
def has_no_control_url(reply: Reply) -> None:
    """The address to control an upload is missing."""
    if _started(reply):
        reply.set_header("x-goog-upload-control-url", None)


@on_reply
def has_another_granularity(reply: Reply) -> None:
    """Chunks are multiples of 256 KiB, as in other uploads of Google's."""
    if _started(reply):
        reply.set_header("x-goog-upload-chunk-granularity", "262144")


@on_reply
def uploads_to_another_server(reply: Reply) -> None:
    """Uploads are answered by the server of everything else."""
    if reply.request.uploads:
        reply.set_header("server", "scaffolding on HTTPServer2")


@on_request
def forgets_display_names(request: Request) -> None:
    """Display names are not read."""
    if request.starts_upload and request.json is not None:
        request.rewrite(lambda body: _forget(body.get("file", {}), "display_name", "displayName"))


def _forget(file: dict[str, object], *names: str) -> None:
    for name in names:
        file.pop(name, None)


@on_reply
def refuses_snake_case_metadata(reply: Reply) -> None:
    """Metadata in snake_case is unknown."""
    if '"size_bytes"' in _metadata(reply.request):
        reply.refuse('Invalid JSON payload received. Unknown name "size_bytes".')


@on_reply
def refuses_sizes_in_numbers(reply: Reply) -> None:
    """A size in the metadata has to be a string."""
    if re.search(r'"sizeBytes": ?\d', _metadata(reply.request)):
        reply.refuse()


@on_reply
def refuses_sizes_in_strings(reply: Reply) -> None:
    """A size in the metadata has to be a number."""
    if re.search(r'"sizeBytes": ?"', _metadata(reply.request)):
        reply.refuse()


@on_reply
def reads_strict_json_only(reply: Reply) -> None:
    """Single quotes are a syntax error."""
    if reply.request.body.startswith(b"{'"):
        reply.refuse("Invalid JSON payload received. Unexpected token.")


@on_request
def chooses_names_itself(request: Request) -> None:
    """A name that a client chooses is not read."""
    if request.starts_upload and request.json is not None:
        request.rewrite(lambda body: _forget(body.get("file", {}), "name"))


@on_request
def takes_any_name(request: Request) -> None:
    """A name may have any characters."""
    if b"-Bad-" in request.body:
        request.body = b"{}"


@on_reply
def says_less_about_names(reply: Reply) -> None:
    """The refusal of a name does not say what is allowed."""
    if reply.status == 400 and b"CreateFileRequest" in reply.body:
        reply.refuse()


@on_request
def shortens_display_names(request: Request) -> None:
    """A display name that is too long is cut."""
    if request.starts_upload:
        request.body = request.body.replace(b"x" * 513, b"x" * 512)


@on_reply
def reads_chunks_as_starts(reply: Reply) -> None:
    """A request that repeats the headers of a start is one."""
    if reply.request.command and reply.request.header("x-goog-upload-protocol"):
        reply.refuse("Invalid JSON payload received.")


@on_reply
def wants_the_protocol(reply: Reply) -> None:
    """A chunk has to name its protocol."""
    if reply.request.command and not reply.request.header("x-goog-upload-protocol"):
        reply.refuse()


@on_reply
def wants_ascii_in_headers(reply: Reply) -> None:
    """A header that is not ASCII is refused."""
    if not all(value.isascii() for _, value in reply.request.headers):
        reply.refuse()
