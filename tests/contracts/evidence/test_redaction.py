"""No key is kept: not in a header, an address or a body, and not in pieces."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.evidence.recording import Kept, write
from contracts.evidence.redaction import Redaction, check_secrets
from contracts.exchanges import Exchange, Redactor
from contracts.stopping import WrongUsage
from tests.contracts.evidence.taking import recording

KEY, OTHER = "AIzaSy-the-main-key/of+one", "the-other-key-of-another"
URL = "http://target"
REDACTOR = Redactor({KEY: "GEMINI_API_KEY", OTHER: "GEMINI_OTHER_API_KEY"})
REDACTION = Redaction(REDACTOR, (KEY, OTHER), URL)


def exchange(body: bytes = b"{}", *, url: str = f"{URL}/v1/x", sent: bytes = b"",
             headers: tuple[tuple[str, str], ...] = (), kind: str = "application/json",
             told: tuple[tuple[str, str], ...] = ()) -> Exchange:  # fmt: skip
    heads = (("content-type", kind), *headers)
    return Exchange("POST", url, told, sent, 200, heads, body, 0.1)


def kept(**more: Any) -> Kept:
    return REDACTION.kept("step", "name", exchange(**more))


def streamed(*deltas: dict[str, Any]) -> bytes:
    events = [{"event_type": "step.delta", "index": 0, "delta": it} for it in deltas]
    return b"".join(f"event: step.delta\ndata: {json.dumps(it)}\n\n".encode() for it in events)


def text_of(found: Kept, folder: Path) -> str:
    """Everything that is written of an exchange."""
    write(recording(found), folder)
    return "".join(path.read_text() for path in folder.iterdir())


@pytest.mark.parametrize(
    "parts",
    [
        {"told": (("x-goog-api-key", KEY),)},
        {"told": (("X-Goog-Api-Key", OTHER),)},
        {"headers": (("x-echo", f"you sent {KEY}"),)},
        {"url": f"{URL}/v1/x?key={KEY}"},
        {"url": f"{URL}/v1/x?key=AIzaSy-the-main-key%2Fof%2Bone&alt=sse"},
        {"sent": json.dumps({"a": [f"my key is {KEY}."]}).encode()},
        {"body": json.dumps({"error": {"message": f"{KEY} is bad"}}).encode()},
        {"body": json.dumps({KEY: 1}).encode()},
        {"body": f"not json, but {KEY}".encode(), "kind": "text/plain"},
        {"body": streamed({"type": "text", "text": f"It is {KEY}"}), "kind": "text/event-stream"},
    ],
    ids=["header", "other-header", "reply-header", "query", "quoted-query", "request", "reply",
         "name", "text", "stream"],
)  # fmt: skip
def test_key_becomes_the_name_of_its_variable(parts: dict[str, Any], tmp_path: Path) -> None:
    found = kept(**parts)

    written = text_of(found, tmp_path)
    assert KEY not in written and OTHER not in written and "%2Fof%2B" not in written
    assert "$GEMINI_" in written
    assert not REDACTION.left(found)


@given(st.lists(st.integers(0, len(KEY)), max_size=6), st.sampled_from(["text", "arguments"]))
def test_key_that_comes_in_pieces_is_not_kept(
    tmp_path_factory: Any, cuts: list[int], name: str
) -> None:
    ends = [0, *sorted(cuts), len(KEY)]
    pieces = [KEY[begin:end] for begin, end in zip(ends, ends[1:], strict=False)]
    kind = {"text": "text", "arguments": "arguments_delta"}[name]
    deltas = [{"type": kind, name: text} for text in ("It is ", *pieces, ".")]

    found = kept(body=streamed(*deltas), kind="text/event-stream")

    assert not REDACTION.left(found)
    assert found.reply is not None
    told = "".join(frame["data"]["delta"][name] for frame in found.reply["frames"])
    assert told == "It is $GEMINI_API_KEY."
    assert len(found.reply["frames"]) == len(deltas)


def test_stream_that_breaks_off_in_a_key_does_not_keep_it(tmp_path: Path) -> None:
    """Its first half may stand in the last whole frame."""
    whole = streamed({"type": "text", "text": KEY[:10]})
    found = kept(body=whole + b'data: {"text":"' + KEY[10:].encode(), kind="text/event-stream")

    assert KEY[10:] not in text_of(found, tmp_path)
    assert found.reply is not None and found.reply["rest"] == len(KEY) - 10 + 15


def test_odd_frames_keep_no_pieces_of_a_key(tmp_path: Path) -> None:
    body = b"".join(
        b'id: 1\ndata: {"event_type":"a","delta":{"type":"text","text":"%s"}}\n\n' % half.encode()
        for half in (KEY[:10], KEY[10:])
    )

    found = kept(body=body, kind="text/event-stream")

    assert KEY[:10] not in text_of(found, tmp_path) and not REDACTION.left(found)


def test_pieces_beside_each_other_are_not_joined() -> None:
    """Two steps that are told at the same time spell nothing together."""
    events = [{"event_type": "step.delta", "index": at % 2, "delta": {"type": "text", "text": it}}
              for at, it in enumerate([KEY[:5], "a", KEY[5:], "b"])]  # fmt: skip
    body = b"".join(f"event: step.delta\ndata: {json.dumps(it)}\n\n".encode() for it in events)

    found = kept(body=body, kind="text/event-stream")

    assert found.reply is not None
    told = [frame["data"]["delta"]["text"] for frame in found.reply["frames"]]
    assert told == ["$GEMINI_API_KEY", "a", "", "b"]


def test_other_text_stays_in_its_pieces() -> None:
    body = streamed(*({"type": "text", "text": it} for it in ("1, 2,", " 3, 4")))

    found = kept(body=body, kind="text/event-stream")

    assert found.reply is not None
    assert [it["data"]["delta"]["text"] for it in found.reply["frames"]] == ["1, 2,", " 3, 4"]


@pytest.mark.parametrize("name", ["Authorization", "cookie", "Proxy-Authorization"])
def test_credentials_of_others_are_hidden(name: str) -> None:
    assert kept(told=((name, "Bearer abc"),)).request_headers == ((name, "$HIDDEN"),)


def test_cookies_of_the_target_are_hidden() -> None:
    assert ("Set-Cookie", "$HIDDEN") in kept(headers=(("Set-Cookie", "NID=1"),)).headers


def test_upload_ids_are_hidden(tmp_path: Path) -> None:
    """Whoever has one may send the bytes of somebody's file."""
    address = f"{URL}/upload/v1/files?upload_id=secret-id&upload_protocol=resumable"
    headers = (("x-goog-upload-url", address), ("X-GUploader-UploadID", "secret-id"))

    found = kept(url=address, headers=headers)

    assert "secret-id" not in text_of(found, tmp_path)
    assert found.url == "/upload/v1/files?upload_id=$UPLOAD_ID&upload_protocol=resumable"


