"""The shapes of refusals that only some routes have (docs/wire/errors-auth-siblings.md 1)."""

from __future__ import annotations

import httpx
import pytest

from tests.api import MODEL, post

STREAMED = f"/v1/models/{MODEL}:streamGenerateContent"


@pytest.mark.parametrize("path", ["/v1/models/nope", "/v1/files/nope", "/v1/nothing"])
def test_classic_refusal_with_alt_sse_is_plain_under_the_type_of_events(
    client: httpx.Client, path: str
) -> None:
    """E-1-11"""
    refusal = client.get(path, params={"alt": "sse"})
    assert refusal.headers["content-type"] == "text/event-stream"
    assert refusal.content == client.get(path).content


def test_refusal_of_interactions_is_json_whatever_alt_says(client: httpx.Client) -> None:
    refusal = client.get("/v1/interactions/nope", params={"alt": "sse"})
    assert refusal.headers["content-type"] == "application/json; charset=UTF-8"


def test_streaming_method_without_alt_sse_answers_a_list(client: httpx.Client) -> None:
    """E-1-2"""
    (refusal,) = client.post(STREAMED, json={}).json()
    assert refusal["error"]["status"] == "UNIMPLEMENTED"


def test_streaming_method_with_alt_sse_answers_an_object(client: httpx.Client) -> None:
    refusal = client.post(STREAMED, json={}, params={"alt": "sse"})
    assert refusal.headers["content-type"] == "text/event-stream"
    assert refusal.text.startswith("{")


@pytest.mark.parametrize(
    "body",
    [
        {"response_format": {"type": "text"}},
        {"response_format": {"type": "text", "mime_type": "text/plain"}},
        {"response_format": [{"type": "text"}]},
        {"response_modalities": []},
        {"response_modalities": ["text"]},
    ],
    ids=str,
)
def test_plain_text_may_be_asked_for(client: httpx.Client, body: dict[str, object]) -> None:
    assert post(client, **body).status_code == 200
