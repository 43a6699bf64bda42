"""Lies about the events of a stream."""

from __future__ import annotations

from tests.lies.book import on_event, on_events, on_reply
from tests.lies.exchange import Event, Json, Reply


def _deltas(events: list[Event], kind: str = "text") -> list[Event]:
    found = (event for event in events if event.kind == "step.delta")
    return [event for event in found if event.data["delta"]["type"] == kind]


def _without(events: list[Event], kind: str) -> list[Event]:
    return [event for event in events if event.kind != kind]


@on_events
def omits_the_status_update(events: list[Event]) -> list[Event]:
    """No event says that the interaction is in progress."""
    return _without(events, "interaction.status_update")


@on_events
def creates_twice(events: list[Event]) -> list[Event]:
    """The first event comes twice."""
    return [events[0], *events]


@on_events
def never_stops_a_step(events: list[Event]) -> list[Event]:
    """No event ends a step."""
    return _without(events, "step.stop")


@on_events
def never_starts_a_step(events: list[Event]) -> list[Event]:
    """No event begins a step."""
    return _without(events, "step.start")


@on_events
def omits_completed(events: list[Event]) -> list[Event]:
    """No event ends the interaction."""
    return _without(events, "interaction.completed")


@on_events
def completes_first(events: list[Event]) -> list[Event]:
    """The interaction is completed before its steps are there."""
    *others, completed, done = events
    return [*others[:2], completed, *others[2:], done]


@on_events
def adds_an_unknown_event(events: list[Event]) -> list[Event]:
    """A heartbeat comes between the events."""
    beat = 'data: {"event_type":"heartbeat"}'
    return [*events[:2], Event(["event: heartbeat", beat]), *events[2:]]


@on_events
def counts_steps_from_one(events: list[Event]) -> None:
    """The first step has the index 1."""
    for event in events:
        if event.kind.startswith("step."):
            event.edit(lambda data: {**data, "index": data["index"] + 1})


@on_events
def interleaves_steps(events: list[Event]) -> list[Event]:
    """The first step goes on after the second has begun."""
    place = next(i for i, event in enumerate(events) if event.kind == "step.stop")
    stop = events.pop(place)
    return [*events[: place + 1], stop, *events[place + 1 :]]


@on_event("interaction.created")
def created_without_id(event: Json) -> None:
    """The first event does not say which interaction it is."""
    del event["interaction"]["id"]


@on_event("interaction.created")
def created_completed(event: Json) -> None:
    """The first event says that everything is done."""
    event["interaction"]["status"] = "completed"


@on_event("interaction.created")
def created_without_model(event: Json) -> None:
    """The first event does not name the model."""
    del event["interaction"]["model"]


@on_event("interaction.created")
def created_is_flat(event: Json) -> None:
    """The first event is the interaction itself."""
    event.update(event.pop("interaction"))


@on_event("interaction.status_update")
def updates_another_interaction(event: Json) -> None:
    """The status is said of an interaction that nobody asked for."""
    event["interaction_id"] = f"{event['interaction_id']}x"


@on_event("interaction.status_update")
def updates_to_completed(event: Json) -> None:
    """The status is completed before there is any step."""
    event["status"] = "completed"


@on_event("interaction.completed")
def completes_another(event: Json) -> None:
    """The last event is about another interaction than the first."""
    event["interaction"]["id"] += "x"


@on_event("interaction.completed")
def completes_without_model(event: Json) -> None:
    """The last event does not name the model."""
    event["interaction"].pop("model", None)


@on_event("interaction.completed")
def completes_with_steps(event: Json) -> None:
    """The last event repeats the steps."""
    event["interaction"]["steps"] = []


@on_event("interaction.completed")
def completes_without_tier(event: Json) -> None:
    """The last event does not say the tier."""
    event["interaction"].pop("service_tier", None)


@on_event("interaction.completed")
def completes_without_usage(event: Json) -> None:
    """Streams do not say what they used."""
    event["interaction"].pop("usage", None)


