"""`models` list and get (docs/wire/errors-auth-siblings.md 8.1)."""

from __future__ import annotations

import base64

import httpx
import pytest

from tests.api import Json

# docs/wire/interactions.md 2.2
MODELS = """
gemini-2.5-flash gemini-2.5-pro gemini-2.5-flash-lite gemini-2.5-flash-image gemini-3-flash-preview
gemini-3.1-pro-preview gemini-3.1-pro-preview-customtools gemini-3.1-flash-lite
gemini-3.1-flash-lite-image gemini-3.1-flash-image gemini-3.1-flash-tts-preview gemini-3-pro-image
nano-banana-pro-preview gemini-nano-banana-2.1 gemini-3.5-flash gemini-3.5-flash-lite
gemini-3.5-transcribe gemini-3.6-flash gemini-3.7-flash gemini-3.8-flash gemini-3.8-flash-tts
gemini-3.8-flash-lite-tts gemini-4-argon gemini-4-carbon gemini-4-hydrogen gemini-flash-latest
gemini-flash-lite-latest gemini-pro-latest gemma-4-26b-a4b-it gemma-4-31b-it lyria-3-clip-preview
lyria-3-pro-preview lyria-3.5 gemini-robotics-er-1.6-preview gemini-robotics-er-2-preview
gemini-omni-flash-preview gemini-omni-1.1-flash gemini-omni-1.2-flash
gemini-2.5-flash-preview-tts gemini-2.5-computer-use-preview-10-2025
""".split()
AGENTS = """
deep-research-pro-preview-12-2025 deep-research-preview-04-2026 deep-research-max-preview-04-2026
antigravity-preview-05-2026 antigravity-preview-09-2026
""".split()


def names(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [model["name"].removeprefix("models/") for model in response.json()["models"]]


def refusal(response: httpx.Response) -> tuple[int, str, str]:
    error = response.json()["error"]
    assert error["code"] == response.status_code
    return response.status_code, error["status"], error["message"]


@pytest.mark.parametrize("version", ["v1", "v1beta", "v1alpha"])
def test_models_are_the_same_in_each_version(client: httpx.Client, version: str) -> None:
    assert client.get(f"/{version}/models").content == client.get("/v1/models").content


def test_models_list_names_every_documented_model_and_agent(client: httpx.Client) -> None:
    assert set(names(client.get("/v1/models"))) == {*MODELS, *AGENTS}


def test_models_list_fits_one_page_by_default(client: httpx.Client) -> None:
    response = client.get("/v1/models")

    assert 40 <= len(names(response)) <= 50
    assert "nextPageToken" not in response.json()


def test_model_has_the_recorded_body(client: httpx.Client) -> None:
    response = client.get("/v1beta/models/gemini-3.1-pro-preview")

    assert response.json() == {
        "name": "models/gemini-3.1-pro-preview",
        "version": "3.1-pro-preview-01-2026",
        "displayName": "Gemini 3.1 Pro Preview",
        "description": "Gemini 3.1 Pro Preview",
        "inputTokenLimit": 1048576,
        "outputTokenLimit": 65536,
        "supportedGenerationMethods": [
            "generateContent",
            "countTokens",
            "createCachedContent",
            "batchGenerateContent",
        ],
        "temperature": 1,
        "topP": 0.95,
        "topK": 64,
        "maxTemperature": 2,
        "thinking": True,
    }


def test_model_shows_whole_numbers_without_a_point(client: httpx.Client) -> None:
    text = client.get("/v1/models/gemini-2.5-flash").text

    assert '"temperature": 1,\n' in text
    assert '"topP": 0.95,\n' in text


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("gemini-2.5-flash-image", {"thinking"}),
        ("antigravity-preview-05-2026", {"temperature", "topP", "topK", "maxTemperature"}),
    ],
    ids=["does-not-think", "has-no-sampling"],
)
def test_model_leaves_out_what_is_not_set(
    client: httpx.Client, name: str, absent: set[str]
) -> None:
    assert not absent & set(client.get(f"/v1/models/{name}").json())


def test_model_of_a_known_family_is_there_though_not_listed(client: httpx.Client) -> None:
    response = client.get("/v1/models/gemini-99-ultra")

    assert response.json()["name"] == "models/gemini-99-ultra"
    assert "gemini-99-ultra" not in names(client.get("/v1/models"))


@pytest.mark.parametrize("version", ["v1", "v1beta"])
def test_unknown_model_is_not_found(client: httpx.Client, version: str) -> None:
    response = client.get(f"/{version}/models/no-such-model")

    message = f"Model is not found: models/no-such-model for api version {version}"
    assert refusal(response) == (404, "NOT_FOUND", message)


