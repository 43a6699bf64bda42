"""Lies about what is kept, and about operations that do not exist."""

from __future__ import annotations

from tests.lies.book import on_create, on_reply, on_request, on_unary, remembering
from tests.lies.exchange import Json, Reply, Request
from tests.lies.telling import Answered, Asked


def _gets_one(request: Request) -> bool:
    return request.method == "GET" and request.route.startswith("interactions/")


def _nothing(request: Request) -> None:
    """An honest hook."""


@on_reply
def get_shows_another_usage(reply: Reply) -> None:
    """A get counts the tokens of the get."""
    if _gets_one(reply.request) and "usage" in (reply.json or {}):
        reply.rewrite(lambda stored: stored["usage"].update(total_input_tokens=0))


@on_reply
def get_lacks_the_model(reply: Reply) -> None:
    """A get does not name the model."""
    if _gets_one(reply.request) and reply.status == 200:
        reply.rewrite(lambda stored: stored.pop("model") and None)


@on_reply
def get_is_wrapped(reply: Reply) -> None:
    """A get puts the interaction into an envelope."""
    if _gets_one(reply.request) and reply.status == 200:
        reply.rewrite(lambda stored: {"interaction": stored})


@on_create
def keeps_nothing(create: Json) -> None:
    """Nothing is stored, whatever is asked."""
    create["store"] = False


@remembering
def finished_ones_start_again() -> tuple[Asked, Answered]:
    """The second get of a finished interaction says that it is in progress."""
    seen: set[str] = set()

    def answered(reply: Reply) -> None:
        if _gets_one(reply.request) and reply.status == 200:
            if reply.request.path in seen:
                reply.rewrite(lambda stored: stored.update(status="in_progress"))
            seen.add(reply.request.path)

    return _nothing, answered


@on_reply
def refuses_stream_false(reply: Reply) -> None:
    """The query stream=false is unknown."""
    if ("stream", "false") in reply.request.query:
        reply.refuse("Unknown parameter 'stream'.")


@on_request
def always_includes_the_input(request: Request) -> None:
    """A get shows the input unasked."""
    if _gets_one(request):
        request.query = [("include_input", "true")]


@on_request
def never_includes_the_input(request: Request) -> None:
    """The query include_input does nothing."""
    request.query = [pair for pair in request.query if pair[0] != "include_input"]


@on_reply
def makes_up_what_it_does_not_know(reply: Reply) -> None:
    """A get of an unknown id finds an empty interaction."""
    if _gets_one(reply.request) and reply.status == 404:
        own = reply.request.route.partition("/")[2]
        reply.become(200, {"id": own, "object": "interaction", "status": "completed"})


@on_reply
def knows_nothing_quietly(reply: Reply) -> None:
    """A get of an unknown id is a 404 without a word."""
    if _gets_one(reply.request) and reply.status == 404:
        reply.become(404, {})


def _serves_no(version: str, reply: Reply) -> None:
    if reply.request.path.startswith(f"/{version}/"):
        reply.become(404, {"error": {"code": 404, "message": "Not found.", "status": "NOT_FOUND"}})


@on_reply
def serves_no_v1beta(reply: Reply) -> None:
    """The documented version is not served."""
    _serves_no("v1beta", reply)


@on_reply
def serves_no_v1(reply: Reply) -> None:
    """The version that SDKs call is not served."""
    _serves_no("v1", reply)


@on_request
def versions_are_apart(request: Request) -> None:
    """Each version has a store of its own."""
    if "/v1beta/" in request.path:
        request.set_header("x-goog-api-key", "key-of-the-other-version")


@on_request
def deletes_nothing(request: Request) -> None:
    """A delete is answered like one, and changes nothing."""
    if request.method == "DELETE":
        request.method = "GET"


@on_reply
def answers_a_delete_with_204(reply: Reply) -> None:
    """A delete has another status."""
    if reply.request.method == "DELETE" and reply.status == 200:
        reply.status = 204
        reply.body = b""


@on_reply
def wants_a_body_in_a_delete(reply: Reply) -> None:
    """A request that announces JSON has to have some."""
    announced = reply.request.header("content-type") == "application/json"
    if announced and not reply.request.body:
        reply.refuse("Invalid JSON payload received.")


@on_reply
def lists_interactions(reply: Reply) -> None:
    """There is a list of interactions."""
    if reply.request.method == "GET" and reply.request.route == "interactions":
        reply.become(200, {"interactions": []})


@on_request
def updates_interactions(request: Request) -> None:
    """An interaction can be patched."""
    if request.method == "PATCH":
        request.method = "GET"
        request.body = b""


@on_reply
def cancels_with_a_colon(reply: Reply) -> None:
    """Cancel is a custom method, as on older routes."""
    if reply.request.path.endswith(":cancel"):
        reply.become(200, {"object": "interaction", "status": "cancelled"})


@on_create
def ignores_store_false(create: Json) -> None:
    """What should not be stored is stored."""
    create.pop("store", None)


@on_unary
def unstored_has_an_empty_id(interaction: Json) -> None:
    """What is not stored has an id that is empty."""
    interaction.setdefault("id", "")


@on_create
def stores_only_when_told(create: Json) -> None:
    """What says nothing about store is not kept."""
    create.setdefault("store", False)
