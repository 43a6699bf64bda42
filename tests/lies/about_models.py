"""Lies about models, the counting of tokens, and what all classic routes have in common."""

from __future__ import annotations

import json
import re

from tests.lies.book import on_reply, on_request
from tests.lies.exchange import Json, Reply, Request, everywhere

_KNOWN = "gemini-3.5-flash-lite"


def _model(reply: Reply) -> bool:
    """Whether a reply is one model."""
    return reply.request.method == "GET" and "/models/" in reply.request.path and _fine(reply)


def _fine(reply: Reply) -> bool:
    return reply.status == 200


def _counts(reply: Reply) -> bool:
    return reply.request.path.endswith(":countTokens")


@on_reply
def models_without_limits(reply: Reply) -> None:
    """A model does not say how much it can read."""
    if _model(reply):
        reply.rewrite(lambda model: model.pop("inputTokenLimit") and None)


@on_reply
def models_without_their_collection(reply: Reply) -> None:
    """A model is called without models/."""
    if _model(reply):
        reply.rewrite(lambda model: model.update(name=model["name"].removeprefix("models/")))


@on_reply
def lists_models_in_short(reply: Reply) -> None:
    """A list of models leaves out what a get says of sampling."""
    if reply.request.path.endswith("/models") and _fine(reply):
        reply.rewrite(lambda page: [model.pop("topP", None) for model in page["models"]] and None)


@on_reply
def limits_are_strings(reply: Reply) -> None:
    """Limits are strings, as 64-bit numbers are elsewhere."""
    if _model(reply):
        reply.rewrite(lambda model: model.update(inputTokenLimit=str(model["inputTokenLimit"])))


@on_reply
def models_with_nulls(reply: Reply) -> None:
    """What a model does not have is null."""
    if _model(reply):
        reply.rewrite(lambda model: model.update(modelStage=None))


@on_reply
def prints_whole_numbers_with_a_point(reply: Reply) -> None:
    """A temperature of one is printed 1.0."""
    if _model(reply):
        reply.body = re.sub(rb'("temperature": 1)\b', rb"\1.0", reply.body)


@on_request
def knows_every_model(request: Request) -> None:
    """Every model is there."""
    if request.method == "GET":
        request.path = re.sub(r"/models/contract-[a-z-]+", f"/models/{_KNOWN}", request.path)


@on_request
def counts_for_every_model(request: Request) -> None:
    """Tokens are counted for a model that nobody has."""
    request.path = re.sub(r"/models/contract-[a-z-]+", f"/models/{_KNOWN}", request.path)


@on_reply
def counts_nothing(reply: Reply) -> None:
    """The count is always the same."""
    if _counts(reply) and _fine(reply):
        reply.rewrite(lambda counted: _set_counts(counted, 5))


def _set_counts(counted: Json, tokens: int) -> None:
    counted["totalTokens"] = tokens
    for entry in counted["promptTokensDetails"]:
        entry["tokenCount"] = tokens


@on_reply
def counts_in_strings(reply: Reply) -> None:
    """Counts are strings."""
    if _counts(reply) and _fine(reply):
        reply.rewrite(lambda counted: counted.update(totalTokens=str(counted["totalTokens"])))


@on_reply
def counts_without_modality(reply: Reply) -> None:
    """A count is not listed by modality."""
    if _counts(reply) and _fine(reply):
        reply.rewrite(lambda counted: counted.pop("promptTokensDetails") and None)


@on_request
def counts_beside_unknown_names(request: Request) -> None:
    """A name that does not exist is ignored where tokens are counted."""
    if request.path.endswith(":countTokens") and b"nonsenseField" in request.body:
        request.rewrite(lambda body: body.pop("nonsenseField") and None)


@on_reply
def says_less_about_models(reply: Reply) -> None:
    """The refusal of a model does not say what to do."""
    if reply.status == 404 and "/models/" in reply.request.path:
        reply.rewrite(lambda body: body["error"].update(message="Not found."))


@on_reply
def has_no_charset(reply: Reply) -> None:
    """JSON does not name its encoding."""
    if reply.header("content-type").startswith("application/json"):
        reply.set_header("content-type", "application/json")


@on_reply
def may_be_sniffed(reply: Reply) -> None:
    """Browsers are not told to be careful."""
    reply.set_header("x-content-type-options", None)


@on_reply
def varies_by_nothing(reply: Reply) -> None:
    """Answers do not say what they vary by."""
    reply.set_header("vary", None)


@on_reply
def is_another_server(reply: Reply) -> None:
    """The server says that it is uvicorn."""
    reply.set_header("server", "uvicorn")


@on_reply
def does_not_time(reply: Reply) -> None:
    """The server does not say how long it took."""
    reply.set_header("server-timing", None)


@on_reply
def prints_compactly(reply: Reply) -> None:
    """JSON has no spaces and no line ends."""
    if not reply.streams and any(everywhere(reply.json)):
        reply.body = json.dumps(reply.json, separators=(",", ":")).encode()


@on_reply
def calls_all_errors_json(reply: Reply) -> None:
    """An error is always called JSON."""
    if reply.status >= 400:
        reply.set_header("content-type", "application/json; charset=UTF-8")
