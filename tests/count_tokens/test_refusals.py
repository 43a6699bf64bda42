"""What `countTokens` refuses (docs/wire/errors-auth-siblings.md 2)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import MODEL
from tests.count_tokens.asking import contents, count, refusal, tokens

FOX = "The quick brown fox jumps over the lazy dog."
PIXEL = {"mimeType": "image/png", "data": "iVBORw0KGgo="}


def test_unknown_model_is_not_found(client: httpx.Client) -> None:
    response = count(client, contents({"text": "x"}), model="custom-gemini-2.0-flash")

    message = (
        "models/custom-gemini-2.0-flash is not found for API version v1beta, or is not supported"
        " for countTokens. Call ListModels to see the list of available models and their supported"
        " methods."
    )
    assert refusal(response) == (404, "NOT_FOUND", message)


def test_unknown_name_is_refused_with_its_place(client: httpx.Client) -> None:
    response = count(client, contents({"inlineData": {**PIXEL, "fileName": "a.png"}}))

    message = (
        'Invalid JSON payload received. Unknown name "fileName" at'
        " 'contents[0].parts[0].inline_data': Cannot find field."
    )
    violation = {"field": "contents[0].parts[0].inline_data", "description": message}
    assert response.json()["error"] == {
        "code": 400,
        "message": message,
        "status": "INVALID_ARGUMENT",
        "details": [
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [violation],
            }
        ],
    }


def test_unknown_name_at_the_top_has_no_place(client: httpx.Client) -> None:
    response = count(client, contents({"text": "x"}) | {"includeThoughts": True})

    message = 'Invalid JSON payload received. Unknown name "includeThoughts": Cannot find field.'
    assert refusal(response) == (400, "INVALID_ARGUMENT", message)
    (detail,) = response.json()["error"]["details"]
    assert detail["fieldViolations"] == [{"description": message}]


def test_each_unknown_name_is_a_line(client: httpx.Client) -> None:
    _, _, message = refusal(count(client, {"a": 1, "contents": [{"b": 2, "parts": []}]}))

    assert [line.split('"')[1] for line in message.split("\n")] == ["a", "b"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (contents({"text": 12}), "Invalid value at 'contents[0].parts[0].text' (TYPE_STRING), 12"),
        (
            {"contents": [{"parts": "x"}]},
            "Invalid value at 'contents[0].parts'"
            ' (type.googleapis.com/google.ai.generativelanguage.v1beta.Part), "x"',
        ),
        (
            {"contents": [{"role": ["user"], "parts": [{"text": "x"}]}]},
            "Invalid JSON payload received. Unknown name \"role\" at 'contents[0]':"
            " Proto field is not repeating, cannot start list.",
        ),
        (
            contents({"inlineData": {"mimeType": "image/png", "data": "%"}}),
            "Invalid value at 'contents[0].parts[0].inline_data.data' (TYPE_BYTES),"
            " Base64 decoding failed",
        ),
        ([], 'Invalid JSON payload received. Unknown name "": Root element must be a message.'),
        ({}, "* CountTokensRequest.contents: contents is not specified\n"),
        (
            {"contents": [{"role": "user"}]},
            "* CountTokensRequest.contents[0].parts: contents.parts must not be empty.\n",
        ),
        (contents({"inlineData": {"data": "AAAA"}}), "Unsupported MIME type: "),
        (
            contents({"fileData": {"fileUri": "http://127.0.0.1/x"}}),
            "Cannot fetch content from the provided URL.",
        ),
    ],
    ids=[
        "number-for-text",
        "text-for-parts",
        "list-for-role",
        "no-base64",
        "list-for-body",
        "empty-body",
        "no-parts",
        "no-type",
        "private-address",
    ],
)
def test_wrong_body_is_refused_in_known_words(
    client: httpx.Client, body: Any, message: str
) -> None:
    assert refusal(count(client, body)) == (400, "INVALID_ARGUMENT", message)


@pytest.mark.parametrize(
    "body",
    [
        contents({}),
        contents({"text": "a", "inlineData": PIXEL}),
        contents({"fileData": {"mimeType": "image/png"}}),
        contents({"text": "a"}) | {"generateContentRequest": contents({"text": "a"})},
        {"generateContentRequest": {}},
    ],
    ids=["empty-part", "two-in-one-part", "no-uri", "both-forms", "empty-request"],
)
def test_impossible_body_is_refused(client: httpx.Client, body: Any) -> None:
    status, code, message = refusal(count(client, body))

    assert (status, code) == (400, "INVALID_ARGUMENT")
    assert message.startswith("* CountTokensRequest")


def test_cached_content_is_refused_by_name(client: httpx.Client) -> None:
    whole = contents({"text": "a"}) | {"cachedContent": "cachedContents/x"}

    status, code, message = refusal(count(client, {"generateContentRequest": whole}))

    assert (status, code) == (400, "UNIMPLEMENTED")
    assert "cachedContents" in message


def test_broken_json_is_refused(client: httpx.Client) -> None:
    response = client.post(f"/v1/models/{MODEL}:countTokens", content=b'{"contents":')

    status, code, message = refusal(response)
    assert (status, code) == (400, "INVALID_ARGUMENT")
    assert message.startswith("Invalid JSON payload received. ")


def test_single_quotes_and_trailing_commas_pass(client: httpx.Client) -> None:
    body = str(contents({"text": FOX})).removesuffix("}") + ",}"
    assert body.startswith("{'contents': ")

    response = client.post(f"/v1/models/{MODEL}:countTokens", content=body.encode())

    assert tokens(response) == {"TEXT": 12}


def test_unknown_query_name_is_refused(client: httpx.Client) -> None:
    response = client.post(f"/v1/models/{MODEL}:countTokens?foo=1", json=contents({"text": "a"}))

    assert refusal(response)[0] == 400


@pytest.mark.parametrize(
    "body",
    [{f"k{number}": 0 for number in range(1000)}, {"contents": [{"parts": [0] * 1000}]}],
    ids=["unknown names", "wrong values"],
)
def test_no_more_than_fifty_violations_are_told(client: httpx.Client, body: Any) -> None:
    error = count(client, body).json()["error"]

    (detail,) = error["details"]
    told = [violation["description"] for violation in detail["fieldViolations"]]
    assert len(told) == 50
    assert error["message"] == "\n".join(told)


def test_only_short_bodies_are_read_leniently(client: httpx.Client) -> None:
    def answer(length: int) -> httpx.Response:
        body = "{'contents': {'parts': {'text': '%s'}}}"
        text = "x" * (length - len(body % ""))
        return client.post(f"/v1/models/{MODEL}:countTokens", content=body % text)

    assert answer(256 * 1024).status_code == 200
    assert refusal(answer(256 * 1024 + 1)) == (
        400,
        "INVALID_ARGUMENT",
        "Invalid JSON payload received. It is no JSON at line 1, column 2.",
    )


@pytest.mark.parametrize(
    "body", [{"z" * 10_000: 0}, {"contents": [{"z" * 10_000: 0}]}, {"model": 5, "z" * 10_000: 0}]
)
def test_long_name_is_told_by_its_beginning(client: httpx.Client, body: Any) -> None:
    _, _, message = refusal(count(client, body))

    assert f'Unknown name "{"z" * 200}…"' in message
