"""Answers that come in hops (docs/wire/interactions.md 8.2).

Where a hop ends is the server's choice, and no request can ask for it.
"""

from __future__ import annotations

import re
from typing import Any

from ..answers import Answer, Stream, text_of
from ..api import Api
from ..clauses import clause
from ..severity import Severity
from ..stopping import Skipped
from ..values import Value
from .test_streams import COUNT
from .test_usage import check_sum


def first_hop(hop: Value) -> str:
    """Return the token of an answer that is to be continued."""
    if hop["status"] == "completed":
        assert "continuation_token" not in hop
        raise Skipped("no answer of this target had to be continued")
    assert hop["status"] == "requires_continuation"
    return hop["continuation_token"].text


def next_hop(api: Api, token: str, **fields: Any) -> Answer:
    """Go on: the first body with the token, without its input where `fields` has none."""
    body = {**api.body(), **fields, "continuation_token": token}
    if "input" not in fields:
        del body["input"]
    return api.send("POST", "/v1/interactions", json=body)


def check_hops(*hops: Value) -> None:
    """Demand that hops say the numbers in turn, each once, and account for what they add."""
    told = re.findall(r"\d+", "".join(map(text_of, hops)))
    assert told == [str(number) for number in range(1, len(told) + 1)]
    for hop in hops:
        check_sum(hop["usage"])
        assert ("continuation_token" in hop) == (hop["status"] == "requires_continuation")
    if hops[-1]["status"] == "completed":
        assert len(told) == 20


@clause(
    "interactions.continuation.stored",
    facts=("I-8.2-1", "I-8.2-3", "I-8.2-6", "I-3.2-9", "I-3.1-18", "I-2.1-24"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=3200,
    lies=("keeps-its-tokens", "goes-on-from-the-beginning", "refuses-continuation-token",
          "hops-share-an-id", "usage-does-not-add-up"),
)  # fmt: skip
def test_stored(api: Api) -> None:
    """A stored hop is continued by its token and its id, without the input."""
    first = api.create(COUNT).ok
    token = first_hop(first)
    second = next_hop(api, token, previous_interaction_id=first["id"].text).ok
    assert second["id"].text != first["id"].text
    check_hops(first, second)


@clause(
    "interactions.continuation.not-stored",
    facts=("I-8.2-1", "I-8.2-4", "I-8.2-6", "I-3.2-9", "I-2.1-24"),
    severity=Severity.BREAKING,
    requests=2,
    tokens=2200,
    lies=("keeps-its-tokens", "goes-on-from-the-beginning", "refuses-continuation-token"),
)
def test_not_stored(api: Api) -> None:
    """A hop that is not stored is continued by its token and the same input."""
    first = api.create(COUNT, store=False).ok
    token = first_hop(first)
    second = next_hop(api, token, input=COUNT, store=False).ok
    assert "id" not in second
    check_hops(first, second)


@clause(
    "interactions.continuation.streamed",
    facts=("I-8.2-7", "I-8.2-3", "I-8.2-6", "I-5.2-10"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=3200,
    lies=("keeps-its-tokens", "goes-on-from-the-beginning", "hops-share-an-id"),
)
def test_streamed(api: Api) -> None:
    """A streamed hop ends with its token in interaction.completed; the next is a new stream."""
    first = api.stream(COUNT).folded
    token = first_hop(first)
    answer = next_hop(api, token, previous_interaction_id=first["id"].text, stream=True)
    stream = Stream(answer.exchange)
    created = stream.one("interaction.created")["interaction"]
    assert created["id"].text != first["id"].text
    assert created["id"] == stream.folded["id"]
    check_hops(first, stream.folded)


@clause(
    "interactions.continuation.checkpoint",
    facts=("I-8.2-8", "I-5.2-2"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1100,
    lies=("checkpoints-are-ends", "checkpoints-of-another"),
)
def test_checkpoint(api: Api) -> None:
    """A token in the middle of a stream comes with a status update, in_progress."""
    stream = api.stream(COUNT, store=False)
    if not stream.checkpoints:
        raise Skipped("no stream of this target had a checkpoint")
    id = stream.one("interaction.created")["interaction"]["id"]
    for checkpoint in stream.checkpoints:
        assert checkpoint["event_type"] == "interaction.status_update"
        assert checkpoint["status"] == "in_progress"
        assert checkpoint["interaction_id"] == id
        assert checkpoint["continuation_token"].text
