"""How the tests of `countTokens` ask, and what they read of its answers."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api import MODEL


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
