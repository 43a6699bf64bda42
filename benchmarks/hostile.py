"""Requests that nobody should send, the same ones each time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from benchmarks.prompts import KEY, MODEL, request

# Values that stand where something else is meant.
_WRONG: tuple[Any, ...] = (
    None,
    True,
    -1,
    0.5,
    10**30,
    "",
    "\x00",
    "\ud800",
    "files/../../etc/passwd",
    "x" * 5000,
    [],
    [[]],
    [None],
    {},
    {"type": {}},
    {"type": []},
    {"type": None, "text": 1},
    {"\x00": "\x00"},
    [{"type": "image", "data": "!", "mime_type": "\x00/\x00"}],
    [{"type": "image", "uri": "https://generativelanguage.googleapis.com/v1/files/../x"}],
    [{"type": "user_input", "content": {"type": {}}}],
    [{"type": "thought", "signature": "\x00"}],
)
_FIELDS = (
    "model agent input previous_interaction_id system_instruction tools generation_config"
    " agent_config response_format response_mime_type response_modalities cached_content"
    " safety_settings service_tier stream store background environment webhook_config labels"
    " continuation_token type \x00 __proto__"
).split(" ")
_BROKEN = (
    b"",
    b"\x00",
    b"null",
    b"[]",
    b'"text"',
    b"{",
    b'{"input": "\xff\xfe"}',
    b'{"input": "\\ud800"}',
    b'{"input": NaN}',
    b'{"input": 1e999}',
    b'{"input": 1, "input": 2}',
    b"\xef\xbb\xbf{}",
    b'{"input": ' + b"[" * 300 + b"]" * 300 + b"}",
    b'{"input": ' + b'{"a":' * 300 + b"1" + b"}" * 301,
    b"[" * 100_000,
    b'{"generation_config": {"seed": ' + b"9" * 5000 + b"}}",
)
_PATHS = (
    "/v1/interactions",
    "/v1beta/interactions",
    "/v1/files",
    "/v1/files:register",
    f"/v1/models/{MODEL}:countTokens",
    "/upload/v1/files",
    "/_fake/clock",
    "/v1/agents",
)
_TARGETS = (
    "/v1/files/../../etc/passwd",
    "/v1/files/..%2f..%2f..%2fetc%2fpasswd",
    "/v1/files/%00",
    "/v1/files/a%00b:download?alt=media",
    "/v1/files/%2e%2e:download",
    "/v1/interactions/%ff%fe",
    "/v1/interactions/v1_" + "A" * 4000,
    "/v1/interactions/x?stream=maybe&last_event_id=%00",
    "/v1/models/../../x",
    "/v1/models?pageSize=99999999999999999999&pageToken=%ff",
    "/v1/files?pageToken=AAAA&pageSize=-1",
    "/upload/v1/files?upload_id=..%2f..%2fx&upload_protocol=resumable",
    "/_fake/../v1/interactions",
    "/%0a%0d",
    "//",
    "/v1/interactions/" + "%2f" * 500,
)
_METHODS = ("GET", "DELETE", "PUT", "PATCH", "OPTIONS", "POST")


def malformed(count: int) -> Iterator[bytes]:
    """Yield requests with bodies that are wrong in many ways."""
    random = Random(0)
    makers: tuple[Callable[[Random], bytes], ...] = (_broken, _mistyped, _mistyped, _cut, _noise)
    for _ in range(count):
        body = random.choice(makers)(random)
        yield request(random.choice(_PATHS), body)


def misaddressed(count: int) -> Iterator[bytes]:
    """Yield requests for paths that lead nowhere, or out of where they should stay."""
    random = Random(1)
    for _ in range(count):
        yield request(random.choice(_TARGETS), b"", method=random.choice(_METHODS))


def overloaded(count: int) -> Iterator[bytes]:
    """Yield requests with too many headers, or too large ones."""
    for number in range(count):
        if number % 2:
            headers = {f"X_{index}": "v" * 100 for index in range(1000)}
        else:
            headers = {"X_Large": "v" * 200_000}
        yield request("/v1/interactions", b"{}", **headers)


def uploads(count: int) -> Iterator[bytes]:
    """Yield uploads whose names and commands are traps."""
    names: tuple[Any, ...] = (
        "files/../../x",
        "../x",
        "files/\x00",
        "files/" + "a" * 5000,
        "\ud800",
        {},
        1,
    )
    commands = ("start", "start", "upload, finalize", "destroy", "")
    random = Random(2)
    for _ in range(count):
        name = random.choice(names)
        body = json.dumps({"file": {"name": name, "displayName": name}}).encode()
        yield request(
            "/upload/v1/files",
            body,
            X_Goog_Upload_Protocol=random.choice(("resumable", "raw", "multipart", "pigeon")),
            X_Goog_Upload_Command=random.choice(commands),
            X_Goog_Upload_Header_Content_Length=random.choice(("5", "-5", "9" * 30, "five")),
        )


def _broken(random: Random) -> bytes:
    return random.choice(_BROKEN)


def _mistyped(random: Random) -> bytes:
    body: dict[str, Any] = {"model": MODEL, "input": "Hello"}
    for field in random.sample(_FIELDS, random.randint(1, 3)):
        body[field] = random.choice(_WRONG)
    return json.dumps(body).encode()


def _cut(random: Random) -> bytes:
    whole = json.dumps({"model": MODEL, "input": [{"type": "text", "text": KEY}]}).encode()
    return whole[: random.randrange(len(whole))]


def _noise(random: Random) -> bytes:
    return random.randbytes(random.randrange(200))
