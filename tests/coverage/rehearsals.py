"""The hard outcomes that can be asked for."""

from __future__ import annotations

from typing import Any

import httpx

from fake_gemini.faults.rehearsals import FORMS
from tests.api import MODEL, Json
from tests.coverage.asking import body, create, creates, ends
from tests.coverage.fakes import Fakes
from tests.coverage.probes import Ask, Probe, Shows, Verdict, rows
from tests.coverage.tables import code, prose, section, table

_PROSE = prose(
    "A trigger is a whole text part of the last input; anywhere else it is text. None of it is"
    " Google's. `CODE` is one of the API's, see Errors."
)
_TIMES, _AFTER, _OFF = "…, N times", "…, retry-after SECONDS", "`--no-rehearsals`"


def page(fakes: Fakes) -> str:
    forms = (*FORMS.split(", "), _TIMES, _AFTER, _OFF)
    return section("Rehearsals", _PROSE, table("trigger", rows(forms, _PROBES, fakes)))


def said(trigger: str) -> list[Json]:
    """An input with a trigger, and something to say."""
    texts = ("Count from 1 to 50.", f"[[fake: {trigger}]]")
    return [{"type": "text", "text": text} for text in texts]


def _cut(trigger: str) -> Ask:
    """Read a stream until it breaks off."""

    def ask(fakes: Fakes) -> httpx.Response:
        sent = {"model": MODEL, "input": said(trigger), "stream": True}
        with fakes.client().stream("POST", "/v1/interactions", json=sent) as reply:
            arrived = list(_arriving(reply))
        return httpx.Response(reply.status_code, headers=reply.headers, content=b"".join(arrived))

    return ask


def _arriving(reply: httpx.Response) -> Any:
    try:
        yield from reply.iter_bytes()
    except httpx.RemoteProtocolError:
        yield b"(cut)"


def _fails(status: int, code: str) -> Shows:
    def shows(reply: httpx.Response) -> bool:
        return reply.status_code == status and body(reply)["error"]["code"] == code

    return shows


def _works(form: str, trigger: str, shows: Shows, remark: str, **body: Any) -> Probe:
    return _of(form, creates(input=said(trigger), **body), shows, remark)


def _of(form: str, ask: Ask, shows: Shows, remark: str) -> Probe:
    label = form if form.startswith("`") else code(f"[[fake: {form}]]")
    return Probe(form, ask, None, shows, Verdict.WORKS, remark, label)


def _second_time(fakes: Fakes) -> httpx.Response:
    client = fakes.client()
    create(client, input=said("error api_error, 1 times"))
    return create(client, input=said("error api_error, 1 times"))


def _has_waited(reply: httpx.Response) -> bool:
    return reply.elapsed.total_seconds() > 0.05


_PROBES = (
    _works(
        "error CODE",
        "error too_many_requests",
        _fails(429, "too_many_requests"),
        "a refusal, with the HTTP status of the code",
    ),
    _works(
        "blocked prompt",
        "blocked prompt",
        lambda it: _fails(400, "invalid_request")(it) and "blocked" in it.text,
        "the refusal of a prohibited prompt",
    ),
    _works("failed [CODE]", "failed", ends("failed"), "status `failed`, and `errors`"),
    _works(
        "blocked [CODE]",
        "blocked",
        lambda it: ends("failed")(it) and "content_blocked" in it.text,
        "the same with `content_blocked` or another code",
    ),
    _works("incomplete", "incomplete", ends("incomplete"), "half of the text"),
    _works("budget_exceeded", "budget_exceeded", ends("budget_exceeded"), "half of the text"),
    _works(
        "requires_continuation",
        "requires_continuation",
        ends("requires_continuation"),
        "half of the text, and a token for the rest",
    ),
    _works(
        "stream error [CODE]",
        "stream error",
        lambda it: "event: error" in it.text and "interaction.completed" not in it.text,
        "an `error` event half way; the interaction is `failed`",
        stream=True,
    ),
    _of(
        "cut stream at checkpoint",
        _cut("cut stream at checkpoint"),
        lambda it: "continuation_token" in it.text and it.text.endswith("(cut)"),
        "the connection ends where it can be continued",
    ),
    _of(
        "cut stream [after N events]",
        _cut("cut stream after 3 events"),
        lambda it: it.text.count("event_type") == 3 and it.text.endswith("(cut)"),
        "the connection ends",
    ),
    _works(
        "slow stream [SECONDS below 100]",
        "slow stream 0.01",
        _has_waited,
        "a pause before each event",
        stream=True,
    ),
    _of(_TIMES, _second_time, ends("completed"), "after N equal requests the next is answered"),
    _works(
        _AFTER,
        "error too_many_requests, retry-after 1",
        lambda it: it.headers["retry-after"] == "1",
        "the header, beside an `error`",
    ),
    _of(
        _OFF,
        creates({"rehearsals": False}, input=said("failed")),
        ends("completed"),
        "the option that makes every trigger text",
    ),
)
