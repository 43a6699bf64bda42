"""The code of a refusal, and the HTTP status that goes with it (docs/wire/interactions.md 7.2).

Which code a server chooses is open in most cases; that code and status fit is not.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from ..answers import Answer
from ..api import LITTLE, Api
from ..clauses import Case, clause
from ..severity import Severity
from ..stopping import Skipped
from .test_keys import BAD
from .test_models import NOBODYS

STATUSES = {
    "invalid_request": 400, "failed_precondition": 400, "parameter_unknown": 400,
    "authentication": 401, "payment_required": 402, "permission_denied": 403, "not_found": 404,
    "model_not_found": 404, "already_exists": 409, "aborted": 409, "out_of_range": 416,
    "rate_limit_exceeded": 429, "quota_exceeded": 429, "too_many_requests": 429, "cancelled": 499,
    "api_error": 500, "unimplemented": 501, "service_unavailable": 503,
}  # fmt: skip


def check_code(answer: Answer) -> None:
    """Demand a refusal whose code, a word or the front end's number, fits its HTTP status."""
    code = answer.refused(*range(400, 500))["code"]
    if isinstance(code.raw, int):
        assert code == answer.status
    elif code.text in STATUSES:
        assert answer.status == STATUSES[code.text], f"{answer.status} with {code!r}"
    else:
        assert code == HTTPStatus(answer.status).phrase.lower().replace(" ", "_")


def unknown_field(api: Api) -> Answer:
    return api.create(nonsense=1, generation_config=LITTLE, store=False, wrong=True)


def unknown_model(api: Api) -> Answer:
    why = "any string may be a model"
    return api.create(model=NOBODYS, generation_config=LITTLE, store=False, wrong=why)


def unknown_id(api: Api) -> Answer:
    return api.get("v1_" + "A" * 40)


def bad_key(api: Api) -> Answer:
    body = api.body(generation_config=LITTLE, store=False)
    return api.send("POST", "/v1/interactions", json=body, key=BAD)


@clause(
    "interactions.codes.fit",
    facts=("I-7.2-18",),
    severity=Severity.BREAKING,
    requests=1,
    tokens=100,
    lies=("answers-410",),
    cases={
        "unknown-field": Case(unknown_field, ("I-7.2-1", "I-7.2-3")),
        "unknown-model": Case(unknown_model, ("I-7.2-8",)),
        "unknown-id": Case(unknown_id, ("I-7.2-8", "I-7.2-7")),
        "bad-key": Case(bad_key, ("I-7.2-5",)),
    },
)
def test_fits(api: Api, case: Callable[[Api], Answer]) -> None:
    """Whatever the code of a refusal is, its HTTP status goes with it."""
    check_code(case(api))


@clause(
    "interactions.codes.fit-for-files",
    facts=("I-7.2-7", "I-7.2-8"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1400,
    lies=("answers-410",),
)
def test_fits_for_files(api: Api) -> None:
    """The status fits also where an input names a file that nobody has."""
    uri = "https://generativelanguage.googleapis.com/v1beta/files/contract0none"
    image = {"type": "image", "uri": uri}
    check_code(api.create([image], generation_config=LITTLE, store=False))


@clause(
    "interactions.codes.fit-for-a-late-cancel",
    facts=("I-7.2-2", "I-7.2-13"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=1100,
    lies=("answers-410",),
)
def test_fits_for_late_cancel(api: Api) -> None:
    """The status fits also where a cancel comes too late."""
    answer = api.cancel(api.create().ok["id"].text)
    if answer.status == 200:
        assert answer.ok["status"] == "completed"
        raise Skipped("a cancel that comes too late is not refused here")
    check_code(answer)
