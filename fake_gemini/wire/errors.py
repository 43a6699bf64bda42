"""The bodies of refusals, in the shapes of docs/wire/errors-auth-siblings.md 1."""

from __future__ import annotations

from enum import Enum
from typing import Any

from fake_gemini.errors import ApiError
from fake_gemini.wire.json import pretty


class Family(Enum):
    """Which routes answer: their refusals have different shapes."""

    INTERACTIONS = "interactions"
    CLASSIC = "classic"
    # The classic methods that answer with a list of objects, unless events are asked for.
    STREAMED = "streamed"


def error_body(error: ApiError, family: Family) -> bytes:
    """Return the JSON body of a refusal on a route of `family`."""
    if family is Family.CLASSIC:
        return pretty({"error": _google_rpc(error)})
    if error.from_front_end or family is Family.STREAMED:
        return pretty([{"error": _google_rpc(error)}])
    return pretty({"error": {"message": error.message, "code": error.code}})


def _google_rpc(error: ApiError) -> dict[str, Any]:
    body: dict[str, Any] = {
        "code": error.http_status,
        "message": error.message,
        "status": error.status,
    }
    if error.details:
        body["details"] = list(error.details)
    return body
