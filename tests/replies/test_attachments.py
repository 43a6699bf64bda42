"""What the default model says of media, and which it refuses (docs/wire/files.md 5, 6)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import Json, created, error_of, post, text_of

_PDF = "application/pdf"


def _said(client: httpx.Client, *contents: Json) -> str:
    return text_of(created(client, list(contents)))


def test_inline_data_is_described_by_type_and_size(client: httpx.Client) -> None:
    image = {"type": "image", "data": "aGk=", "mime_type": "image/png"}
    assert "You sent an image (image/png, 2 bytes)." in _said(client, image)


def test_one_byte_is_one_byte(client: httpx.Client) -> None:
    assert "a document (1 byte)." in _said(client, {"type": "document", "data": "YQ=="})


def test_uri_is_described_as_not_read(client: httpx.Client) -> None:
    page = {"type": "document", "uri": "https://example.com/a.pdf", "mime_type": _PDF}
    assert (
        "You sent a document (application/pdf, https://example.com/a.pdf),"
        " which I did not read: this fake fetches nothing."
    ) in _said(client, page)


def test_each_attachment_is_named_in_order(client: httpx.Client) -> None:
    said = _said(
        client,
        {"type": "audio", "data": "aGk="},
        {"type": "text", "text": "Compare."},
        {"type": "video", "uri": "https://youtu.be/abc"},
    )
    assert said.index('You said: "Compare."') < said.index("an audio") < said.index("a video")


def test_equal_attachments_are_each_named(client: httpx.Client) -> None:
    image = {"type": "image", "data": "aGk="}
    assert _said(client, image, image).count("You sent an image") == 2


def test_content_of_the_data_changes_the_words(client: httpx.Client) -> None:
    said = {_said(client, {"type": "image", "data": data}) for data in ("aGk=", "aGo=")}
    assert len(said) == 2


def test_attachment_of_an_earlier_turn_changes_the_words(client: httpx.Client) -> None:
    words = set()
    for data in ("aGk=", "aGo="):
        first = created(client, {"type": "image", "data": data})
        words.add(text_of(created(client, "Go on.", previous_interaction_id=first["id"])))
    assert len(words) == 2


def test_media_in_an_output_of_the_history_is_taken(client: httpx.Client) -> None:
    steps = [
        {"type": "user_input", "content": "Draw a dog."},
        {"type": "model_output", "content": [{"type": "image", "data": "aGk="}]},
        {"type": "user_input", "content": "Now a cat."},
    ]
    said = text_of(created(client, steps))
    assert 'You said: "Now a cat."' in said
    assert "You sent" not in said


@pytest.mark.parametrize(
    "mime_type", ["application/zip", "application/octet-stream", "font/ttf", "model/obj"]
)
def test_type_that_no_model_reads_is_refused(client: httpx.Client, mime_type: str) -> None:
    response = post(client, {"type": "document", "data": "aGk=", "mime_type": mime_type})
    expected = (400, "invalid_request", f"Unsupported MIME type: {mime_type}")
    assert error_of(response) == expected


def test_type_with_parameters_is_read(client: httpx.Client) -> None:
    mime_type = "audio/l16; rate=24000"
    assert mime_type in _said(client, {"type": "audio", "data": "aGk=", "mime_type": mime_type})


@pytest.mark.parametrize(
    "uri",
    [
        "https://generativelanguage.googleapis.com/v1beta/files/nosuchfile12",
        "https://generativelanguage.googleapis.com/v1/files/nosuchfile12",
        "files/nosuchfile12",
    ],
)
def test_unknown_file_is_refused(client: httpx.Client, uri: str) -> None:
    assert error_of(post(client, {"type": "image", "uri": uri})) == (
        403,
        "permission_denied",
        "You do not have permission to access the File nosuchfile12 or it may not exist.",
    )


def test_refused_attachment_leaves_nothing_behind(client: httpx.Client) -> None:
    before = created(client)
    post(client, {"type": "image", "uri": "http://localhost/x"})
    after = client.get(f"/v1/interactions/{before['id']}")
    assert after.json()["steps"][1:] == before["steps"]
