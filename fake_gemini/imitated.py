"""What there is: the routes of the real API that this fake answers, as a 404 lists them."""

from __future__ import annotations

IMITATED = (
    "POST /v1/interactions",
    "GET and DELETE /v1/interactions/{id}",
    "POST /v1/interactions/{id}/cancel",
    "GET /v1/models",
    "GET /v1/models/{model}",
    "POST /v1/models/{model}:countTokens",
    "POST /upload/v1/files",
    "GET and POST /v1/files",
    "GET and DELETE /v1/files/{id}",
    "GET /v1/files/{id}:download",
    "POST /v1/files:register",
)
