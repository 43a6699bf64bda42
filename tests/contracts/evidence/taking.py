"""Recordings: of fakes in this process, and made up from a few replies."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from starlette.types import ASGIApp

from contracts.evidence import bodies
from contracts.evidence.findings import compared
from contracts.evidence.record import record_target
from contracts.evidence.recording import Kept, Recording
from contracts.options import Options
from contracts.targets import target_of_app
from fake_gemini import Settings, create_app
from tests.lies.book import all_lies
from tests.lies.telling import Liar

MODEL = "gemini-3.5-flash-lite"


def taken(app: ASGIApp) -> Recording:
    """What an app in this process answers to the programme."""
    told: list[str] = []
    recording = record_target(target_of_app(app), Options(), told.append)
    assert not told, told
    return recording


@cache
def of_today() -> Recording:
    return taken(create_app())


@cache
def of_legacy() -> Recording:
    return taken(create_app(Settings(revision="2026-05-07")))


def of_liar(lie: str) -> Recording:
    """What a fake answers that is broken in one way."""
    liar = Liar(create_app(), all_lies()[lie])
    recording = taken(liar)
    assert liar.told, f"{lie} changed nothing"
    return recording


def reply(body: Any, name: str = "create", status: int = 200, **more: Any) -> Kept:
    """One exchange of the step `made`, with a JSON body."""
    told: dict[str, Any] = {
        "method": "POST",
        "url": "/v1beta/interactions",
        "request_headers": (),
        "request": None,
        "headers": (("content-type", "application/json"),),
        "reply": None if body is None else bodies.kept(json.dumps(body).encode()),
    }
    return Kept("made", name, status=status, **{**told, **more})


def stream(*events: Any, name: str = "stream", ends: bool = True) -> Kept:
    """One exchange whose reply is a stream."""
    frames = [f"event: {it['event_type']}\ndata: {json.dumps(it)}\n\n" for it in events]
    text = "".join([*frames, "event: done\ndata: [DONE]\n\n" if ends else ""])
    headers = (("content-type", "text/event-stream"),)
    kept = bodies.kept(text.encode(), "text/event-stream")
    return reply(None, name, headers=headers, reply=kept)


def recording(*exchanges: Kept, **more: Any) -> Recording:
    about = {"target": "fake", "url": "http://h", "model": MODEL, "recorded": "2026-01-01"}
    return Recording(**{**about, **more}, exchanges=exchanges)


def found(before: Recording, after: Recording) -> dict[str, str]:
    """What differs: the severity of each id."""
    findings = compared(before, after).findings
    return {finding.id: finding.difference.severity.value for finding in findings}
