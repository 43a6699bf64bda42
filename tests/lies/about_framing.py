"""Lies about the bytes of a stream, and about when there is one."""

from __future__ import annotations

import json

from tests.lies.book import on_create, on_events, on_reply, on_request
from tests.lies.exchange import Event, Json, Reply, Request


@on_events
def frames_without_event_line(events: list[Event]) -> None:
    """Frames are data lines only."""
    for event in events:
        event.lines = event.lines[-1:]


@on_events
def data_over_two_lines(events: list[Event]) -> None:
    """The JSON is broken over two data lines."""
    for event in events[:-1]:
        name, data = event.lines
        event.lines = [name, data.replace(",", ",\ndata: ", 1)]


@on_reply
def breaks_off(reply: Reply) -> None:
    """The last blank line is missing."""
    if reply.streams:
        reply.body = reply.body.removesuffix(b"\n")


@on_events
def spaces_in_the_data(events: list[Event]) -> None:
    """The JSON has spaces after commas and colons."""
    for event in events[:-1]:
        event.lines = [event.lines[0], f"data: {json.dumps(event.data)}"]


@on_events
def event_line_differs(events: list[Event]) -> None:
    """The event line always says message."""
    for event in events[:-1]:
        event.lines = ["event: message", event.lines[-1]]


@on_events
def events_without_their_type(events: list[Event]) -> None:
    """The type of an event is in the event line only."""
    for event in events[:-1]:
        event.edit(lambda data: data.pop("event_type") and None)


@on_events
def omits_done(events: list[Event]) -> list[Event]:
    """The stream just ends."""
    return events[:-1]


@on_events
def done_without_event_line(events: list[Event]) -> None:
    """The last frame is a data line only."""
    events[-1].lines = ["data: [DONE]"]


@on_events
def done_in_json(events: list[Event]) -> None:
    """The last frame holds a JSON string."""
    events[-1].lines = ["event: done", 'data: {"event_type":"done"}']


@on_events
def goes_on_after_done(events: list[Event]) -> list[Event]:
    """A frame comes after the one that ends the stream."""
    return [*events, events[-2]]


@on_events
def adds_id_lines(events: list[Event]) -> None:
    """Frames have an id line."""
    for number, event in enumerate(events):
        event.lines = [f"id: {number}", *event.lines]


@on_events
def adds_retry_lines(events: list[Event]) -> None:
    """The first frame tells browsers when to reconnect."""
    events[0].lines = ["retry: 1000", *events[0].lines]


@on_reply
def streams_as_json(reply: Reply) -> None:
    """A stream is called application/json."""
    if reply.streams:
        reply.set_header("content-type", "application/json; charset=UTF-8")


@on_reply
def answers_as_text(reply: Reply) -> None:
    """JSON is called text/plain."""
    if not reply.streams:
        reply.set_header("content-type", "text/plain")


@on_create
def always_streams(create: Json) -> None:
    """Every create is streamed."""
    create["stream"] = True


@on_create
def never_streams(create: Json) -> None:
    """No create is streamed."""
    create["stream"] = False


@on_request
def streams_by_accept_header(request: Request) -> None:
    """The accept header starts a stream."""
    if request.creates and request.header("accept") == "text/event-stream":
        request.rewrite(lambda create: create.update(stream=True))


@on_reply
def refuses_alt_sse(reply: Reply) -> None:
    """The query alt=sse is unknown."""
    if ("alt", "sse") in reply.request.query:
        reply.refuse("Unknown parameter 'alt'.")


@on_reply
def refuses_in_a_stream(reply: Reply) -> None:
    """A refusal of a stream is an event."""
    if reply.status == 400 and reply.request.creates and reply.request.json.get("stream"):
        error = {**reply.json, "event_type": "error"}
        reply.body = f"event: error\ndata: {json.dumps(error)}\n\n".encode()
        reply.status = 200
        reply.set_header("content-type", "text/event-stream")
