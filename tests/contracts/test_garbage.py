"""Whatever comes back instead of an answer, a check fails, and by AssertionError only."""

from __future__ import annotations

import httpx
import pytest

from contracts.clauses import Clause, all_clauses
from tests.contracts.asking import session_with

JSON, STREAM, URL = "application/json", "text/event-stream", "http://target/upload"

# Status, content type and body of every answer.
GARBAGE = {
    "nothing": (200, JSON, b""),
    "null": (200, JSON, b"null"),
    "list": (200, JSON, b"[1]"),
    "object": (200, JSON, b"{}"),
    "text": (200, JSON, b'"text"'),
    "nulls": (200, JSON, b'{"id": null, "steps": null, "usage": null, "file": null}'),
    "numbers": (200, JSON, b'{"id": 1, "steps": [1], "usage": 1, "file": 1, "status": 1}'),
    "error": (400, JSON, b'{"error": null}'),
    "page": (404, "text/html", b"<!doctype html>\xff"),
    "no-content": (204, JSON, b""),
    "broken-stream": (200, STREAM, b"data: {\n\n"),
    "empty-stream": (200, STREAM, b"event: done\ndata: [DONE]\n\n"),
    "odd-stream": (200, STREAM, b'data: [1]\n\ndata: {"event_type": 1}\n\ndata: [DONE]\n\n'),
    "endless-numbers": (200, JSON, b'{"totalTokens": 1e999, "models": [{"name": -0}]}'),
    "deep": (200, JSON, b"[" * 500 + b"]" * 500),
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
@pytest.mark.parametrize("clause", all_clauses(), ids=lambda clause: clause.id)
def test_check_fails_by_assertion(clause: Clause, garbage: tuple[int, str, bytes]) -> None:
    status, kind, body = garbage
    headers = {"content-type": kind, "x-goog-upload-url": URL}

    with session_with(
        lambda request: httpx.Response(status, headers=headers, content=body)
    ) as session:
        with pytest.raises(AssertionError):
            clause.run(session.api())
