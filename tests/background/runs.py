"""What is done with background runs, and what comes back."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api import Json, created, events

# How the fake says it of a run that is not over, or was cancelled: nothing was generated.
HEAD = ["id", "status", "created", "updated", "object", "model"]

START = "2026-01-01T00:00:00Z"
# `run_seconds` later.
END = "2026-01-01T00:00:30Z"


def begun(client: httpx.Client, input: Any = "Hello", **body: Any) -> str:
    """Begin a run and return its id."""
    return str(created(client, input, background=True, **body)["id"])


def polled(client: httpx.Client, name: str, **query: str) -> Json:
    """Look at a run once."""
    response = client.get(f"/v1/interactions/{name}", params=query)
    assert response.status_code == 200, response.text
    return dict(response.json())


def over(client: httpx.Client, name: str) -> Json:
    """Look at a run until it is over."""
    while (found := polled(client, name))["status"] == "in_progress":
        pass
    return found


def cancel(client: httpx.Client, name: str) -> httpx.Response:
    return client.post(f"/v1/interactions/{name}/cancel")


def cancelled(client: httpx.Client, name: str) -> Json:
    """Cancel a run that can be."""
    response = cancel(client, name)
    assert response.status_code == 200, response.text
    return dict(response.json())


def attach(client: httpx.Client, name: str, after: str | None = None) -> httpx.Response:
    query = {"stream": "true"} | ({} if after is None else {"last_event_id": after})
    return client.get(f"/v1/interactions/{name}", params=query)


def told(client: httpx.Client, name: str, after: str | None = None) -> list[Json]:
    """Attach to a run and return the events of its stream."""
    return events(attach(client, name, after).text)


def advance(client: httpx.Client, by: str) -> None:
    response = client.post("/_fake/clock", json={"advance": by})
    assert response.status_code == 200, response.text


def generated(found: Json) -> list[Json]:
    """The steps of a stored interaction without what the caller said."""
    return [step for step in found["steps"] if step["type"] != "user_input"]
