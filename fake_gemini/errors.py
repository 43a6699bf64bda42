"""What can be refused, and how it is said.

ApiError
├── InvalidRequest            400 invalid_request        INVALID_ARGUMENT
│   ├── UnknownParameter
│   ├── UnsupportedValue
│   ├── InvalidInput
│   ├── CannotFetch
│   └── NotImitated           400 unimplemented          UNIMPLEMENTED
├── FailedPrecondition        400 failed_precondition    FAILED_PRECONDITION
├── InvalidKey                400                        INVALID_ARGUMENT
├── InvalidCredential         401 authentication         UNAUTHENTICATED
├── PermissionDenied          403 permission_denied      PERMISSION_DENIED
│   ├── MissingKey
│   └── NoSuchFile
├── NotFound                  404 not_found              NOT_FOUND
│   ├── ModelNotFound         404 model_not_found
│   └── MethodNotFound
├── AlreadyExists             409 already_exists         ALREADY_EXISTS
├── UnsupportedMediaType      415 unsupported_media_type INVALID_ARGUMENT
├── StorageFull               429 quota_exceeded         RESOURCE_EXHAUSTED
├── Unavailable               503 service_unavailable    UNAVAILABLE
└── Rehearsed                 any status and code, on demand
UploadRefused                 plain text, on upload URLs only

Each class owns its HTTP status, its string code for `/interactions` (docs/wire/interactions.md 7.2)
and its google.rpc status for the other routes (docs/wire/errors-auth-siblings.md 1.1). Which of the
shapes is spoken is the route's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from fake_gemini.imitated import IMITATED

# So many characters of what a client sent are repeated to it.
_LONGEST = 200


def excerpt(text: str) -> str:
    """Return what a refusal repeats of a text: where it is long, the beginning."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


