"""Lies about text that is JSON of a given form."""

from __future__ import annotations

from tests.lies.book import on_create, on_events, on_reply, on_unary, texts
from tests.lies.exchange import Event, Json, Reply


@on_create
def ignores_schemas(create: Json) -> None:
    """A response_format is taken and not obeyed."""
    create.pop("response_format", None)


@on_unary
def fences_json(interaction: Json) -> None:
    """JSON stands between code fences."""
    for content in texts(interaction):
        content["text"] = f"```json\n{content['text']}\n```"


@on_unary
def wraps_json(interaction: Json) -> None:
    """JSON is the value of another object."""
    for content in texts(interaction):
        content["text"] = f'{{"result":{content["text"]}}}'


@on_events
def fences_json_in_streams(events: list[Event]) -> None:
    """Streamed JSON begins with a code fence."""
    deltas = [event for event in events if event.kind == "step.delta"]
    texts = [event for event in deltas if event.data["delta"]["type"] == "text"]
    for event in texts[:1]:
        event.edit(lambda data: data["delta"].update(text="```json\n" + data["delta"]["text"]))


@on_reply
def refuses_bare_schemas(reply: Reply) -> None:
    """The older form of a response_format is refused."""
    form = reply.request.json.get("response_format") if reply.request.creates else None
    if isinstance(form, dict) and form.get("type") == "object":
        reply.refuse("The value 'object' is not supported for 'type' at 'response_format'.")
