"""One way to break every exchange of a kind, as a value with an id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.lies.exchange import Event, Json, Reply, Request
from tests.lies.mutations.paths import edit, renamed
from tests.lies.telling import Lie

OTHER = "bananas"
_NAMED = re.compile(r"^(interactions|files|models)/[^/:]+")


class Where(StrEnum):
    """What is broken: a reply in JSON, the data of an event, a stream, a status, a request."""

    REPLY = "reply"
    EVENT = "event"
    STREAM = "stream"
    STATUS = "status"
    REQUEST = "request"


class What(StrEnum):
    """What becomes of it."""

    DROP = "drop"
    RENAME = "rename"
    NULL = "null"
    RETYPE = "retype"
    ENUM = "enum"
    DUPLICATE = "duplicate"
    SWAP = "swap"
    MERGE = "merge"
    OTHER = "other"


VALUES = (What.DROP, What.RENAME, What.NULL, What.RETYPE)
FRAMES = (What.DROP, What.DUPLICATE, What.SWAP, What.MERGE)


@dataclass(frozen=True, slots=True, order=True)
class Mutation:
    """Breaks all exchanges of a `route`; `at` is a status, a type of event, or a path.

    The data of an event has both, `<type> <path>`, and so has a reply, `<status> <path>`.
    """

    where: Where
    what: What
    route: str
    at: str

    def __str__(self) -> str:
        return f"{self.where} {self.what}: {self.route} {self.at}"

    @property
    def kind(self) -> str:
        return f"{self.where} {self.what}"

    def lie(self) -> Lie:
        """Return the broken fake."""
        return Lie(str(self), "", lambda: (self._asked, self._answered))

    def _asked(self, request: Request) -> None:
        if self.where is not Where.REQUEST or route_of(request) != self.route:
            return
        query = [pair for pair in request.query if f"?{pair[0]}" != self.at]
        if query != request.query:
            request.query = query
        elif isinstance(request.json, dict | list):
            request.rewrite(lambda body: edit(body, self.at, _drop))

    def _answered(self, reply: Reply) -> None:
        if route_of(reply.request) != self.route:
            return
        match self.where:
            case Where.STATUS:
                _restate(reply, self.at)
            case Where.REPLY if not reply.streams:
                status, _, path = self.at.partition(" ")
                if str(reply.status) == status and isinstance(reply.json, dict | list):
                    reply.rewrite(lambda body: self._break(body, path))
            case Where.EVENT if reply.streams:
                kind, _, path = self.at.partition(" ")
                events = reply.events
                for event in events:
                    if event.kind == kind:
                        event.edit(lambda body: self._break(body, path))
                reply.events = events
            case Where.STREAM if reply.streams:
                reply.events = _FRAMES[self.what](reply.events, self.at)

    def _break(self, body: Any, path: str) -> None:
        edit(body, path, _VALUES[self.what])


def route_of(request: Request) -> str:
    """The method and the path below the version, with names left out."""
    path = _NAMED.sub(r"\1/{}", request.route)
    if request.uploads:
        path = f"upload {request.command or 'start'}"
    return f"{request.method} {path}"


def retyped(value: Any) -> Any:
    """Return a value of another type."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case str() | None:
            return 12.5
        case list():
            return {}
    return []


def _drop(holder: Json, name: str) -> None:
    del holder[name]


def _null(holder: Json, name: str) -> None:
    holder[name] = None


def _retype(holder: Json, name: str) -> None:
    holder[name] = retyped(holder[name])


def _enum(holder: Json, name: str) -> None:
    if isinstance(holder[name], str):
        holder[name] = OTHER


_VALUES = {What.DROP: _drop, What.RENAME: renamed, What.NULL: _null, What.RETYPE: _retype,
           What.ENUM: _enum}  # fmt: skip


def _restate(reply: Reply, at: str) -> None:
    before, _, after = at.partition("->")
    if str(reply.status) == before:
        reply.status = int(after)


def _without(events: list[Event], kind: str) -> list[Event]:
    return [event for event in events if event.kind != kind]


def _twice(events: list[Event], kind: str) -> list[Event]:
    return [each for event in events for each in [event] * (1 + (event.kind == kind))]


def _swapped(events: list[Event], kind: str) -> list[Event]:
    """Each frame of the kind stands behind the one that followed it."""
    moved, at = list(events), 0
    while at + 1 < len(moved):
        if moved[at].kind == kind:
            moved[at : at + 2] = moved[at + 1], moved[at]
            at += 1
        at += 1
    return moved


def _merged(events: list[Event], kind: str) -> list[Event]:
    """Each frame of the kind is one with the one behind it: the empty line between is missing."""
    merged: list[Event] = []
    goes_on = False
    for event in events:
        if goes_on:
            merged[-1] = Event([*merged[-1].lines, *event.lines])
        else:
            merged.append(event)
        goes_on = event.kind == kind
    return merged


_FRAMES = {What.DROP: _without, What.DUPLICATE: _twice, What.SWAP: _swapped, What.MERGE: _merged}
