"""What `countTokens` counts (docs/wire/errors-auth-siblings.md 8.2)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect
from tests.count_tokens.asking import contents, count, refusal, tokens

MOUNTAIN = "What's the highest mountain in Africa?"
FOX = "The quick brown fox jumps over the lazy dog."
PIXEL = {"mimeType": "image/png", "data": "iVBORw0KGgo="}


@pytest.mark.parametrize(("text", "total"), [(MOUNTAIN, 11), (FOX, 12)], ids=["question", "fox"])
def test_text_counts_one_more_than_recorded(client: httpx.Client, text: str, total: int) -> None:
    assert count(client, contents({"text": text})).json() == {
        "totalTokens": total,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": total}],
    }


def test_each_turn_counts_one_for_its_role(client: httpx.Client) -> None:
    turn = {"parts": [{"text": MOUNTAIN}]}

    assert tokens(count(client, {"contents": [turn, turn]})) == {"TEXT": 22}


def test_one_object_may_stand_for_a_list(client: httpx.Client) -> None:
    body = {"contents": {"parts": {"text": MOUNTAIN}}}

    assert tokens(count(client, body)) == {"TEXT": 11}


@pytest.mark.parametrize(
    "part",
    [{"inlineData": PIXEL}, {"inline_data": {"mime_type": "image/png", "data": PIXEL["data"]}}],
    ids=["camelCase", "snake_case"],
)
def test_inline_image_counts_as_image(client: httpx.Client, part: Any) -> None:
    assert tokens(count(client, contents(part))) == {"TEXT": 1, "IMAGE": 258}


@pytest.mark.parametrize(
    "part",
    [
        {"fileData": {"fileUri": "https://youtu.be/abc", "mimeType": "video/mp4"}},
        {"file_data": {"file_uri": "https://youtu.be/abc", "mime_type": "video/mp4"}},
    ],
    ids=["camelCase", "snake_case"],
)
def test_video_by_address_counts_as_video(client: httpx.Client, part: Any) -> None:
    assert set(tokens(count(client, contents(part)))) == {"TEXT", "VIDEO"}


@pytest.mark.parametrize("key", ["functionCall", "function_response", "executableCode"])
def test_structured_part_counts_as_text(client: httpx.Client, key: str) -> None:
    assert tokens(count(client, contents({key: {"name": "f"}})))["TEXT"] > 3


@pytest.mark.parametrize("key", ["generateContentRequest", "generate_content_request"])
def test_whole_request_counts_instruction_and_tools(client: httpx.Client, key: str) -> None:
    bare = contents({"text": MOUNTAIN})
    whole = bare | {"systemInstruction": {"parts": [{"text": "Be brief."}]}, "tools": [{}]}

    assert tokens(count(client, {key: bare})) == {"TEXT": 11}
    assert tokens(count(client, {key: whole}))["TEXT"] >= 11 + 3 + 1


def test_null_is_absent(client: httpx.Client) -> None:
    body = contents({"text": MOUNTAIN, "thought": None}) | {"generateContentRequest": None}

    assert tokens(count(client, body)) == {"TEXT": 11}


def test_agent_counts_like_a_model(client: httpx.Client) -> None:
    response = count(client, contents({"text": FOX}), model="antigravity-preview-05-2026")

    assert tokens(response) == {"TEXT": 12}


def test_equal_requests_have_equal_answers(connect: Connect) -> None:
    body = contents({"text": FOX}, {"inlineData": PIXEL})

    assert count(connect(seed=1), body).content == count(connect(seed=2, key="b"), body).content


def uploaded(client: httpx.Client, mime_type: str) -> str:
    """Upload a few bytes and return the uri of the file."""
    headers = {"X-Goog-Upload-Protocol": "raw", "Content-Type": mime_type}
    made = client.post("/upload/v1/files", content=b"Hello", headers=headers)
    assert made.status_code == 200, made.text
    return str(made.json()["file"]["uri"])


@pytest.mark.parametrize(
    ("mime_type", "modality"),
    [("image/png", "IMAGE"), ("audio/mp3", "AUDIO"), ("application/pdf", "DOCUMENT")],
)
def test_file_counts_by_its_own_type(client: httpx.Client, mime_type: str, modality: str) -> None:
    uri = uploaded(client, mime_type)

    assert set(tokens(count(client, contents({"fileData": {"fileUri": uri}})))) == {
        "TEXT",
        modality,
    }


def test_file_of_another_key_is_denied(client: httpx.Client) -> None:
    uri = uploaded(client, "image/png")
    client.headers["x-goog-api-key"] = "other"

    assert count(client, contents({"fileData": {"fileUri": uri}})).status_code == 403


def test_file_that_expired_is_denied(client: httpx.Client) -> None:
    uri = uploaded(client, "image/png")

    client.post("/_fake/clock", json={"advance": "48h"})

    assert count(client, contents({"fileData": {"fileUri": uri}})).status_code == 403


@pytest.mark.parametrize(
    "uri",
    [
        "files/nobodys",
        "https://generativelanguage.googleapis.com/v1beta/files/nobodys",
        "https://generativelanguage.googleapis.com/v1/files/nobodys",
    ],
    ids=["short", "v1beta", "v1"],
)
def test_unknown_file_is_denied(client: httpx.Client, uri: str) -> None:
    response = count(client, contents({"fileData": {"fileUri": uri}}))

    message = "You do not have permission to access the File nobodys or it may not exist."
    assert refusal(response) == (403, "PERMISSION_DENIED", message)
