"""An answer held to its operation: status, type, headers, body."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from contracts.schema.document import Document
from contracts.schema.findings import Finding, Kind
from tests.contracts.schema.samples import FILE, INTERACTION, STREAM

DOCUMENT = Document.load()
JSON = "application/json; charset=UTF-8"
EVENTS = "text/event-stream"


def answer(
    path: str = "/v1/interactions/v1_x",
    body: Any = INTERACTION,
    *,
    method: str = "GET",
    status: int = 200,
    content_type: str | None = JSON,
    **more: Any,
) -> list[Finding]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return DOCUMENT.check_answer(method, path, status, content_type, raw, **more)


def words(found: list[Finding]) -> list[str]:
    return [str(each) for each in found]


@pytest.mark.parametrize("version", ["v1", "v1beta", "v1alpha"])
@pytest.mark.parametrize("host", ["", "https://generativelanguage.googleapis.com"])
def test_operation_is_found_by_path(version: str, host: str) -> None:
    path = f"{host}/{version}/interactions/v1_x?stream=false"

    assert answer(path) == []
    assert words(answer(path, {**INTERACTION, "status": 5}))


def test_violation_says_where_what_and_what_instead() -> None:
    body = {**INTERACTION, "steps": [{"type": "model_output", "content": [{"type": "text"}]}]}

    assert words(answer(body=body)) == ["$.steps[0].content[0].text: is missing, and required"]


def test_unknown_field_is_additive() -> None:
    (found,) = answer(body={**INTERACTION, "mood": "good"})

    assert found.kind is Kind.ADDITIVE
    assert found.path == "$.mood"


def test_status_that_is_not_documented_is_refused() -> None:
    (found,) = answer(status=302, content_type=None, body=b"")

    assert str(found).startswith("status: found 302; accepted: 200, 400, ")


def test_error_of_another_status_is_held_to_the_error_shape() -> None:
    body = {"error": {"code": "payload_too_large", "message": "m"}}

    assert answer("/v1/interactions", body, method="POST", status=413) == []
    assert answer("/v1/interactions", {"oops": 1}, method="POST", status=413)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/interactions/x", {"error": {"code": "not_found", "message": "m"}}),
        ("/v1/interactions/x", [{"error": {"code": 404, "message": "m", "status": "NOT_FOUND"}}]),
        ("/v1/models/x", {"error": {"code": 404, "message": "m", "status": "NOT_FOUND"}}),
    ],
    ids=["service", "front-end", "classic"],
)
def test_each_shape_of_error_in_its_place(path: str, body: Any) -> None:
    assert answer(path, body, status=404) == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/models/x", {"error": {"code": "not_found", "message": "m"}}),
        ("/v1/models/x", [{"error": {"code": 404, "message": "m", "status": "NOT_FOUND"}}]),
        ("/v1/models/x", {"error": {"code": 400, "message": "m", "status": "NOT_FOUND"}}),
        ("/v1/models/x", {"error": {"code": 404, "message": "m", "status": "UNAVAILABLE"}}),
        ("/v1/interactions/x", {"error": {"code": 404, "message": "m", "status": "NOT_FOUND"}}),
        ("/v1/interactions/x", {"error": {"code": "not_found", "message": "m", "details": []}}),
        ("/v1/interactions/x", {"error": {"code": "not_found"}}),
        ("/v1/interactions/x", []),
    ],
    ids=["service", "array", "code", "status", "classic", "details", "message", "empty"],
)
def test_shape_of_error_in_another_place_is_refused(path: str, body: Any) -> None:
    assert any(each.is_violation for each in answer(path, body, status=404))


def test_error_of_a_classic_route_may_have_the_type_of_events() -> None:
    body = {"error": {"code": 404, "message": "m", "status": "NOT_FOUND"}}

    assert answer("/v1/models/x?alt=sse", body, status=404, content_type=EVENTS) == []


@pytest.mark.parametrize("content_type", ["text/html", None, ""], ids=["html", "none", "empty"])
def test_other_type_is_refused(content_type: str | None) -> None:
    assert words(answer(content_type=content_type)) == [
        f"headers.content-type: found {content_type or 'none'}; "
        "accepted: application/json, text/event-stream"
    ]


def test_body_that_is_no_json_is_refused() -> None:
    (found,) = answer(body=b"{")

    assert str(found).startswith("$: found no application/json: ")


def test_empty_body_is_refused() -> None:
    assert words(answer(body=b"")) == [
        "$: found an empty body; accepted: application/json, text/event-stream"
    ]


@pytest.mark.parametrize("body", [b"", b"{}\n"], ids=["empty", "object"])
def test_deleted_interaction_may_have_either_body(body: bytes) -> None:
    assert answer(method="DELETE", body=body) == []


def test_deleted_interaction_is_not_shown() -> None:
    assert answer(method="DELETE")


def test_head_has_no_body() -> None:
    assert answer(method="HEAD", body=b"") == []


def test_options_are_not_in_the_document() -> None:
    assert answer(method="OPTIONS", body=b"", content_type=None) == []


@pytest.mark.parametrize("path", ["/v1/interactions", "/v1/nonsense", "/v2/files", "/"])
def test_refusal_of_an_unknown_path_is_fine(path: str) -> None:
    assert answer(path, b"<html>", status=404, content_type="text/html") == []


def test_success_of_an_unknown_path_is_refused() -> None:
    (found,) = answer("/v1/nonsense", {})

    assert str(found).startswith("status: found 200 at GET /v1/nonsense; accepted: ")


def test_stream_is_held_event_by_event() -> None:
    assert answer("/v1/interactions", STREAM, method="POST", content_type=EVENTS) == []

    bad = STREAM.replace(b'"index":0', b'"index":-1', 1)
    assert words(answer("/v1/interactions", bad, method="POST", content_type=EVENTS)) == [
        "events[2].data.index: found -1 (integer); accepted: minimum 0"
    ]


def test_event_line_that_differs_from_the_event_is_refused() -> None:
    bad = STREAM.replace(b"event: step.stop", b"event: step.start", 1)

    found = words(answer("/v1/interactions", bad, method="POST", content_type=EVENTS))

    assert any("event_type" in each for each in found)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"X-Goog-Upload-Status": "active"}, []),
        ({}, ["headers.x_goog"]),
        ({"x-goog-upload-status": "open"}, ["found"]),
        ({"x-goog-upload-status": "active", "x-goog-upload-url": "http://h/nowhere"}, ["found"]),
    ],
    ids=["good", "missing", "value", "url"],
)
def test_headers_of_an_upload(headers: dict[str, str], expected: list[str]) -> None:
    found = answer(
        "/upload/v1/files?upload_id=x",
        b"",
        method="POST",
        content_type="text/plain",
        headers=headers,
    )

    assert len(found) == len(expected)


def test_upload_ends_with_a_file() -> None:
    path = "/upload/v1/files?upload_id=x"

    assert answer(path, {"file": FILE}, method="POST") == []
    assert answer(path, FILE, method="POST")


def test_download_is_any_bytes() -> None:
    path = "/v1/files/x:download?alt=media"

    assert answer(path, b"\x00\xff", content_type="video/mp4") == []


def test_answer_that_is_nested_too_deeply_is_refused() -> None:
    body = b'{"input":' + b'[{"type":"function_result","result":' * 500 + b"1" + b"}]" * 500 + b"}"

    found = answer(body=body)

    assert found
    assert all(each.is_violation for each in found)


def test_answer_takes_less_than_a_millisecond() -> None:
    raw = json.dumps(INTERACTION).encode()
    DOCUMENT.check_answer("GET", "/v1/interactions/x", 200, JSON, raw)

    begin = time.process_time()
    for _ in range(200):
        DOCUMENT.check_answer("GET", "/v1/interactions/x", 200, JSON, raw)

    assert (time.process_time() - begin) / 200 < 0.001
