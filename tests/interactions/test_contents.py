"""The content types with inline data and with a uri (docs/wire/interactions.md 2.4)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import created, error_of, post, text_of

_URI = "https://example.com/it"
_MIME_TYPES = [
    *("image/" + kind for kind in "png jpeg webp heic heif gif bmp tiff".split()),
    *("audio/" + kind for kind in "wav mp3 aiff aac ogg flac mpeg m4a l16 opus alaw mulaw".split()),
    *("video/" + kind for kind in "mp4 mpeg mpg mov avi x-flv webm wmv 3gpp".split()),
    "application/pdf",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.spreadsheet",
]
_OPTIONS: dict[str, dict[str, Any]] = {
    "image resolution": {"type": "image", "resolution": "ultra_high"},
    "audio numbers": {"type": "audio", "sample_rate": 16000, "channels": 1},
    "whole number with a point": {"type": "audio", "sample_rate": 16000.0},
    "audio static": {"type": "audio", "processing": "static"},
    "audio offsets": {
        "type": "audio",
        "processing": {"type": "static", "start_offset": "1.5s", "end_offset": "10.5s"},
    },
    "video name": {"type": "video", "name": "clip", "resolution": "low"},
    "video layers": {
        "type": "video",
        "processing": {"type": "static", "fps": 1, "content_layers": ["frames", "transcript"]},
    },
    "document pages": {
        "type": "document",
        "processing": {
            "type": "static",
            "page_options": {"start_page": 1, "end_page": 2, "content_layers": ["page_text"]},
        },
    },
    "document sheets": {
        "type": "document",
        "processing": {
            "type": "static",
            "spreadsheet_options": {"sheet_index": 0, "content_layers": ["formulas"]},
        },
    },
}
_BAD: dict[str, tuple[dict[str, Any], str]] = {
    "neither data nor uri": ({"type": "image"}, "input"),
    "data and uri": ({"type": "image", "data": "aGk=", "uri": _URI}, "input"),
    "data that is empty": ({"type": "image", "data": ""}, "input.data"),
    "data that is no base64": ({"type": "image", "data": "a"}, "input.data"),
    "data with a stray sign": ({"type": "image", "data": "aG!k"}, "input.data"),
    "data beyond ASCII": ({"type": "image", "data": "ä==="}, "input.data"),
    "data of the wrong type": ({"type": "image", "data": 1}, "input.data"),
    "uri of the wrong type": ({"type": "image", "uri": {}}, "input.uri"),
    "unknown key": ({"type": "image", "uri": _URI, "alt": "x"}, "input.alt"),
    "key of another type": ({"type": "image", "uri": _URI, "fps": 1}, "input.fps"),
    "half a number": ({"type": "audio", "data": "aGk=", "channels": 1.5}, "input.channels"),
    "boolean as number": ({"type": "audio", "data": "aGk=", "channels": True}, "input.channels"),
    "number of 65 bits": ({"type": "audio", "data": "aGk=", "channels": 1e19}, "input.channels"),
    "resolution of the wrong type": (
        {"type": "image", "uri": _URI, "resolution": {}},
        "input.resolution",
    ),
    "processing without a type": (
        {"type": "audio", "uri": _URI, "processing": {"start_offset": "1s"}},
        "input.processing",
    ),
    "processing with a type as object": (
        {"type": "audio", "uri": _URI, "processing": {"type": {}}},
        "input.processing",
    ),
    "offset without unit": (
        {"type": "audio", "uri": _URI, "processing": {"type": "static", "start_offset": "1"}},
        "input.processing",
    ),
}


@pytest.mark.parametrize("kind", ["image", "audio", "video", "document"])
def test_inline_data_is_accepted(client: httpx.Client, kind: str) -> None:
    text = text_of(created(client, {"type": kind, "data": "aGk="}))
    assert f"{kind} (2 bytes)" in text


@pytest.mark.parametrize("kind", ["image", "audio", "video", "document"])
def test_uri_is_accepted(client: httpx.Client, kind: str) -> None:
    text = text_of(created(client, {"type": kind, "uri": _URI}))
    assert f"{kind} ({_URI})" in text


@pytest.mark.parametrize("mime_type", _MIME_TYPES)
def test_documented_mime_type_is_accepted(client: httpx.Client, mime_type: str) -> None:
    kind = mime_type.partition("/")[0]
    kind = kind if kind in ("image", "audio", "video") else "document"
    content = {"type": kind, "data": "aGk=", "mime_type": mime_type}
    assert mime_type in text_of(created(client, [content]))


@pytest.mark.parametrize(
    "mime_type", ["png", "cooking/pan", "image/", "image/ png", "", "image/x\n"]
)
def test_other_mime_type_is_refused(client: httpx.Client, mime_type: str) -> None:
    response = post(client, {"type": "image", "data": "aGk=", "mime_type": mime_type})
    assert error_of(response) == (
        400,
        "invalid_request",
        f"Unsupported MIME type: {mime_type}",
    )


def test_url_safe_base64_without_padding_is_the_same_data(client: httpx.Client) -> None:
    plain, url_safe = ({"type": "image", "data": data} for data in ("+/8=", "-_8"))
    assert created(client, plain)["steps"] == created(client, url_safe)["steps"]


@pytest.mark.parametrize("content", _OPTIONS.values(), ids=_OPTIONS)
def test_option_is_accepted(client: httpx.Client, content: dict[str, Any]) -> None:
    assert post(client, {**content, "uri": _URI}).status_code == 200


@pytest.mark.parametrize(("content", "place"), _BAD.values(), ids=_BAD)
def test_wrong_content_is_refused_by_its_place(
    client: httpx.Client, content: dict[str, Any], place: str
) -> None:
    status, code, message = error_of(post(client, content))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith(f"Invalid input at '{place}'.")


def test_video_with_swapped_offsets_is_refused_as_recorded(client: httpx.Client) -> None:
    # I-2.4-8, I-7.3-5
    processing = {"type": "static", "start_offset": "20s", "end_offset": "10.5s"}
    video = {"type": "video", "uri": _URI, "processing": processing}
    response = post(client, [{"type": "user_input", "content": [video]}])
    assert error_of(response) == (
        400,
        "invalid_request",
        "Invalid input at 'input[0].content[0].processing'.",
    )


def test_wrong_resolution_is_refused_with_the_values(client: httpx.Client) -> None:
    _, _, message = error_of(post(client, {"type": "image", "uri": _URI, "resolution": "4k"}))
    assert message == (
        "The value '4k' is not supported for 'resolution' at 'input'."
        " Supported values: 'low', 'medium', 'high', 'ultra_high'."
    )


def test_camel_case_key_is_refused_with_the_right_name(client: httpx.Client) -> None:
    _, _, message = error_of(post(client, {"type": "image", "uri": _URI, "mimeType": "image/png"}))
    assert message == "Invalid input at 'input.mimeType'. Did you mean 'mime_type'?"


def test_annotations_of_a_text_are_taken_and_shown(client: httpx.Client) -> None:
    citation = {"type": "url_citation", "start_index": 0, "end_index": 2, "url": _URI}
    text = {"type": "text", "text": "hi", "annotations": [citation]}
    name = created(client, [text])["id"]
    assert client.get(f"/v1/interactions/{name}").json()["steps"][0]["content"] == [text]