@on_events
def drops_a_delta(events: list[Event]) -> list[Event]:
    """One piece of the text is lost."""
    lost = _deltas(events)[-1:]
    return [event for event in events if event not in lost]


@on_events
def repeats_a_delta(events: list[Event]) -> list[Event]:
    """One piece of the text comes twice."""
    first = _deltas(events)[:1]
    return [again for event in events for again in ([event] * (1 + (event in first)))]


@on_events
def swaps_deltas(events: list[Event]) -> None:
    """Pieces of the text come in the wrong order."""
    deltas = _deltas(events)
    turned = [event.lines for event in reversed(deltas)]
    for event, lines in zip(deltas, turned, strict=True):
        event.lines = lines


@on_events
def merges_deltas_into_the_start(events: list[Event]) -> list[Event]:
    """The first piece of text is in the start of its step, and again in a delta."""
    pieces = _deltas(events)
    if pieces:
        content = [{"type": "text", "text": pieces[0].data["delta"]["text"]}]
        start = [event for event in events if event.kind == "step.start"][-1]
        start.edit(lambda data: data["step"].update(content=content))
    return events


@on_events
def text_under_another_name(events: list[Event]) -> None:
    """The text of a delta is called content."""
    for event in _deltas(events):
        event.edit(lambda data: data["delta"].update(content=data["delta"].pop("text")))


@on_events
def signs_the_stream_differently(events: list[Event]) -> None:
    """The signature in the stream is not the one that is stored."""
    for event in _deltas(events, "thought_signature"):
        event.edit(lambda data: data["delta"].update(signature="c2lnbmVk"))


@on_event("interaction.completed")
def counts_the_stream_differently(event: Json) -> None:
    """The usage in the stream is not the one that is stored."""
    usage = event["interaction"]["usage"]
    usage["total_tokens"] += 1
    usage["total_output_tokens"] += 1


@on_reply
def stores_another_text(reply: Reply) -> None:
    """What is stored is not what was streamed."""
    gets = reply.request.method == "GET" and not reply.streams
    if gets and b'"model_output"' in reply.body:
        reply.rewrite(lambda stored: stored["steps"][-1]["content"][0].update(text="Other words."))


@on_events
def signs_first(events: list[Event]) -> list[Event]:
    """The signature of a thought comes before its summary."""
    signatures = _deltas(events, "thought_signature")
    others = [event for event in events if event not in signatures]
    place = next(i for i, event in enumerate(others) if event.kind == "step.start")
    return [*others[: place + 1], *signatures, *others[place + 1 :]]


@on_events
def does_not_sign_streams(events: list[Event]) -> list[Event]:
    """A streamed thought has no signature."""
    signatures = _deltas(events, "thought_signature")
    return [event for event in events if event not in signatures]


@on_events
def summary_is_bare_text(events: list[Event]) -> None:
    """The content of a summary is a string."""
    for event in _deltas(events, "thought_summary"):
        event.edit(lambda data: data["delta"].update(content=data["delta"]["content"]["text"]))


@on_events
def ends_cut_streams_with_an_error(events: list[Event]) -> list[Event]:
    """A stream that reached its limit ends in an error."""
    *others, completed, done = events
    if completed.data["interaction"]["status"] != "incomplete":
        return events
    error = '{"error":{"message":"Too long.","code":"invalid_request"},"event_type":"error"}'
    return [*others, Event(["event: error", f"data: {error}"]), done]


@on_event("interaction.completed")
def calls_cut_streams_completed(event: Json) -> None:
    """A stream that reached its limit says that it is complete."""
    event["interaction"]["status"] = "completed"


@on_events
def unstored_streams_lack_the_id(events: list[Event]) -> None:
    """A stream that is not stored has no id, instead of an empty one."""
    for event in events:
        if event.kind in ("interaction.created", "interaction.completed"):
            event.edit(_without_empty_id)


def _without_empty_id(data: Json) -> None:
    if data["interaction"]["id"] == "":
        del data["interaction"]["id"]
