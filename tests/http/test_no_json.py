"""What is wrong with a body that is no JSON, and where."""

from __future__ import annotations

import httpx
import pytest

_DEEP = b'{"model":"gemini-3-flash-preview","input":' + b"[" * 2_000 + b"]" * 2_000 + b"}"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"model":', "It is no JSON at line 1, column 10."),
        (b'{"model":1e400}', "It is no JSON at line 1, column 10."),
        (b'{\n"model":x}', "It is no JSON at line 2, column 9."),
        (b'\xef\xbb\xbf{"model":"x"}', "It begins with a byte order mark, which JSON has none of."),
        (b'{"model":"\xff"}', "It is no UTF-8 at byte 10."),
        (b'{"model":"\xed\xa0\x80"}', "It is no UTF-8 at byte 10."),
        (b'{"model":"%b", x}' % (b"[]" * 200), "It is no JSON at line 1, column 414."),
    ],
    ids=["cut", "number", "second line", "mark", "byte", "surrogate", "brackets"],
)
def test_fault_and_place(client: httpx.Client, body: bytes, reason: str) -> None:
    response = client.post("/v1/interactions", content=body)
    assert response.status_code == 400
    assert response.json()["error"]["message"] == f"Invalid JSON payload received. {reason}"


def test_deeper_than_is_parsed(client: httpx.Client) -> None:
    response = client.post("/v1/interactions", content=_DEEP)
    assert response.json()["error"]["message"].endswith(", or nested deeper than 100.")
