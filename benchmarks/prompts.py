"""What is sent: creates as whole HTTP requests."""

from __future__ import annotations

import json
from typing import Any

MODEL = "gemini-3-flash-preview"
KEY = "benchmark-key"

# aimock knows no other version.
PATH = "/v1beta/interactions"

# A word of every prompt, which the fixture of aimock answers to.
ALWAYS = "lighthouse"

_TALK = (
    f"Please explain to a curious visitor how the keeper of a {ALWAYS} spent a winter night in the"
    " last century: what had to be wound, trimmed, polished and written down, how the hours were"
    " divided between two people, and which of these small duties mattered most when fog came in."
    " Add one sentence about the sea, and another one about the people on the ships."
)

_SYSTEM = "You are a patient guide in a small museum. Use plain words, and keep to short sentences."

EVENTS = 50
CHUNK = 80
# The other events of a stream: two at the start, three of the thought, two around the text, and
# the last.
_DELTAS = EVENTS - 8
_LONG = "Reply with exactly: " + ((_TALK + " ") * 12)[: _DELTAS * CHUNK]


def request(path: str, body: bytes, *, method: str = "POST", **headers: str) -> bytes:
    """Return an HTTP request on a connection that stays open."""
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"x-goog-api-key: {KEY}",
        "Content-Type: application/json",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def create(input: Any, *, stream: bool = False, **more: Any) -> bytes:
    """Return a create; `stream` is always said, because aimock takes its absence for true."""
    body = {"model": MODEL, "input": input, "stream": stream, "system_instruction": _SYSTEM, **more}
    return request(PATH, json.dumps(body).encode())


def talk(number: int) -> str:
    """Return a prompt whose reply is 1.4 kB; equal numbers give equal prompts."""
    return f"({number:06}) {_TALK}"


def whole(count: int) -> list[bytes]:
    """Return creates that differ."""
    return [create(talk(number)) for number in range(count)]


def streamed() -> bytes:
    """Return a create whose stream has 50 events."""
    return create(_LONG, stream=True)


def unary() -> bytes:
    """Return a create that is answered with the same text at once."""
    return create(_LONG)


def moved(request: bytes, path: str) -> bytes:
    """Return the same request to another path."""
    return request.replace(PATH.encode(), path.encode(), 1)
