"""All lies by name, and the ways to write one in a few lines.

A lie is a function that edits what passes by. Its name with dashes is the lie's name, its docstring
is the sentence that says what it breaks.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from tests.lies.exchange import Event, Json, Reply, Request, everywhere
from tests.lies.telling import Answered, Asked, Lie

_BOOK: dict[str, Lie] = {}


@cache
def all_lies() -> dict[str, Lie]:
    """Return every lie that a module `about_...` of this package tells."""
    package = importlib.import_module("tests.lies")
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.startswith("about_"):
            importlib.import_module(f"tests.lies.{info.name}")
    return dict(_BOOK)


def add(name: str, breaks: str, make: Callable[[], tuple[Asked, Answered]]) -> None:
    """Write a lie down, under a name that is free."""
    if name in _BOOK:
        raise ValueError(f"two lies are called {name}")
    _BOOK[name] = Lie(name, breaks, make)


def on_request(edit: Asked) -> Asked:
    """Edit each request."""
    _add(edit, lambda: (edit, _nothing))
    return edit


def on_reply(edit: Answered) -> Answered:
    """Edit each answer."""
    _add(edit, lambda: (_nothing, edit))
    return edit


def remembering(make: Callable[[], tuple[Asked, Answered]]) -> None:
    """A lie that needs memory: a function that makes its two hooks."""
    _add(make, make)


def on_create(edit: Callable[[Json], None]) -> None:
    """Edit the body of each create before it is read."""

    def asked(request: Request) -> None:
        if request.creates and isinstance(request.json, dict):
            request.rewrite(edit)

    _add(edit, lambda: (asked, _nothing))


def on_interaction(edit: Callable[[Json], None]) -> None:
    """Edit each interaction of a reply in JSON, and that at the end of a stream."""
    _add(edit, lambda: (_nothing, lambda reply: _edit_interactions(reply, edit)))


def on_unary(edit: Callable[[Json], None]) -> None:
    """Edit each interaction of a reply in JSON."""

    def answered(reply: Reply) -> None:
        if not reply.streams:
            _edit_interactions(reply, edit)

    _add(edit, lambda: (_nothing, answered))


def on_events(edit: Callable[[list[Event]], list[Event] | None]) -> None:
    """Edit the frames of a stream, or return others."""

    def answered(reply: Reply) -> None:
        if reply.streams:
            events = reply.events
            reply.events = edit(events) or events

    _add(edit, lambda: (_nothing, answered))


def on_event(kind: str) -> Callable[[Callable[[Json], None]], None]:
    """Edit the data of each event of one type."""

    def attach(edit: Callable[[Json], None]) -> None:
        def answered(reply: Reply) -> None:
            if reply.streams:
                events = reply.events
                for event in events:
                    if event.kind == kind:
                        event.edit(edit)
                reply.events = events

        _add(edit, lambda: (_nothing, answered))

    return attach


def on_file(edit: Callable[[Json], None]) -> None:
    """Edit each file of a reply: of an upload, of a get, of a list."""

    def answered(reply: Reply) -> None:
        value = reply.json if reply.request.route.startswith("files") else None
        if any(_is_file(found) for found in everywhere(value)):
            reply.rewrite(lambda value: _each_file(value, edit))

    _add(edit, lambda: (_nothing, answered))


def on_error(edit: Callable[[Json], Any]) -> None:
    """Edit the body of each refusal, or return another."""

    def answered(reply: Reply) -> None:
        if reply.status >= 400 and reply.json is not None:
            reply.rewrite(edit)

    _add(edit, lambda: (_nothing, answered))


def _add(edit: Callable[..., Any], make: Callable[[], tuple[Asked, Answered]]) -> None:
    sentence = " ".join((inspect.getdoc(edit) or "").split())
    if not sentence.endswith("."):
        raise ValueError(f"the lie {edit.__name__} needs a docstring that is a sentence")
    add(edit.__name__.replace("_", "-"), sentence, make)


def _nothing(_: Any) -> None:
    """An honest hook."""


def _edit_interactions(reply: Reply, edit: Callable[[Json], None]) -> None:
    if reply.streams:
        events = reply.events
        for event in events:
            if event.kind == "interaction.completed":
                event.edit(lambda data: edit(data["interaction"]))
        reply.events = events
    elif isinstance(reply.json, dict) and reply.json.get("object") == "interaction":
        reply.rewrite(edit)


def _is_file(value: Json) -> bool:
    return str(value.get("name", "")).startswith("files/")


def _each_file(value: Any, edit: Callable[[Json], None]) -> None:
    for found in list(everywhere(value)):
        if _is_file(found):
            edit(found)


def texts(interaction: Json) -> Iterator[Json]:
    """The text contents of what a model said."""
    for step in interaction.get("steps", ()):
        if step["type"] == "model_output":
            yield from (content for content in step["content"] if content["type"] == "text")
