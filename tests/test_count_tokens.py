"""`countTokens` (docs/wire/errors-auth-siblings.md 8.2)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import MODEL, Connect

MOUNTAIN = "What's the highest mountain in Africa?"
FOX = "The quick brown fox jumps over the lazy dog."
PIXEL = {"mimeType": "image/png", "data": "iVBORw0KGgo="}


def count(client: httpx.Client, body: Any, *, model: str = MODEL) -> httpx.Response:
    return client.post(f"/v1beta/models/{model}:countTokens", json=body)


def contents(*parts: Any) -> dict[str, Any]:
    return {"contents": [{"role": "user", "parts": list(parts)}]}


def tokens(response: httpx.Response) -> dict[str, int]:
    """Return the counts by modality, checked against their total."""
    assert response.status_code == 200, response.text
    body = response.json()
    counts = {item["modality"]: item["tokenCount"] for item in body["promptTokensDetails"]}
    assert sum(counts.values()) == body["totalTokens"]
    return counts


def refusal(response: httpx.Response) -> tuple[int, str, str]:
    error = response.json()["error"]
    assert error["code"] == response.status_code
    return response.status_code, error["status"], error["message"]


@pytest.mark.parametrize(("text", "total"), [(MOUNTAIN, 10), (FOX, 11)], ids=["question", "fox"])
def test_text_counts_as_recorded(client: httpx.Client, text: str, total: int) -> None:
    assert count(client, contents({"text": text})).json() == {
        "totalTokens": total,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": total}],
    }


def test_each_turn_counts_one_for_its_role(client: httpx.Client) -> None:
    turn = {"parts": [{"text": MOUNTAIN}]}

    assert tokens(count(client, {"contents": [turn, turn]})) == {"TEXT": 20}


def test_one_object_may_stand_for_a_list(client: httpx.Client) -> None:
    body = {"contents": {"parts": {"text": MOUNTAIN}}}

    assert tokens(count(client, body)) == {"TEXT": 10}


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

    assert tokens(count(client, {key: bare})) == {"TEXT": 10}
    assert tokens(count(client, {key: whole}))["TEXT"] >= 10 + 3 + 1


def test_null_is_absent(client: httpx.Client) -> None:
    body = contents({"text": MOUNTAIN, "thought": None}) | {"generateContentRequest": None}

    assert tokens(count(client, body)) == {"TEXT": 10}


def test_agent_counts_like_a_model(client: httpx.Client) -> None:
    response = count(client, contents({"text": FOX}), model="antigravity-preview-05-2026")

    assert tokens(response) == {"TEXT": 11}


def test_equal_requests_have_equal_answers(connect: Connect) -> None:
    body = contents({"text": FOX}, {"inlineData": PIXEL})

    assert count(connect(seed=1), body).content == count(connect(seed=2, key="b"), body).content


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


def test_broken_json_is_refused(client: httpx.Client) -> None:
    response = client.post(f"/v1/models/{MODEL}:countTokens", content=b'{"contents":')

    status, code, message = refusal(response)
    assert (status, code) == (400, "INVALID_ARGUMENT")
    assert message.startswith("Invalid JSON payload received. ")


def test_single_quotes_and_trailing_commas_pass(client: httpx.Client) -> None:
    body = str(contents({"text": FOX})).removesuffix("}") + ",}"
    assert body.startswith("{'contents': ")

    response = client.post(f"/v1/models/{MODEL}:countTokens", content=body.encode())

    assert tokens(response) == {"TEXT": 11}


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