class ApiError(Exception):
    """A refusal. `details` are google.rpc details, shown only in the shapes that have them."""

    http_status: int
    code: str
    status: str
    # Headers of the answer besides the usual ones.
    headers: tuple[tuple[bytes, bytes], ...] = ()
    # Whether Google's front end refuses, before the service of the route sees the request.
    from_front_end: ClassVar[bool] = False

    def __init__(self, message: str, *, details: tuple[dict[str, Any], ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class InvalidRequest(ApiError):
    """The request cannot be right, whatever the state."""

    http_status, code, status = 400, "invalid_request", "INVALID_ARGUMENT"


class UnknownParameter(InvalidRequest):
    """A top-level name that the body does not have."""

    def __init__(self, name: str, meant: str | None = None) -> None:
        super().__init__(f"Unknown parameter '{excerpt(name)}'.{_did_you_mean(meant)}")


class UnsupportedValue(InvalidRequest):
    """A discriminator or enum value outside its list."""

    def __init__(self, value: str, field: str, at: str, supported: Iterable[str]) -> None:
        place = f" at '{excerpt(at)}'" if at else ""
        listed = ", ".join(f"'{name}'" for name in supported)
        super().__init__(
            f"The value '{excerpt(value)}' is not supported for '{field}'{place}."
            f" Supported values: {listed}."
        )


class InvalidInput(InvalidRequest):
    """A value of the wrong kind, or a name that its object does not have."""

    def __init__(self, path: str, *, hint: str = "", meant: str | None = None) -> None:
        said = f" {hint}" if hint else ""
        super().__init__(f"Invalid input at '{excerpt(path)}'.{said}{_did_you_mean(meant)}")


class CannotFetch(InvalidRequest):
    """A uri that the service could not read (docs/wire/interactions.md 7.3)."""

    def __init__(self) -> None:
        super().__init__("Cannot fetch content from the provided URL.")


class NotImitated(InvalidRequest):
    """Part of the real API, but not of this fake: a 4xx, because clients retry a 501."""

    code, status = "unimplemented", "UNIMPLEMENTED"

    def __init__(self, thing: str) -> None:
        super().__init__(f"fake_gemini does not imitate {excerpt(thing)} yet; see docs/coverage.md")


class FailedPrecondition(ApiError):
    """Right in itself, but not in the present state."""

    http_status, code, status = 400, "failed_precondition", "FAILED_PRECONDITION"


class InvalidKey(ApiError):
    """A key that is not accepted (docs/wire/errors-auth-siblings.md 2)."""

    http_status, code, status = 400, "invalid_request", "INVALID_ARGUMENT"
    from_front_end = True

    def __init__(self) -> None:
        message = "API key not valid. Please pass a valid API key."
        reason = {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID",
            "domain": "googleapis.com",
            "metadata": {"service": "generativelanguage.googleapis.com"},
        }
        localized = {
            "@type": "type.googleapis.com/google.rpc.LocalizedMessage",
            "locale": "en-US",
            "message": message,
        }
        super().__init__(message, details=(reason, localized))


class InvalidCredential(ApiError):
    """A bearer token that is not accepted, or two credentials where one is allowed."""

    http_status, code, status = 401, "authentication", "UNAUTHENTICATED"
    from_front_end = True

    def __init__(self, reason: str, *, method: str | None = None) -> None:
        called = {"method": method} if method else {}
        info = {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": reason,
            "metadata": {**called, "service": "generativelanguage.googleapis.com"},
        }
        super().__init__(
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
            " cookie or other valid authentication credential. See"
            " https://developers.google.com/identity/sign-in/web/devconsole-project.",
            details=(info,),
        )


class PermissionDenied(ApiError):
    """Not this caller's, or not there: the two are not told apart."""

    http_status, code, status = 403, "permission_denied", "PERMISSION_DENIED"


class MissingKey(PermissionDenied):
    """No credential at all (docs/wire/errors-auth-siblings.md 2)."""

    from_front_end = True

    def __init__(self) -> None:
        super().__init__(
            "Method doesn't allow unregistered callers (callers without established identity)."
            " Please use API Key or other form of API consumer identity to call this API."
        )


class NoSuchFile(PermissionDenied):
    """A file that is unknown, of another key, or expired (docs/wire/files.md 5)."""

    def __init__(self, file_id: str) -> None:
        super().__init__(
            f"You do not have permission to access the File {excerpt(file_id)} or it may not exist."
        )


class NotFound(ApiError):
    """No such entity."""

    http_status, code, status = 404, "not_found", "NOT_FOUND"

    def __init__(self, message: str = "Requested entity was not found.") -> None:
        super().__init__(message)


class ModelNotFound(NotFound):
    """No such model."""

    code = "model_not_found"


class MethodNotFound(NotFound):
    """No such route: the words of the front end, then what there is."""

    from_front_end = True

    def __init__(self) -> None:
        super().__init__(f"Method not found. fake_gemini imitates: {', '.join(IMITATED)}.")


class AlreadyExists(ApiError):
    """The chosen name is taken."""

    http_status, code, status = 409, "already_exists", "ALREADY_EXISTS"

    def __init__(self) -> None:
        super().__init__("Requested entity already exists")


class UnsupportedMediaType(ApiError):
    """A body in a form that is not read."""

    http_status, code, status = 415, "unsupported_media_type", "INVALID_ARGUMENT"


class StorageFull(ApiError):
    """No room for the bytes, by the documented quota (docs/wire/files.md 5).

    Waiting does not help, so there is no RetryInfo.
    """

    http_status, code, status = 429, "quota_exceeded", "RESOURCE_EXHAUSTED"

    def __init__(self, limit: int) -> None:
        page = "https://ai.google.dev/gemini-api/docs/rate-limits"
        metric = "generativelanguage.googleapis.com/file_storage_bytes"
        quota = {
            "@type": "type.googleapis.com/google.rpc.QuotaFailure",
            "violations": [
                {
                    "quotaMetric": metric,
                    "quotaId": "FileStorageBytesPerProject",
                    "quotaValue": str(limit),
                }
            ],
        }
        guide = {
            "@type": "type.googleapis.com/google.rpc.Help",
            "links": [{"description": "Learn more about Gemini API quotas", "url": page}],
        }
        super().__init__(
            "You exceeded your current quota, please check your plan and billing details. For more"
            f" information on this error, head to: {page}. To monitor your current usage, head to:"
            f" https://ai.dev/rate-limit. \n* Quota exceeded for metric: {metric}, limit: {limit}",
            details=(quota, guide),
        )


class Unavailable(ApiError):
    """The machine cannot do it now."""

    http_status, code, status = 503, "service_unavailable", "UNAVAILABLE"


class Rehearsed(ApiError):
    """Whatever a rehearsal asks for; `retry_after` is a number of seconds."""

    status = "UNKNOWN"

    def __init__(
        self, code: str, http_status: int, message: str, retry_after: str | None = None
    ) -> None:
        super().__init__(message)
        self.code, self.http_status = code, http_status
        if retry_after is not None:
            self.headers = ((b"retry-after", retry_after.encode()),)


class UploadRefused(Exception):
    """A refusal of the upload server: plain text, with the session's state in a header.

    `upload_status` is `active`, `final` or `cancelled`. A session that is not known is `final`:
    without the header clients send the same bytes again for seconds (docs/wire/files.md 3.1).
    """

    def __init__(self, http_status: int, text: str, upload_status: str = "final") -> None:
        super().__init__(text)
        self.http_status = http_status
        self.text = text
        self.upload_status = upload_status


def _did_you_mean(name: str | None) -> str:
    return f" Did you mean '{name}'?" if name else ""
