"""One request and its answer on their way through a lie, which may change both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

Json = dict[str, Any]
Headers = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Request:
    """What the honest fake gets to see."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Headers
    body: bytes

    @property
    def route(self) -> str:
        """The path below the version."""
        return self.path.removeprefix("/upload").split("/", 2)[-1]

    @property
    def creates(self) -> bool:
        return self.method == "POST" and self.route == "interactions"

    @property
    def interactions(self) -> bool:
        return self.route.partition("/")[0] == "interactions"

    @property
    def uploads(self) -> bool:
        return self.path.startswith("/upload/")

    @property
    def starts_upload(self) -> bool:
        return self.uploads and self.header("x-goog-upload-command") == "start"

    @property
    def command(self) -> str:
        """What an upload URL is told to do."""
        return "" if self.starts_upload else self.header("x-goog-upload-command")

    def header(self, name: str) -> str:
        found = (value.decode("latin-1") for key, value in self.headers if key == name.encode())
        return next(found, "")

    def set_header(self, name: str, value: str | None) -> None:
        self.headers[:] = _with(self.headers, name, value)

    @property
    def json(self) -> Any:
        """The body, or None where it is no JSON."""
        return _json(self.body)

    def rewrite(self, edit: Callable[[Any], Any]) -> None:
        """Edit the JSON of the body in place, or replace it by what `edit` returns."""
        self.body = _rewritten(self.body, edit)

    @property
    def raw_query(self) -> bytes:
        return urlencode(self.query).encode()


@dataclass(slots=True)
class Event:
    """One frame of a stream: its lines as they are, and its data where that is JSON."""

    lines: list[str]

    @property
    def data(self) -> Any:
        return _json(self._data_line.encode())

    @property
    def kind(self) -> str:
        data = self.data
        return data["event_type"] if isinstance(data, dict) else self._data_line

    def edit(self, edit: Callable[[Any], Any]) -> None:
        line = "data: " + _rewritten(self._data_line.encode(), edit).decode()
        self.lines = [line if each.startswith("data: ") else each for each in self.lines]

    @property
    def _data_line(self) -> str:
        return next(line for line in self.lines if line.startswith("data: "))[6:]


@dataclass(slots=True)
class Reply:
    """What the client gets to see."""

    status: int
    headers: Headers
    body: bytes
    request: Request = field(repr=False)

    def header(self, name: str) -> str:
        found = (value.decode("latin-1") for key, value in self.headers if key == name.encode())
        return next(found, "")

    def set_header(self, name: str, value: str | None) -> None:
        self.headers[:] = _with(self.headers, name, value)

    @property
    def streams(self) -> bool:
        return self.header("content-type") == "text/event-stream" and self.status == 200

    @property
    def json(self) -> Any:
        return _json(self.body)

    def rewrite(self, edit: Callable[[Any], Any]) -> None:
        """Edit the JSON of the body in place, or replace it by what `edit` returns."""
        self.body = _rewritten(self.body, edit, pretty=True)

    @property
    def events(self) -> list[Event]:
        return [Event(block.split("\n")) for block in self.body.decode().split("\n\n")[:-1]]

    @events.setter
    def events(self, events: list[Event]) -> None:
        self.body = "".join("\n".join(event.lines) + "\n\n" for event in events).encode()

    def become(self, status: int, value: Any) -> None:
        """Be another answer in JSON."""
        self.status = status
        self.body = json.dumps(value, indent=2).encode() + b"\n"
        self.set_header("content-type", "application/json; charset=UTF-8")

    def refuse(self, message: str = "Request contains an invalid argument.") -> None:
        """Be a refusal, of the form that fits the route."""
        error: Json = {"message": message, "code": "invalid_request"}
        if not self.request.interactions:
            error = {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}
        self.become(400, {"error": error})


def pairs(query: bytes) -> list[tuple[str, str]]:
    return parse_qsl(query.decode(), keep_blank_values=True)


def everywhere(value: Any) -> Iterator[Json]:
    """Every object in a JSON value, from outside to inside."""
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from everywhere(member)
    elif isinstance(value, list):
        for item in value:
            yield from everywhere(item)


def _with(headers: Headers, name: str, value: str | None) -> Headers:
    kept = [pair for pair in headers if pair[0] != name.encode()]
    return kept if value is None else [*kept, (name.encode(), value.encode("latin-1"))]


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _rewritten(text: bytes, edit: Callable[[Any], Any], *, pretty: bool = False) -> bytes:
    value = json.loads(text)
    replaced = edit(value)
    value = value if replaced is None else replaced
    if pretty:
        return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
