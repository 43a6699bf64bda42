"""Every operation, by method and path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import httpx

from fake_gemini.imitated import IMITATED
from fake_gemini.routes.unrouted import CLASSIC_SIBLINGS, MODEL_METHODS
from tests.api import MODEL, Json, created, events
from tests.coverage import facts, sdk
from tests.coverage.asking import body, creates, ends, has, sends
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Ask, Probe, rows
from tests.coverage.tables import prose, section, table
from tests.files.uploading import started, upload

_PROSE = prose(
    "`{v}` is `v1`, `v1beta` or `v1alpha`, all alike. Anything else below them is the 404 of the"
    " real API, `Method not found.`, which goes on with what there is."
)
_HERE = ("interactions", "models", "files")


def page(fakes: Fakes) -> str:
    return section(
        "Operations",
        table("operation", rows(_routed(), _ROUTED, fakes)),
        table("query of `GET /{v}/interactions/{id}`", rows(facts.get_query(), _QUERY, fakes)),
        table("other operation", rows(_siblings(), _unrouted(), fakes)),
        _PROSE,
    )


def _routed() -> Iterator[str]:
    """Yield the operations that the fake says it has, and those of its resources elsewhere."""
    for line in IMITATED:
        methods, _, path = line.rpartition(" ")
        yield from (_named(method, path) for method in methods.split(" and "))
    yield from (_named(method, path) for method, path in facts.operations())
    yield from (_named(method, path) for method, path in sdk.operations() if _is_here(path))


def _named(method: str, path: str) -> str:
    """Spell an operation in one way: `POST /upload/{v}/files`."""
    rest = re.sub(r"/(?:\{v(?:er)?\}|v1)(?=/)", "", path, count=1)
    rest = re.sub(r"\{\w+\}", "{id}", rest)
    head = "/upload/{v}" if rest.startswith("/upload") else "/{v}"
    return f"{method} {head}{rest.removeprefix('/upload')}"


def _is_here(path: str) -> bool:
    return path.split("/")[1] in _HERE


def _siblings() -> Iterator[str]:
    yield from (f"{method} /{{v}}{path}" for method, path in sdk.operations() if not _is_here(path))
    yield from CLASSIC_SIBLINGS
    yield from MODEL_METHODS
    yield from (probe.name for probe in _OUTSIDE)


def _unrouted() -> Iterable[Probe]:
    for method, path in sdk.operations():
        if not _is_here(path):
            yield Probe(
                f"{method} /{{v}}{path}", sends(method, "/v1" + re.sub(r"\{\w+\}", "x", path))
            )
    for name in CLASSIC_SIBLINGS:
        yield Probe(name, sends("GET", f"/v1/{name}"), label=f"`/{{v}}/{name}` and below")
    for name in MODEL_METHODS:
        label, remark = f"`POST /{{v}}/models/{{id}}:{name}`", _METHODS.get(name, "")
        yield Probe(name, sends("POST", f"/v1/models/{MODEL}:{name}"), label=label, remark=remark)
    yield from _OUTSIDE


_CHATS = "also behind the chats of the SDKs"
_METHODS = {"generateContent": _CHATS, "streamGenerateContent": _CHATS}


def _outside(label: str, method: str, path: str) -> Probe:
    return Probe(label, sends(method, path), label=label)


_VERTEX = "/v1beta1/projects/p/locations/global/interactions"
_OUTSIDE = (
    _outside("Vertex AI paths", "POST", _VERTEX),
    _outside("the Live API", "GET", "/ws/google.ai.generativelanguage.v1beta.GenerativeService"),
    _outside("OpenAI-compatible routes", "POST", "/v1beta/openai/chat/completions"),
    _outside("a list of interactions", "GET", "/v1/interactions"),
)


def _of_interaction(method: str, ending: str = "", **made: Any) -> Ask:
    def ask(fakes: Fakes) -> httpx.Response:
        client = fakes.client()
        first = created(client, **made)
        return client.request(method, f"/v1/interactions/{first['id']}{ending}")

    return ask


def _of_file(method: str, ending: str = "") -> Ask:
    def ask(fakes: Fakes) -> httpx.Response:
        client = fakes.client()
        return client.request(method, f"/v1/{upload(client, name='files/a')['name']}{ending}")

    return ask


def _start(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    headers = {"X-Goog-Upload-Command": "query"}
    return client.post(started(client, size=5), headers=headers)


def _is_empty(reply: httpx.Response) -> bool:
    return body(reply) == {}


_REGISTER: Json = {"json": {"uris": ["gs://bucket/a.png"]}}
_COUNT: Json = {"json": {"contents": [{"parts": [{"text": "Hello"}]}]}}
_ROUTED = (
    Probe(
        "POST /{v}/interactions", creates(), shows=ends("completed"), remark="unary and streamed"
    ),
    Probe("GET /{v}/interactions/{id}", _of_interaction("GET"), shows=ends("completed")),
    Probe("DELETE /{v}/interactions/{id}", _of_interaction("DELETE"), shows=_is_empty),
    Probe(
        "POST /{v}/interactions/{id}/cancel",
        _of_interaction("POST", "/cancel", background=True),
        shows=ends("cancelled"),
        remark="of background runs in progress; otherwise a 400 `failed_precondition`",
    ),
    Probe("GET /{v}/models", sends("GET", "/v1/models"), shows=lambda it: "models" in body(it)),
    Probe(
        "GET /{v}/models/{id}",
        sends("GET", f"/v1/models/{MODEL}"),
        shows=has("name", f"models/{MODEL}"),
    ),
    Probe(
        "POST /{v}/models/{id}:countTokens",
        sends("POST", f"/v1/models/{MODEL}:countTokens", **_COUNT),
        shows=has("totalTokens", 3),
    ),
    Probe(
        "POST /upload/{v}/files",
        _start,
        shows=lambda reply: reply.headers["x-goog-upload-status"] == "active",
        remark="and the upload URLs: resumable, raw, multipart",
    ),
    Probe("GET /{v}/files", sends("GET", "/v1/files"), shows=_is_empty),
    Probe(
        "POST /{v}/files",
        sends("POST", "/v1/files", json={"file": {"display_name": "A"}}),
        shows=lambda reply: body(reply)["file"]["displayName"] == "A",
        remark="a record without bytes",
    ),
    Probe("GET /{v}/files/{id}", _of_file("GET"), shows=has("sizeBytes", "5")),
    Probe("DELETE /{v}/files/{id}", _of_file("DELETE"), shows=_is_empty),
    Probe(
        "GET /{v}/files/{id}:download",
        _of_file("GET", ":download?alt=media"),
        remark="as for every upload; nothing is generated yet",
    ),
    Probe(
        "POST /{v}/files:register",
        sends("POST", "/v1/files:register", **_REGISTER),
        shows=lambda reply: body(reply)["files"][0]["source"] == "REGISTERED",
        remark="as far as it goes without reading a bucket",
    ),
)


def _resumed(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    path = f"/v1/interactions/{created(client)['id']}"
    told = events(client.get(path, params={"stream": "true"}).text)
    last = told[-2]["event_id"]
    return client.get(path, params={"stream": "true", "last_event_id": last})


def _is_last_event(reply: httpx.Response) -> bool:
    return [event["event_type"] for event in events(reply.text)] == ["interaction.completed"]


_QUERY = (
    Probe(
        "stream",
        _of_interaction("GET", "?stream=true"),
        shows=lambda reply: "interaction.completed" in reply.text,
        remark="replays every event, each with an id; a run goes on to its end",
    ),
    Probe(
        "last_event_id",
        _resumed,
        shows=_is_last_event,
        remark="with `stream=true`: what came behind that event",
    ),
    Probe(
        "include_input",
        _of_interaction("GET", "?include_input=true"),
        _of_interaction("GET"),
        has("input", "Hello"),
        remark="as it was sent",
    ),
)
