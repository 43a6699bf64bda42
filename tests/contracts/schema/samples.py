"""What good answers look like, for tests that spoil them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[3] / "docs" / "wire" / "examples"
LEGACY = "legacy"

INTERACTION: dict[str, Any] = json.loads((EXAMPLES / "text.json").read_text())["exchanges"][0][
    "response"
]
STREAM = (EXAMPLES / "stream-text.sse").read_bytes()
FILE: dict[str, Any] = {
    "name": "files/azucr4abxgje",
    "displayName": "a sound",
    "mimeType": "audio/mpeg",
    "sizeBytes": "889389",
    "createTime": "2025-06-24T12:57:41.657029Z",
    "updateTime": "2025-06-24T12:57:41.657029Z",
    "expirationTime": "2025-06-26T12:57:41.592657449Z",
    "sha256Hash": "ZTIzNTQyNDFlNDQ4YjkxYWZlNGY4NjhkNzNhOWVmMGMy"
    "NmIzMjdlZWMzMGEyMjkwMTY1Y2U5ZTQ2MTc5ZTAzNw==",
    "uri": "https://generativelanguage.googleapis.com/v1beta/files/azucr4abxgje",
    "state": "ACTIVE",
    "source": "UPLOADED",
}
VIDEO: dict[str, Any] = {
    **FILE,
    "mimeType": "video/mp4",
    "videoMetadata": {"videoDuration": "596s"},
}
FAILED: dict[str, Any] = {**FILE, "state": "FAILED", "error": {"code": 3, "message": "no video"}}
REGISTERED: dict[str, Any] = {
    "name": "files/xwr57gp14tmn",
    "mimeType": "image/png",
    "createTime": "2026-01-01T00:00:00.000001Z",
    "updateTime": "2026-01-01T00:00:00.000001Z",
    "uri": "https://generativelanguage.googleapis.com/v1beta/files/xwr57gp14tmn",
    "state": "ACTIVE",
    "source": "REGISTERED",
}
MODEL: dict[str, Any] = {
    "name": "models/gemini-3.1-pro-preview",
    "version": "3.1-pro-preview-01-2026",
    "displayName": "Gemini 3.1 Pro Preview",
    "description": "Gemini 3.1 Pro Preview",
    "inputTokenLimit": 1048576,
    "outputTokenLimit": 65536,
    "supportedGenerationMethods": ["generateContent", "countTokens"],
    "temperature": 1,
    "topP": 0.95,
    "topK": 64,
    "maxTemperature": 2,
    "thinking": True,
}
COUNTS: dict[str, Any] = {
    "totalTokens": 10,
    "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 10}],
}
NO_MODEL: dict[str, Any] = {"error": {"code": 404, "message": "no", "status": "NOT_FOUND"}}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer; `place` is where it stands."""

    place: str
    method: str
    path: str
    request: Any
    status: int
    response: Any

    def __str__(self) -> str:
        return self.place


def exchanges() -> Iterator[Exchange]:
    """All exchanges of docs/wire/examples."""
    for path in sorted(EXAMPLES.glob("*.json")):
        for position, each in enumerate(json.loads(path.read_text())["exchanges"]):
            yield Exchange(
                f"{path.stem}-{position}",
                each["method"],
                each["path"],
                each.get("request"),
                each["status"],
                each.get("response"),
            )


def streams() -> dict[str, bytes]:
    """All streams of docs/wire/examples, by name."""
    return {path.stem: path.read_bytes() for path in sorted(EXAMPLES.glob("*.sse"))}


def others() -> list[Exchange]:
    """Answers that the examples have not: files, models and counts (docs/wire, in the text)."""
    return [
        Exchange("file", "GET", "/v1/files/azucr4abxgje", None, 200, FILE),
        Exchange("video", "GET", "/v1/files/azucr4abxgje", None, 200, VIDEO),
        Exchange("failed", "GET", "/v1/files/azucr4abxgje", None, 200, FAILED),
        Exchange("uploaded", "POST", "/upload/v1/files?upload_id=x", None, 200, {"file": FILE}),
        Exchange("files", "GET", "/v1/files", None, 200, {"files": [FILE], "nextPageToken": "t"}),
        Exchange(
            "registered",
            "POST",
            "/v1/files:register",
            {"uris": ["gs://b/o"]},
            200,
            {"files": [REGISTERED]},
        ),
        Exchange("no-model", "GET", "/v1/models/x", None, 404, NO_MODEL),
        Exchange("model", "GET", "/v1/models/gemini-3.1-pro-preview", None, 200, MODEL),
        Exchange("models", "GET", "/v1/models", None, 200, {"models": [MODEL]}),
        Exchange(
            "counts",
            "POST",
            "/v1/models/m:countTokens",
            {"contents": [{"parts": [{"text": "a"}], "role": "user"}]},
            200,
            COUNTS,
        ),
    ]
