"""Lies about who may ask."""

from __future__ import annotations

from tests.lies.book import on_error, on_reply, on_request, remembering
from tests.lies.exchange import Json, Reply, Request
from tests.lies.telling import Answered, Asked

GOOD = "contract-key"


def _key_in_query(request: Request) -> bool:
    return any(name == "key" for name, _ in request.query)


def _no_key(reply: Reply) -> None:
    error = {"code": 403, "message": "No key.", "status": "PERMISSION_DENIED"}
    reply.become(403, {"error": error})


@on_reply
def wants_the_key_in_the_query(reply: Reply) -> None:
    """A key in a header is not seen."""
    if not _key_in_query(reply.request) and reply.request.header("x-goog-api-key"):
        _no_key(reply)


@on_reply
def wants_the_key_in_the_header(reply: Reply) -> None:
    """A key in the query is not seen."""
    if _key_in_query(reply.request) and not reply.request.header("x-goog-api-key"):
        _no_key(reply)


@on_request
def takes_any_key(request: Request) -> None:
    """A key that nobody has is as good as any."""
    if request.header("x-goog-api-key").startswith("invalid-"):
        request.set_header("x-goog-api-key", GOOD)


@on_request
def needs_no_key(request: Request) -> None:
    """Everybody may ask."""
    if not request.header("x-goog-api-key") and not _key_in_query(request):
        request.set_header("x-goog-api-key", GOOD)


@on_request
def ignores_tokens(request: Request) -> None:
    """A bearer token is as good as a key, whatever it is."""
    if request.header("authorization"):
        request.set_header("authorization", None)
        request.set_header("x-goog-api-key", GOOD)


@on_request
def leaks_between_keys(request: Request) -> None:
    """All keys are one project."""
    if request.header("x-goog-api-key"):
        request.set_header("x-goog-api-key", GOOD)


@on_error
def does_not_say_why_a_key_is_bad(body: Json) -> None:
    """The refusal of a key has no details."""
    body["error"].pop("details", None)


@on_reply
def answers_401_to_a_bad_key(reply: Reply) -> None:
    """A bad key is a 401."""
    if b"API_KEY_INVALID" in reply.body:
        reply.status = 401


@on_reply
def answers_401_without_a_key(reply: Reply) -> None:
    """No key is a 401."""
    if reply.status == 403 and b"unregistered callers" in reply.body:
        reply.status = 401


@remembering
def wants_a_key_for_bytes() -> tuple[Asked, Answered]:
    """The address of an upload is not enough: the key is needed again."""

    def answered(reply: Reply) -> None:
        if reply.request.command and not reply.request.header("x-goog-api-key"):
            _no_key(reply)

    return lambda request: None, answered