@pytest.mark.parametrize("size", ["pageSize", "page_size"])
@pytest.mark.parametrize("token", ["pageToken", "page_token"])
def test_pages_together_are_the_whole_list(client: httpx.Client, size: str, token: str) -> None:
    listed: list[str] = []
    page: Json = {"nextPageToken": ""}

    while "nextPageToken" in page:
        response = client.get("/v1/models", params={size: 7, token: page["nextPageToken"]})
        listed += names(response)
        page = response.json()

    assert listed == names(client.get("/v1/models"))


def test_page_token_is_a_protobuf_with_the_last_name(client: httpx.Client) -> None:
    page = client.get("/v1/models?pageSize=2").json()

    last = page["models"][-1]["name"].encode()
    assert base64.urlsafe_b64decode(page["nextPageToken"]) == bytes((0x0A, len(last))) + last


def test_page_token_is_accepted_without_padding(client: httpx.Client) -> None:
    token = client.get("/v1/models?pageSize=1").json()["nextPageToken"]

    assert token.endswith("=")
    assert client.get("/v1/models", params={"pageToken": token.rstrip("=")}).status_code == 200


@pytest.mark.parametrize("size", ["0", "", "1000", "5000"])
def test_page_size_has_a_default_and_a_largest(client: httpx.Client, size: str) -> None:
    assert len(names(client.get(f"/v1/models?pageSize={size}"))) >= 40


@pytest.mark.parametrize("size", ["-1", "x", "1.5", "99999999999", "٣"])
def test_page_size_that_is_no_size_is_refused(client: httpx.Client, size: str) -> None:
    status, code, message = refusal(client.get("/v1/models", params={"pageSize": size}))

    assert (status, code) == (400, "INVALID_ARGUMENT")
    assert message.startswith("Invalid value at 'page_size' (TYPE_INT32), ")


@pytest.mark.parametrize(
    "token",
    ["x", "!", "Cg==", "CgFh", "ä", "A" * 600, base64.b64encode(b"\x0a\x08models/x").decode()],
    ids=["short", "no-base64", "empty-name", "other-name", "not-ascii", "long", "no-such-model"],
)
def test_malformed_page_token_is_refused(client: httpx.Client, token: str) -> None:
    status, code, _ = refusal(client.get("/v1/models", params={"pageToken": token}))

    assert (status, code) == (400, "INVALID_ARGUMENT")


def test_unknown_query_name_is_refused(client: httpx.Client) -> None:
    response = client.get("/v1/models?foo=1")

    message = (
        'Invalid JSON payload received. Unknown name "foo": Cannot bind query parameter.'
        " Field 'foo' could not be found in request message."
    )
    detail = {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{"description": message}],
    }
    assert response.json() == {
        "error": {
            "code": 400,
            "message": message,
            "status": "INVALID_ARGUMENT",
            "details": [detail],
        }
    }


def test_each_unknown_query_name_is_a_line(client: httpx.Client) -> None:
    error = client.get("/v1/models/gemini-2.5-pro?a=1&pageSize=2").json()["error"]

    assert [line.partition('"')[2][:1] for line in error["message"].split("\n")] == ["a", "p"]
    assert len(error["details"][0]["fieldViolations"]) == 2


@pytest.mark.parametrize(
    "query",
    [
        "key=k",
        "alt=json",
        "$alt=json",
        "$.xgafv=2",
        "prettyPrint=false",
        "$prettyPrint=true",
        "quotaUser=me",
        "uploadType=media",
        "upload_protocol=raw",
        "upload_id=1",
    ],
)
def test_system_parameter_is_accepted(client: httpx.Client, query: str) -> None:
    assert client.get(f"/v1/models/gemini-2.5-pro?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "headers", "named"),
    [
        ("fields=name", {}, "partial responses (fields)"),
        ("$fields=name", {}, "partial responses ($fields)"),
        ("", {"X-Goog-FieldMask": "name"}, "partial responses (X-Goog-FieldMask)"),
        ("alt=proto", {}, "alt=proto"),
    ],
)
def test_another_form_of_the_answer_is_refused_by_name(
    client: httpx.Client, query: str, headers: dict[str, str], named: str
) -> None:
    response = client.get(f"/v1/models?{query}", headers=headers)

    message = f"fake_gemini does not imitate {named} yet; see docs/coverage.md"
    assert refusal(response) == (400, "UNIMPLEMENTED", message)
