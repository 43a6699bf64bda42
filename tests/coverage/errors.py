"""What the fake refuses by itself, and which codes only a rehearsal has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from fake_gemini.wire.codes import BLOCKED, BROKEN, CODES
from tests.api import MODEL, created
from tests.coverage import facts
from tests.coverage.asking import create, creates, sends
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Ask, Stale, Verdict
from tests.coverage.rehearsals import said
from tests.coverage.tables import Row, code, prose, section, table
from tests.files.uploading import begin, upload

_PROSE = prose(
    "On `/interactions` an error has a message and a code. A key that is not accepted and a path"
    " that is not routed are told by Google's front end instead, in a list and with a status, as"
    " on the other routes. HTTP statuses are those of docs/wire/interactions.md 7.2, but for"
    " `unimplemented`: clients retry a 501."
)


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong with a request, as the page says it."""

    title: str
    ask: Ask


def page(fakes: Fakes) -> str:
    return section(
        "Errors",
        _PROSE,
        table("code on `/interactions`", _codes(fakes)),
        table("status on the other routes", _statuses(fakes)),
    )


def _codes(fakes: Fakes) -> list[Row]:
    found = _caused(_CODES, "code", fakes)
    known = dict.fromkeys((*facts.error_codes(), *CODES, *BLOCKED, *BROKEN, *found))
    rows = [found.get(name) or _rehearsed(name, fakes) for name in known]
    return sorted(rows, key=lambda row: row.here != Verdict.IMITATED)


def _rehearsed(name: str, fakes: Fakes) -> Row:
    """The row of a code that the fake does not use by itself."""
    reply = create(fakes.client(), input=said(f"error {name}"))
    if reply.json()["error"]["code"] != name:
        raise Stale(f"the code {name} has no cause in {__name__}, and cannot be rehearsed")
    remark = f"{reply.status_code}, `[[fake: error {name}]]`"
    return Row(code(name), Verdict.REHEARSED, remark, alike=remark.replace(name, "CODE"))


def _statuses(fakes: Fakes) -> list[Row]:
    found = _caused(_STATUSES, "status", fakes)
    known = dict.fromkeys((*facts.error_statuses(), *found))
    rows = [
        found.get(name) or Row(code(name), Verdict.NEVER, _RARE.get(name, "")) for name in known
    ]
    return sorted(rows, key=lambda row: row.here != Verdict.IMITATED)


def _caused(causes: Iterable[Cause], field: str, fakes: Fakes) -> dict[str, Row]:
    """Return a row for each name that some cause leads to."""
    titles: dict[str, list[str]] = {}
    for cause in causes:
        reply = cause.ask(fakes)
        name = reply.json()["error"][field]
        titles.setdefault(name, [f"{reply.status_code}"]).append(cause.title)
    return {
        name: Row(code(name), Verdict.IMITATED, f"{http}: {'; '.join(listed)}")
        for name, (http, *listed) in titles.items()
    }


def _finished(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    return client.post(f"/v1/interactions/{created(client)['id']}/cancel")


def _unready(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    uri = upload(client, mime="video/mp4")["uri"]
    return create(client, input=[{"type": "video", "uri": uri}])


def _unready_count(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    part = {"fileData": {"fileUri": upload(client, mime="video/mp4")["uri"]}}
    return client.post(_COUNT, json={"contents": [{"parts": [part]}]})


def _taken(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    upload(client, name="files/a")
    return begin(client, {"name": "files/a"})


def _too_much(fakes: Fakes) -> httpx.Response:
    return begin(fakes.client(max_storage=4), size=5)


def _bearer(fakes: Fakes) -> httpx.Response:
    headers = {"Authorization": "Bearer a"}
    return fakes.client(key="").get("/v1/files", headers=headers)


_COUNT = f"/v1/models/{MODEL}:countTokens"
_UNKNOWN = "/v1/interactions/v1_a"
_FILE = {"type": "document", "uri": "files/a"}
_GZIP = {"Content-Encoding": "gzip"}
_CODES = (
    Cause("whatever cannot be right in itself: names, types, values, JSON", creates(user="me")),
    Cause("a cancel of what is not running", _finished),
    Cause("a file that is still processed", _unready),
    Cause("an id that is unknown, deleted, expired or of another key", sends("GET", _UNKNOWN)),
    Cause("an agent that is unknown", creates(model=None, agent="my-agent")),
    Cause("a model of no known family", creates(model="gpt")),
    Cause("a file that is unknown, expired or of another key", creates(input=[_FILE])),
    Cause("a compressed body", sends("POST", "/v1/interactions", headers=_GZIP)),
    Cause("what is not imitated", creates(environment="remote")),
)
_STATUSES = (
    Cause("whatever cannot be right in itself", sends("GET", "/v1/files?pageSize=x")),
    Cause("a bad key", sends("GET", "/v1/files", key="invalid-a")),
    Cause("a file that is still processed", _unready_count),
    Cause("a bearer token that is none", _bearer),
    Cause("no key", sends("GET", "/v1/files", key="")),
    Cause("a file that is unknown, expired or of another key", sends("GET", "/v1/files/a")),
    Cause("a model that is unknown", sends("GET", "/v1/models/gpt")),
    Cause("a path that is not routed", sends("GET", "/v1/nothing")),
    Cause("a name that is taken", _taken),
    Cause("no room for a file, by `max_storage`", _too_much),
    Cause("what is not imitated", sends("GET", "/v1/cachedContents")),
)
_RARE = {
    "INTERNAL": "but for a fault of the fake, which is a 500",
    "UNAVAILABLE": "a 503 when the disk is full has no body",
    "CANCELLED": "a client that went away gets nothing",
}
