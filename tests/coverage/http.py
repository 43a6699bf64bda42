"""Credentials, queries, headers and methods."""

from __future__ import annotations

from typing import Any

import httpx

from fake_gemini.settings import LEGACY_REVISION, REVISION
from tests.coverage import facts
from tests.coverage.asking import create, sends
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Ask, Probe, Stale, Verdict, rows
from tests.coverage.tables import Row, code, prose, section, table

_PROSE = prose(
    "HTTP/1.1 only. That the real API refuses service accounts with a 403 of its own"
    " (docs/wire/errors-auth-siblings.md, E-3-4) is not imitated: a token does not show whose it"
    " is. With a known seed ids can be guessed; the fake is no security boundary."
)
_CREATE = "/v1/interactions"


def page(fakes: Fakes) -> str:
    return section(
        "HTTP",
        _PROSE,
        _table("credential", _CREDENTIALS, fakes),
        _table("query", _QUERIES, fakes),
        _table("header of a request", _HEADERS, fakes),
        _table("method", _METHODS, fakes),
        table("header of a reply", _reply_headers(fakes)),
    )


def _table(head: str, probes: tuple[Probe, ...], fakes: Fakes) -> str:
    return table(head, rows([probe.name for probe in probes], probes, fakes))


def _is_fine(reply: httpx.Response) -> bool:
    return reply.status_code == 200


def _probe(label: str, ask: Ask, without: Ask | None = None, **more: Any) -> Probe:
    return Probe(label, ask, without, label=label, **more)


def _creates_as(*, key: str = "", path: str = _CREATE, **headers: str) -> Ask:
    def ask(fakes: Fakes) -> httpx.Response:
        client = fakes.client(key=key)
        sent = {"model": "gemini-3-flash-preview", "input": "Hello"}
        return client.post(path, json=sent, headers=headers)

    return ask


_ANY_KEY = "any key, unless `--api-key` names some; each is a project of its own"
_CREDENTIALS = (
    _probe(
        "`x-goog-api-key`",
        _creates_as(key="a"),
        shows=_is_fine,
        remark=_ANY_KEY,
    ),
    _probe(
        "`?key=`",
        _creates_as(path=f"{_CREATE}?key=a"),
        shows=_is_fine,
        remark=_ANY_KEY,
    ),
    _probe(
        "both",
        _creates_as(key="a", path=f"{_CREATE}?key=invalid-b"),
        shows=_is_fine,
        remark="the header counts",
    ),
    _probe(
        "a bearer token that begins with `ya29.`",
        _creates_as(Authorization="Bearer ya29.a"),
        shows=_is_fine,
        remark="unless keys are named",
    ),
    _probe("another bearer token", _creates_as(Authorization="Bearer a")),
    _probe("a key that begins with `invalid-`, or that is not named", _creates_as(key="invalid-a")),
    _probe("none", _creates_as()),
)


def _on_create(query: str) -> tuple[Ask, Ask]:
    return _creates_as(key="a", path=f"{_CREATE}?{query}"), _creates_as(key="a")


def _on_list(query: str) -> tuple[Ask, Ask]:
    return sends("GET", f"/v1/files?{query}"), sends("GET", "/v1/files")


_QUERIES = (
    _probe("`alt=sse` on `/interactions`", *_on_create("alt=sse"), remark="`stream` decides"),
    _probe("any other name on `/interactions`", *_on_create("fields=id")),
    _probe(
        "`alt=sse` elsewhere",
        *_on_list("alt=sse"),
        remark="an error then has the type `text/event-stream`, as recorded",
    ),
    _probe("`alt=json`, `alt=media`", *_on_list("alt=media")),
    _probe("`alt` otherwise, as `alt=proto`", *_on_list("alt=proto")),
    _probe("`prettyPrint`", *_on_list("prettyPrint=false"), remark="JSON is always indented"),
    _probe("`fields` elsewhere", *_on_list("fields=files")),
    _probe("`$fields` elsewhere", *_on_list("$fields=files")),
    _probe("any other name elsewhere", *_on_list("a=b")),
)


