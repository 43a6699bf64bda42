"""Lies about text that is JSON of a given form."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.lies.book import on_create, on_events, on_reply, on_unary, texts
from tests.lies.exchange import Event, Json, Reply, everywhere


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


@on_unary
def answers_in_prose(interaction: Json) -> None:
    """A sentence stands around the JSON."""
    for content in texts(interaction):
        content["text"] = f"The answer is {content['text']}."


def _edit_json(interaction: Json, edit: Callable[[Json], None]) -> None:
    """Edit each object that a text spells, at any depth."""
    for content in texts(interaction):
        value = json.loads(content["text"])
        for each in everywhere(value):
            edit(each)
        content["text"] = json.dumps(value)


@on_unary
def leaves_out_what_is_required(interaction: Json) -> None:
    """Objects inside of others lack a member that their schema requires."""
    _edit_json(interaction, lambda each: each.pop("age", None))


@on_unary
def goes_beyond_an_enum(interaction: Json) -> None:
    """A string has a value that its schema does not list."""
    _edit_json(interaction, lambda each: each.update(role="captain") if "role" in each else None)


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