def _with(text: str) -> Kept:
    """An exchange in which something was left, as if the redaction had missed it."""
    made = kept()
    return Kept(
        **{**{name: getattr(made, name) for name in made.__slots__}, "reply": {"text": text}}
    )


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        KEY.upper(),
        KEY.encode().hex(),
        base64.b64encode(KEY.encode()).decode(),
        base64.urlsafe_b64encode(b"a" + KEY.encode() + b"bc").decode(),
        base64.b64encode(b'{"key": "' + KEY.encode() + b'"}').decode(),
        "AIzaSyD-another-key-nobody-knows-0123456",
        "ya29.a0AfB_byC-something-long",
        "Bearer eyJhbGciOiJSUzI1NiJ9.something",
        "http://h/upload/v1/files?upload_id=ABC",
    ],
    ids=["plain", "capitals", "hex", "base64", "base64-inside", "base64-json", "unknown-key",
         "token", "bearer", "upload-id"],
)  # fmt: skip
def test_leftover_is_found_in_any_spelling(text: str) -> None:
    left = REDACTION.left(_with(f"before {text} after"))

    assert left == ["step/name .reply.body.text"]
    assert KEY not in left[0]


def test_leftover_is_found_in_bytes() -> None:
    assert REDACTION.left(kept(body=b"\xff" + KEY.encode(), kind="image/png"))


def test_ordinary_text_is_no_leftover() -> None:
    words = "The key to success; api key; Bearer of news; upload_id=$UPLOAD_ID; AIza; key=..."
    assert not REDACTION.left(_with(words))


@pytest.mark.parametrize("secret", ["k", "short"])
def test_key_that_could_be_a_word_is_refused(secret: str) -> None:
    with pytest.raises(WrongUsage, match="cannot be told from a word"):
        check_secrets((KEY, secret))