def _with(method: str, path: str, name: str, value: str) -> tuple[Ask, Ask]:
    headers = {name: value}
    return sends(method, path, headers=headers), sends(method, path)


def _creates_with(name: str, value: str) -> tuple[Ask, Ask]:
    return _creates_as(key="a", **{name: value}), _creates_as(key="a")


def _of_then(revision: str = "") -> Ask:
    """Ask a fake that speaks the retired schema."""
    headers = {"Api-Revision": revision} if revision else {}
    sent = {"model": "gemini-3-flash-preview", "input": "Hello"}
    return lambda fakes: fakes.client(revision=LEGACY_REVISION).post(
        _CREATE, json=sent, headers=headers
    )


_HEADERS = (
    _probe(
        "`Api-Revision: 2026-05-20` and unknown ones", *_creates_with("Api-Revision", "2026-05-20")
    ),
    _probe(
        "`Api-Revision: 2026-05-07`",
        *_creates_with("Api-Revision", "2026-05-07"),
        remark="the retired schema",
    ),
    _probe(
        "`Api-Revision: 2026-05-20` with `--revision 2026-05-07`",
        _of_then(REVISION),
        _of_then(),
        shows=lambda reply: "steps" in reply.json(),
        remark="steps, also on a fake that speaks the retired schema",
    ),
    _probe(
        "none with `--revision 2026-05-07`",
        _of_then(),
        shows=lambda reply: "outputs" in reply.json(),
        remark="the retired schema: `outputs`, `role`, `content.delta`, turns in `input`"
        " (docs/wire/interactions.md 5.5)",
    ),
    _probe(
        "`Accept-Encoding: gzip`",
        *_creates_with("Accept-Encoding", "gzip"),
        remark="bytes stay the same",
    ),
    _probe("`Content-Encoding: gzip`", *_creates_with("Content-Encoding", "gzip")),
    _probe("`x-server-timeout`", *_creates_with("X-Server-Timeout", "1")),
    _probe("`x-goog-user-project`", *_creates_with("X-Goog-User-Project", "p")),
    _probe("`X-Goog-FieldMask` on `/interactions`", *_creates_with("X-Goog-FieldMask", "id")),
    _probe("`X-Goog-FieldMask` elsewhere", *_with("GET", "/v1/files", "X-Goog-FieldMask", "files")),
)


def _preflight(fakes: Fakes) -> httpx.Response:
    headers = {"Origin": "https://example.com", "Access-Control-Request-Method": "POST"}
    return fakes.client().options(_CREATE, headers=headers)


_METHODS = (
    _probe(
        "a preflight of a browser (CORS)",
        _preflight,
        shows=_is_fine,
        remark="any origin; not with `Api-Revision`, as there",
    ),
    *(_probe(method, sends(method, _CREATE)) for method in ("PUT", "PATCH", "OPTIONS")),
    _probe("HEAD", sends("HEAD", _CREATE), remark="without a body"),
)

_ABSENT = {
    "content-encoding": "never compressed, so that bytes stay the same",
    "transfer-encoding": "bodies have a `Content-Length`; only streams are chunked",
    "alt-svc": "it would send clients to a port that is not the fake's",
    "content-disposition": "was seen on `:streamGenerateContent` only",
    "x-gemini-service-tier": "not on `/interactions`; `service_tier` says it",
    "cache-control": "was seen once, on errors",
    "retry-after": "unless rehearsed",
}
_REMARKS = {
    "server-timing": "a constant",
    "date": "by the fake's clock",
}


def _reply_headers(fakes: Fakes) -> list[Row]:
    reply = create(fakes.client())
    known = dict.fromkeys((*facts.reply_headers(), "date", "content-length", "retry-after"))
    return [_header(name, name in reply.headers) for name in known]


def _header(name: str, is_sent: bool) -> Row:
    if is_sent:
        return Row(code(name), Verdict.IMITATED, _REMARKS.get(name, ""))
    if name not in _ABSENT:
        raise Stale(f"no reply had the header {name}: say why in {__name__}")
    return Row(code(name), Verdict.NEVER, _ABSENT[name])
