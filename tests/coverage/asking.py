"""Ways to ask, and what replies show."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api import MODEL, Json, text_of
from tests.coverage.probes import Ask, Probe, Shows


def create(client: httpx.Client, **body: Any) -> httpx.Response:
    """Create an interaction with the usual model and input; None leaves a field out."""
    whole = {"model": MODEL, "input": "Hello", **body}
    sent = {name: value for name, value in whole.items() if value is not None}
    return client.post("/v1/interactions", json=sent)


def creates(settings: Json | None = None, /, **body: Any) -> Ask:
    """Ask a fake with these settings for an interaction."""
    return lambda fakes: create(fakes.client(**(settings or {})), **body)


def sends(method: str, path: str, *, key: str | None = None, **request: Any) -> Ask:
    return lambda fakes: fakes.client(key=key).request(method, path, **request)


def adds(name: str, sent: Json, beside: Json | None = None, **more: Any) -> Probe:
    """A probe that sends a create with and without some fields."""
    base = beside or {}
    return Probe(name, creates(**{**base, **sent}), creates(**base), **more)


def says(text: str) -> Shows:
    """Whether the answer has a text in it."""
    return lambda reply: text in answer(reply)


def ends(status: str) -> Shows:
    return lambda reply: body(reply).get("status") == status


def has(name: str, value: Any) -> Shows:
    """Whether the reply has a field with this value."""
    return lambda reply: body(reply).get(name) == value


def body(reply: httpx.Response) -> Json:
    return dict(reply.json())


def answer(reply: httpx.Response) -> str:
    """Return the text of an interaction, "" where it has none."""
    whole = body(reply)
    return text_of(whole) if "steps" in whole else ""


def usage(reply: httpx.Response, name: str) -> int:
    return int(body(reply)["usage"][name])
