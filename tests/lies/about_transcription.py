"""Lies about speech that is written down."""

from __future__ import annotations

from collections.abc import Iterator

from tests.lies.book import on_events, on_unary, texts
from tests.lies.exchange import Event, Json


def _words(interaction: Json) -> Iterator[Json]:
    for content in texts(interaction):
        yield from content.get("annotations", ())


@on_unary
def marks_no_words(interaction: Json) -> None:
    """Nothing is said of words."""
    for content in texts(interaction):
        content.pop("annotations", None)


@on_unary
def marks_words_too_far(interaction: Json) -> None:
    """The end of a word is one further on."""
    for word in _words(interaction):
        word["end_index"] += 2


@on_unary
def marks_words_in_numbers(interaction: Json) -> None:
    """Times are numbers of seconds."""
    for number, word in enumerate(_words(interaction)):
        word.update(start_offset=number, end_offset=number + 1)


@on_unary
def calls_words_something_else(interaction: Json) -> None:
    """What is said of a word is of another type."""
    for word in _words(interaction):
        word["type"] = "url_citation"


@on_unary
def hears_one_voice(interaction: Json) -> None:
    """Words have no speaker."""
    for word in _words(interaction):
        word.pop("speaker", None)


def _annotating(events: list[Event]) -> list[Event]:
    deltas = [event for event in events if event.kind == "step.delta"]
    return [each for each in deltas if each.data["delta"]["type"] == "text_annotation_delta"]


@on_events
def annotates_first(events: list[Event]) -> list[Event]:
    """Annotations come before the text."""
    annotating = _annotating(events)
    others = [event for event in events if event not in annotating]
    place = max(at for at, event in enumerate(others) if event.kind == "step.start")
    return [*others[: place + 1], *annotating, *others[place + 1 :]]


@on_events
def annotates_no_streams(events: list[Event]) -> list[Event]:
    """Streams have no annotations."""
    annotating = _annotating(events)
    return [event for event in events if event not in annotating]
