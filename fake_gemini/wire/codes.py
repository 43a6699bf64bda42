"""The error codes of `/interactions`, their HTTP status and words.

docs/wire/interactions.md 7.2 has the table, 7.3 what was seen.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, int] = {
    "invalid_request": 400,
    "failed_precondition": 400,
    "parameter_unknown": 400,
    "authentication": 401,
    "payment_required": 402,
    "permission_denied": 403,
    "not_found": 404,
    "model_not_found": 404,
    "already_exists": 409,
    "aborted": 409,
    "out_of_range": 416,
    "rate_limit_exceeded": 429,
    "quota_exceeded": 429,
    "too_many_requests": 429,
    "cancelled": 499,
    "api_error": 500,
    "unimplemented": 501,
    "bad_gateway": 502,
    "service_unavailable": 503,
    "deadline_exceeded": 504,
    "gateway_timeout": 504,
}

BLOCKED = (
    "safety",
    "recitation",
    "language",
    "prohibited_content",
    "spii",
    "blocklist",
    "image_safety",
    "image_prohibited_content",
    "image_recitation",
    "image_other",
    "content_blocked",
)
BROKEN = (
    "malformed_function_call",
    "malformed_tool_call",
    "unexpected_tool_call",
    "no_image",
    "too_many_tool_calls",
    "missing_thought_signature",
)

# Also of what is blocked or broken, which the table does not say (I-7.2-20).
_BAD_REQUEST = 400

_MESSAGES: Mapping[str, str] = {
    "rate_limit_exceeded": "Resource has been exhausted (e.g. check quota).",
    "too_many_requests": "Resource has been exhausted (e.g. check quota).",
    "quota_exceeded": "You do not have enough quota to make this request.",
    "api_error": "Internal error encountered.",
    "gateway_timeout": "Deadline expired before operation could complete.",
    "deadline_exceeded": "Deadline expired before operation could complete.",
    "service_unavailable": "The model is overloaded. Please try again later.",
    "not_found": "Requested entity was not found.",
}


def http_status(code: str) -> int:
    """Return the HTTP status that a code is refused with."""
    return CODES.get(code, _BAD_REQUEST)


def message_of(code: str) -> str:
    """Return the words that a code is known to come with, or plain ones."""
    if code in BLOCKED:
        return f"The response was blocked: {code}."
    return _MESSAGES.get(code, f"The request failed: {code}.")
