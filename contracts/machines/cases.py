"""Schemathesis generates the requests and judges the answers; the `Api` sends them.

So a generated request is paid for, paced, redacted and cleaned up like every other, and what the
document says is read by two readers: schemathesis's, and ours. `requests` comes with schemathesis,
which takes and gives its types.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast
from urllib.parse import urlsplit

import requests
import schemathesis
from schemathesis.checks import CHECKS, CheckFunction, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.schemas import OpenApiSchema

from ..answers import Answer
from ..api import Api, Wrong
from ..schema.document import Document
from .narrowed import narrowed

Case = schemathesis.Case[Any]

# What a valid request may get: an answer, or a refusal that is documented.
ANSWERED = ("200", "400", "403", "404", "409")
# What an invalid one gets (I-7.3-5, I-7.3-7, I-2.1-25; for the name of a model I-10-1).
REFUSED = ("400", "404")

# The checks of schemathesis that are not made, and why.
LEFT_OUT: Mapping[str, str] = {
    "unsupported_method": "a wrong method is 404 here, not 405 (E-9-10, I-10-40)",
    "allow_header_conformance": "goes with 405",
    "missing_required_header": "no header has to be there: a key can be in the query (I-1.2-2)",
    "ignored_auth": "sends requests of its own, which no budget sees; clauses ask that (keys.)",
    "object_level_authorization": "asks as somebody else; a clause does (keys.file-of-another)",
}
_CONFIG: dict[str, Any] = {
    "generation": {"mode": "positive"},
    # Links are those of the document; none is guessed.
    "phases": {"stateful": {"inference": {"algorithms": []}}},
    "checks": {
        "positive_data_acceptance": {"expected-statuses": list(ANSWERED)},
        "negative_data_rejection": {"expected-statuses": list(REFUSED)},
    },
}


@cache
def load(model: str, part: str) -> OpenApiSchema:
    """Return a part of the document for generating; no configuration of the user applies."""
    document = narrowed(Document.load().openapi, model, part)
    return schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(_CONFIG))


def send(api: Api, case: Case, *, wrong: Wrong = False) -> Response:
    """Put a case to the target."""
    request, body = _prepared(case), body_of(case)
    kind = {"content-type": "application/json"} if body else {}
    answer = api.send(str(request.method), path_of(case), content=body, headers=kind, wrong=wrong)
    return _as_response(answer, request)


def path_of(case: Case) -> str:
    return urlsplit(str(_prepared(case).url)).path


def body_of(case: Case) -> bytes:
    body = _prepared(case).body or b""
    return body.encode() if isinstance(body, str) else cast(bytes, body)


def judge(case: Case, response: Response, **more: Any) -> None:
    """Hold an answer to the document by every check that is made; AssertionError names them."""
    checks = cast(list[CheckFunction], CHECKS.get_by_names(checks_made()))
    try:
        case.validate_response(response, checks=checks, **more)
    except FailureGroup as group:
        said = [str(failure) for failure in sorted(group.exceptions)]
        raise AssertionError("\n".join(said)) from None


def checks_made() -> list[str]:
    """Return the names of the checks that every answer is held to."""
    load_all_checks()
    return [name for name in CHECKS.get_all_names() if name not in LEFT_OUT]


def _prepared(case: Case) -> requests.PreparedRequest:
    """What would be sent, but for the key; no parameter is in a query."""
    told = case.as_transport_kwargs(base_url="http://target")
    names = ("method", "url", "data", "json")
    return requests.Request(**{name: told[name] for name in names if name in told}).prepare()


def _as_response(answer: Answer, request: requests.PreparedRequest) -> Response:
    headers: dict[str, list[str]] = {}
    for name, value in answer.exchange.headers:
        headers.setdefault(name.lower(), []).append(value)
    seconds = answer.exchange.seconds
    return Response(answer.status, headers, answer.body, request, seconds, verify=True)
