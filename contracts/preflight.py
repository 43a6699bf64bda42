"""One look before the rest: is the target there, is the key good, does the model answer?

A dead key or a model that was retired is one line, not a failure of every clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from .answers import Answer
from .api import Api
from .sending import message_of
from .stopping import Blocked, Cause

# Cheapest first; whichever the target has.
CHEAP = (
    "gemini-3.5-flash-lite",
    "gemini-3.1-flash-lite",
    "gemini-2.5-flash-lite",
    "gemini-3-flash-preview",
    "gemini-flash-lite-latest",
)


def preflight(api: Api, asked: str | None) -> str:
    """Return the model to ask, which is `asked` if that is not None; or raise `Blocked`."""
    listed = api.send("GET", "/v1/models", query={"pageSize": 1000}, retry=False, valid=False)
    _need_answer(listed)
    api.model = asked or _choose(_names(listed))
    body = api.body("Reply with exactly: ok", store=False)
    # Whether the reply is as the document says is for the clauses to find out.
    created = api.send("POST", "/v1/interactions", json=body, valid=False)
    _need_answer(created)
    if created.status == listed.status == 404:
        raise Blocked(
            Cause.NETWORK, f"nothing like this API is there: {message_of(created.exchange)}"
        )
    if created.status == 404:
        raise Blocked(Cause.MODEL, f"{api.model}: {message_of(created.exchange)}")
    if created.status != 200:
        raise Blocked(Cause.NETWORK, f"a plain create got {message_of(created.exchange)}")
    return api.model


def _need_answer(answer: Answer) -> None:
    """Raise for an answer that every other request would get as well."""
    said = message_of(answer.exchange)
    if answer.status == 429:
        raise Blocked(Cause.QUOTA, said)
    if answer.status >= 500:
        raise Blocked(Cause.NETWORK, said)
    if answer.status in (401, 403) or (answer.status == 400 and "API key" in said):
        raise Blocked(Cause.KEY, f"the key is refused: {said}")


def _names(listed: Answer) -> Sequence[str]:
    """The models that a target says it has; none where it has no such list."""
    if listed.status != 200:
        return ()
    try:
        return [model["name"].text.removeprefix("models/") for model in listed.json["models"]]
    except AssertionError:
        return ()


def _choose(names: Sequence[str]) -> str:
    return next((model for model in CHEAP if model in names), CHEAP[0])
