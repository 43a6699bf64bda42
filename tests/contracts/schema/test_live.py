"""Answers of the fake pass, whatever they are: the document and the fake agree, independently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from contracts.schema.document import Document
from contracts.schema.findings import Finding

DOCUMENT = Document.load()
HELLO: dict[str, Any] = {"model": "gemini-3-flash-preview", "input": "Reply with exactly: hello"}
START: dict[str, str] = {
    "X-Goog-Upload-Protocol": "resumable",
    "X-Goog-Upload-Command": "start",
    "X-Goog-Upload-Header-Content-Length": "5",
}
Walk = Callable[[httpx.Client], Iterator[httpx.Response]]


def findings(answer: httpx.Response) -> list[Finding]:
    return DOCUMENT.check_answer(
        answer.request.method,
        str(answer.request.url),
        answer.status_code,
        answer.headers.get("content-type"),
        answer.read(),
        headers=answer.headers,
    )


def interactions(client: httpx.Client) -> Iterator[httpx.Response]:
    yield (first := client.post("/v1/interactions", json=HELLO))
    path = f"/v1/interactions/{first.json()['id']}"
    yield client.get(path, params={"include_input": "true"})
    yield client.post(
        "/v1beta/interactions", json=HELLO | {"previous_interaction_id": first.json()["id"]}
    )
    yield client.post("/v1/interactions", json=HELLO | {"store": False})
    yield client.post(f"{path}/cancel")
    yield client.delete(path)
    yield client.get(path)


def contents(client: httpx.Client) -> Iterator[httpx.Response]:
    summaries = {"thinking_summaries": "auto"}
    yield client.post("/v1/interactions", json=HELLO | {"generation_config": summaries})
    short = {"max_output_tokens": 1}
    yield client.post("/v1/interactions", json=HELLO | {"generation_config": short})
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    yield client.post("/v1/interactions", json=HELLO | {"response_format": schema})
    yield client.post("/v1/interactions", json=HELLO | {"service_tier": "flex"})


def events(client: httpx.Client) -> Iterator[httpx.Response]:
    yield client.post("/v1/interactions", json=HELLO | {"stream": True})
    yield client.post("/v1/interactions", json=HELLO | {"stream": True, "store": False})
    made = client.post("/v1/interactions", json=HELLO).json()["id"]
    yield client.get(f"/v1/interactions/{made}", params={"stream": "true"})


def refusals(client: httpx.Client) -> Iterator[httpx.Response]:
    yield client.post("/v1/interactions", json=HELLO | {"nonsense": 1})
    yield client.post("/v1/interactions", json=HELLO | {"model": "nobody"})
    yield client.post("/v1/interactions", json=HELLO | {"tools": [{"type": "hammer"}]})
    yield client.post("/v1/interactions", content=b"{")
    yield client.post("/v1/interactions", json=HELLO, headers={"x-goog-api-key": "invalid-k"})
    yield client.get("/v1/models", headers={"x-goog-api-key": "invalid-k"})
    yield client.get("/v1/models/nobody")
    yield client.get("/v1/files/nobody")
    yield client.get("/v1/files", params={"alt": "sse", "pageSize": "-1"})
    yield client.get("/v1/interactions")
    yield client.get("/nowhere")


def uploads(client: httpx.Client) -> Iterator[httpx.Response]:
    for kind in ("text/plain", "video/mp4"):
        types = {"X-Goog-Upload-Header-Content-Type": kind}
        yield (start := client.post("/upload/v1/files", headers=START | types, json={"file": {}}))
        url = start.headers["x-goog-upload-url"]
        yield client.post(url, headers={"X-Goog-Upload-Command": "query"})
        sent = {"X-Goog-Upload-Command": "upload", "X-Goog-Upload-Offset": "0"}
        yield client.post(url, headers=sent, content=b"he")
        yield client.post(url, headers=sent, content=b"he")
        sent = {"X-Goog-Upload-Command": "upload, finalize", "X-Goog-Upload-Offset": "2"}
        yield (final := client.post(url, headers=sent, content=b"llo"))
        name = final.json()["file"]["name"]
        yield client.get(f"/v1/{name}")
        yield client.get(f"/v1/{name}")
        yield client.get(f"/v1/{name}:download", params={"alt": "media"})
    yield client.get("/v1/files", params={"pageSize": 1})
    yield client.delete(f"/v1/{name}")


def other_files(client: httpx.Client) -> Iterator[httpx.Response]:
    yield client.get("/v1/files")
    yield client.post("/v1/files", json={"file": {"displayName": "nothing yet"}})
    bearer = {"authorization": "Bearer ya29.x"}
    yield client.post("/v1/files:register", json={"uris": ["gs://b/o.png"]}, headers=bearer)
    yield client.post("/upload/v1/files", headers={"X-Goog-Upload-Protocol": "raw"}, content=b"")
    yield client.get("/v1/files")


def models(client: httpx.Client) -> Iterator[httpx.Response]:
    yield client.get("/v1/models", params={"pageSize": 1000})
    yield client.get("/v1/models/gemini-3-flash-preview")
    text = {"contents": [{"parts": [{"text": "How many?"}]}]}
    yield client.post("/v1/models/gemini-3-flash-preview:countTokens", json=text)


@pytest.mark.parametrize(
    "walk", [interactions, contents, events, refusals, uploads, other_files, models]
)
def test_answers_of_the_fake_pass_and_hold_nothing_new(walk: Walk, client: httpx.Client) -> None:
    answers = list(walk(client))

    assert answers
    found = [
        (str(it.request.url), it.status_code, str(each)) for it in answers for each in findings(it)
    ]
    assert found == []
