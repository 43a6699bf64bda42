"""Ways to make a fake that answers otherwise: other settings, or something in front of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

from fake_gemini import create_app
from fake_gemini.settings import Settings
from tests.lies.exchange import Event, Json, Reply, Request
from tests.lies.telling import Answered, Asked, Liar, Lie

Make = Callable[[], Any]
When = Callable[[Request], bool]


def fake(**settings: Any) -> Make:
    """An honest fake with other settings."""
    return lambda: create_app(Settings(**settings))


def liar(asked: Asked | None = None, answered: Answered | None = None, **settings: Any) -> Make:
    """A fake behind something that edits requests and answers."""
    hooks = (asked or _nothing, answered or _nothing)
    return lambda: Liar(create_app(Settings(**settings)), Lie("otherwise", "", lambda: hooks))


def instead(when: When, status: int, body: Any) -> Make:
    """A fake that gives one answer to some requests."""

    def answered(reply: Reply) -> None:
        if when(reply.request):
            become(reply, status, body)

    return liar(answered=answered)


def refusing_instead(status: int, body: Any, when: When = lambda request: True) -> Make:
    """A fake whose refusals are all this one."""

    def answered(reply: Reply) -> None:
        if reply.status >= 400 and when(reply.request):
            become(reply, status, body)

    return liar(answered=answered)


def become(reply: Reply, status: int, body: Any) -> None:
    """Be another answer: bytes are plain text, all else is JSON."""
    if isinstance(body, bytes):
        kind = "text/html" if body.startswith(b"<") else "text/plain"
        reply.status, reply.body = status, body
        reply.set_header("content-type", f"{kind}; charset=UTF-8")
    else:
        reply.become(status, body)


def i(code: str, message: str = "No.") -> Json:
    """A refusal in the envelope of /interactions."""
    return {"error": {"message": message, "code": code}}


def r(code: int, status: str, reason: str = "") -> Json:
    """A refusal in the envelope of the classic routes."""
    details = [{"reason": reason}] if reason else []
    return {"error": {"code": code, "message": "No.", "status": status, "details": details}}


def creates(request: Request) -> bool:
    return request.creates


def starts(request: Request) -> bool:
    return request.starts_upload


def finalizes(request: Request) -> bool:
    return "finalize" in request.command


def of(method: str, route: str = "") -> When:
    """Requests of a method to a route, or below it."""
    return lambda request: request.method == method and request.route.startswith(route)


def has_parent(request: Request) -> bool:
    return request.creates and "previous_interaction_id" in (request.json or {})


def without(*names: str) -> Asked:
    """Drop fields of each create before it is read."""

    def asked(request: Request) -> None:
        if request.creates and request.json:
            request.rewrite(lambda body: [body.pop(name, None) for name in names] and None)

    return asked


def without_query(name: str) -> Asked:
    def asked(request: Request) -> None:
        request.query = [pair for pair in request.query if pair[0] != name]

    return asked


def without_nonsense(request: Request) -> None:
    """Drop the unknown names of a create, however deep."""
    if request.creates:
        request.body = request.body.replace(b',"nonsense_field":1', b"")


def nonsense(request: Request) -> bool:
    return b"nonsense_field" in request.body


def on_get(edit: Callable[[Json], None]) -> Make:
    """Edit what the GET of an interaction shows."""

    def answered(reply: Reply) -> None:
        if of("GET", "interactions/")(reply.request) and reply.status == 200:
            reply.rewrite(edit)

    return liar(answered=answered)


def on_create(edit: Callable[[Json], None], when: When = creates) -> Make:
    """Edit the answer to a create."""

    def answered(reply: Reply) -> None:
        if when(reply.request) and reply.status == 200 and not reply.streams:
            reply.rewrite(edit)

    return liar(answered=answered)


def on_upload(edit: Callable[[Json], None]) -> Make:
    """Edit the file that an upload has made."""

    def answered(reply: Reply) -> None:
        if reply.request.uploads and reply.json:
            reply.rewrite(lambda value: edit(value["file"]))

    return liar(answered=answered)


def on_stream(edit: Callable[[list[Event]], list[Event]], when: When = lambda _: True) -> Make:
    """Edit the events of a stream."""

    def answered(reply: Reply) -> None:
        if reply.streams and when(reply.request):
            reply.events = edit(reply.events)

    return liar(answered=answered)


def with_header(name: str, value: str | None) -> Make:
    return liar(answered=lambda reply: reply.set_header(name, value))


def listing(count: int, **more: Any) -> Make:
    """A fake with so many models on the first page."""
    models = [{"name": f"models/gemini-{number}"} for number in range(count)]
    return instead(of("GET", "models"), 200, {"models": models, **more})


def setting(name: str, value: Any) -> Callable[[Json], None]:
    return lambda target: target.update({name: value})


def dropping(name: str) -> Callable[[Json], None]:
    return lambda target: target.pop(name, None) and None


def taken_at_the_start(reply: Reply) -> None:
    """A name that is taken is refused with the last bytes."""
    if starts(reply.request) and reply.status == 409:
        reply.status, reply.body = 200, b""
        reply.set_header("x-goog-upload-url", "http://127.0.0.1/upload/v1/files?upload_id=Anone")
    elif finalizes(reply.request) and reply.status == 404:
        reply.become(409, r(409, "ALREADY_EXISTS"))


def repeating(change: Callable[[Reply, Reply], None]) -> Make:
    """Change each answer to last bytes behind the first one, which it gets as well."""

    def make() -> Any:
        first: list[Reply] = []

        def answered(reply: Reply) -> None:
            if finalizes(reply.request):
                first.append(reply)
                if reply is not first[0]:
                    change(reply, first[0])

        return Liar(create_app(), Lie("otherwise", "", lambda: (_nothing, answered)))

    return make


def refuse_again(reply: Reply, first: Reply) -> None:
    become(reply, 400, b"Upload has already been terminated.")


def replay(reply: Reply, first: Reply) -> None:
    reply.status, reply.body = first.status, first.body


def compact(reply: Reply) -> None:
    if reply.json is not None:
        reply.body = json.dumps(reply.json, separators=(",", ":")).encode()


def compress(reply: Reply) -> None:
    reply.body = gzip.compress(reply.body)
    reply.set_header("content-encoding", "gzip")


def stream_by_query(request: Request) -> None:
    if ("alt", "sse") in request.query:
        request.rewrite(lambda body: body.update(stream=True))


def sort_files(reply: Reply) -> None:
    if of("GET", "files")(reply.request) and "files" in (reply.json or {}):
        reply.rewrite(lambda page: page["files"].sort(key=lambda file: file["name"]))


def merge(events: list[Event]) -> list[Event]:
    """One delta with all of the text."""
    deltas = [each for each in events if b'"type":"text"' in json_of(each)]
    text = "".join(each.data["delta"]["text"] for each in deltas)
    deltas[0].edit(lambda data: data["delta"].update(text=text))
    return [each for each in events if each not in deltas[1:]]


def json_of(event: Event) -> bytes:
    return json.dumps(event.data, separators=(",", ":")).encode() if event.data else b""


def number_some(events: list[Event]) -> list[Event]:
    for event in events[::2]:
        if event.data:
            event.edit(lambda data: data.pop("event_id", None) and None)
    return events


def number_each(events: list[Event]) -> list[Event]:
    for event in events[:-1]:
        event.edit(lambda data: data.setdefault("event_id", "evt") and None)
    return events


def only_the_end(reply: Reply) -> None:
    if reply.streams:
        reply.events = reply.events[-1:]


def longer_usage(interaction: Json) -> None:
    interaction["usage"]["total_input_tokens"] += 1000


def _nothing(_: Any) -> None:
    """An honest hook."""
