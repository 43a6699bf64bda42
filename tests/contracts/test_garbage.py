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


@pytest.mark.parametrize("clause", all_clauses(), ids=lambda clause: clause.id)
def test_check_fails_by_assertion(clause: Clause) -> None:
    others = {name: _other_end(clause, *garbage) for name, garbage in GARBAGE.items()}
    assert not {name: end for name, end in others.items() if end}


def _other_end(clause: Clause, status: int, kind: str, body: bytes) -> str:
    """How a check ends on this answer, when not by an AssertionError."""
    headers = {"content-type": kind, "x-goog-upload-url": URL}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers=headers, content=body)

    with session_with(answer) as session:
        try:
            clause.run(session.api())
        except AssertionError:
            return ""
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return "it holds"
