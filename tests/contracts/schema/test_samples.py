"""What was recorded or documented passes, and what is past or wrong is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contracts.schema.document import Document
from tests.contracts.schema.samples import (
    FILE,
    INTERACTION,
    LEGACY,
    REGISTERED,
    STREAM,
    Exchange,
    exchanges,
    others,
    streams,
)

DOCUMENT = Document.load()
GOOD = [each for each in exchanges() if each.place != "legacy-0"] + others()
# Requests that the examples show because they are refused.
BAD_REQUESTS = {
    "errors-0": "$.nonsense_field",
    "errors-1": "$.response_format.type",
    "errors-8": "path",
}


def answer(exchange: Exchange, response: Any) -> list[str]:
    raw = json.dumps(response).encode()
    found = DOCUMENT.check_answer(
        exchange.method, exchange.path, exchange.status, "application/json", raw
    )
    return [str(each) for each in found]


def spoilt(body: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {key: value for key, value in {**body, **fields}.items() if value is not ...}


@pytest.mark.parametrize("exchange", GOOD, ids=str)
def test_answer_passes_and_holds_nothing_new(exchange: Exchange) -> None:
    assert answer(exchange, exchange.response) == []


@pytest.mark.parametrize("name", sorted(streams().keys() - {"legacy-stream"}))
def test_stream_passes_and_holds_nothing_new(name: str) -> None:
    found = DOCUMENT.check_answer(
        "POST", "/v1/interactions", 200, "text/event-stream", streams()[name]
    )

    assert [str(each) for each in found] == []


@pytest.mark.parametrize("exchange", GOOD, ids=str)
def test_request_passes_unless_it_is_there_to_be_refused(exchange: Exchange) -> None:
    found = DOCUMENT.check_request(exchange.method, exchange.path, exchange.request)

    expected = BAD_REQUESTS.get(exchange.place)
    assert [each.path for each in found] == ([expected] if expected else [])


def test_legacy_answer_is_refused() -> None:
    (legacy,) = [each for each in exchanges() if each.place == "legacy-0"]

    found = answer(legacy, legacy.response)

    assert any(each.startswith("$.role: ") for each in found)
    assert any(each.startswith("$.outputs: ") for each in found)


def test_legacy_stream_is_refused_at_every_event() -> None:
    stream = streams()[f"{LEGACY}-stream"]

    found = DOCUMENT.check_answer("POST", "/v1/interactions", 200, "text/event-stream", stream)

    assert [each.path for each in found] == [f"events[{n}].event" for n in range(5)]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"status": "bananas"}, "$.status"),
        ({"status": "completed", "usage": ...}, "$.usage"),
        ({"status": "in_progress"}, "$.usage"),
        ({"id": None}, "$.id"),
        ({"id": ""}, "$.id"),
        ({"object": "thing"}, "$.object"),
        ({"model": ...}, "$.model"),
        ({"created": "2026-11-23T04:00:00.5Z"}, "$.created"),
        ({"updated": "2026-11-23 04:00:00"}, "$.updated"),
        ({"service_tier": ...}, "$.service_tier"),
        ({"output_text": "Hello"}, "$.output_text"),
        ({"role": "model"}, "$.role"),
        ({"steps": []}, "$.steps"),
        ({"steps": [{"type": "dance"}]}, "$.steps[0].type"),
        ({"steps": [{"type": "thought"}]}, "$.steps[0].signature"),
        ({"steps": [{"type": "thought", "signature": "?"}]}, "$.steps[0].signature"),
        ({"steps": [{"type": "function_call", "id": "a", "name": "f"}]}, "$.steps[0].arguments"),
        ({"steps": [{"type": "user_input", "content": "hi"}]}, "$.steps[0].content"),
        ({"environment_id": "env-1"}, "$.environment_id"),
        ({"status": "requires_continuation"}, "$.continuation_token"),
        ({"input": "hi"}, "$.input"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_bad_interaction_is_refused(fields: dict[str, Any], place: str) -> None:
    create = Exchange("", "POST", "/v1/interactions", None, 200, None)

    found = answer(create, spoilt(INTERACTION, **fields))

    assert [each.partition(":")[0] for each in found] == [place]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"name": "azucr4abxgje"}, "$.name"),
        ({"displayName": ""}, "$.displayName"),
        ({"mimeType": ...}, "$.mimeType"),
        ({"sizeBytes": 889389}, "$.sizeBytes"),
        ({"createTime": "2025-06-24T12:57:41+00:00"}, "$.createTime"),
        ({"updateTime": ...}, "$.updateTime"),
        ({"expirationTime": ...}, "$.expirationTime"),
        ({"sha256Hash": "42" * 32}, "$.sha256Hash"),
        ({"sha256Hash": ...}, "$.sha256Hash"),
        ({"uri": "http://127.0.0.1/v1beta/files/azucr4abxgje"}, "$.uri"),
        ({"uri": ...}, "$.uri"),
        ({"state": "READY"}, "$.state"),
        ({"source": ...}, "$.source"),
        ({"error": {"code": 3, "message": "m"}}, "$.error"),
        ({"downloadUri": "https://x"}, "$.downloadUri"),
        ({"state": "PROCESSING", "videoMetadata": {}}, "$.videoMetadata"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_bad_file_is_refused(fields: dict[str, Any], place: str) -> None:
    get = Exchange("", "GET", "/v1/files/azucr4abxgje", None, 200, None)

    found = answer(get, spoilt(FILE, **fields))

    assert {each.partition(":")[0] for each in found} == {place}


def test_record_without_bytes_passes_where_it_may_be() -> None:
    bare = spoilt(FILE, mimeType="", sha256Hash="", sizeBytes="0", uri=...)
    create = Exchange("", "POST", "/v1/files", None, 200, None)
    upload = Exchange("", "POST", "/upload/v1/files", None, 200, None)

    assert answer(create, {"file": bare}) == []
    assert answer(upload, {"file": bare})


def test_only_an_empty_file_may_have_no_size() -> None:
    upload = Exchange("", "POST", "/upload/v1/files", None, 200, None)
    empty = (
        "ZTNiMGM0NDI5OGZjMWMxNDlhZmJmNGM4OTk2ZmI5MjQyN2FlNDFlNDY0OWI5MzRjYTQ5NTk5MWI3ODUyYjg1NQ=="
    )

    assert answer(upload, {"file": spoilt(FILE, sizeBytes=..., sha256Hash=empty)}) == []
    assert answer(upload, {"file": spoilt(FILE, sizeBytes=...)})


def test_registered_file_does_not_expire() -> None:
    register = Exchange("", "POST", "/v1/files:register", None, 200, None)
    lasting = {**REGISTERED, "expirationTime": FILE["expirationTime"]}

    assert answer(register, {"files": [lasting]})


@pytest.mark.parametrize(
    ("good", "bad", "place"),
    [
        (
            b'"status":"in_progress","object"',
            b'"status":"completed","object"',
            "events[0].data.interaction.status",
        ),
        (b'"created":', b'"made":', "events[10].data.interaction.created"),
        (b'"status":"completed"', b'"status":"in_progress"', "events[10].data.interaction.status"),
        (b'"step":{"type":"thought"}', b'"step":{"type":"dance"}', "events[2].data.step.type"),
        (b'"type":"thought_signature"', b'"type":"signature"', "events[4].data.delta.type"),
        (b'"text":"1, 2, "', b'"text":null', "events[7].data.delta.text"),
        (b'"usage":{', b'"steps":[],"usage":{', "events[10].data.interaction.steps"),
        (b"event: done", b"event: end", "events[11].event"),
        (b"[DONE]", b"{}", "events[11].data"),
    ],
    ids=["created", "time", "completed", "step", "delta", "text", "steps", "done", "done-data"],
)
def test_bad_event_is_refused(good: bytes, bad: bytes, place: str) -> None:
    stream = STREAM.replace(good, bad, 1)
    assert stream != STREAM

    found = DOCUMENT.check_answer("POST", "/v1/interactions", 200, "text/event-stream", stream)

    assert place in [each.path for each in found if each.is_violation]
