"""Generated bodies: what the document accepts is taken, and what it refuses is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from ..answers import Stream
from ..api import Api
from ..costs import worst_case
from ..schema.findings import Finding
from . import cases
from .narrowed import BOUND
from .rehearsing import rehearse

# By the operations' names in the document.
EXAMPLES: Mapping[str, int] = {"createInteraction": 10, "countTokens": 5, "createFile": 4}
# The dearest request that is sent: a body without a bound could cost 65,536 tokens.
DEAREST = 180
# Where one reader takes what another refuses: null for nothing, "1" for 1, a number for any scalar
# (values of enums have numbers). And what is no JSON at all says little about bodies.
_UNCERTAIN = re.compile(
    r"found no application/json"
    r"|found .*\(null\); "
    r"|found .*\((?:number|integer)\); accepted: (?!object|array)"
    r"|found .*\((?:string|boolean)\); accepted: (?:string|number|integer|boolean)\b",
    re.S,
)


def take(
    api: Api,
    operation: str,
    *,
    stream: bool = False,
    examples: int | None = None,
    start: int | None = None,
) -> None:
    """Send valid bodies: each gets an answer or a documented refusal, and most an answer."""
    statuses: list[int] = []

    def put(case: cases.Case) -> None:
        if stream:
            _stream(case)
        response = cases.send(api, case)
        cases.judge(case, response)
        statuses.append(response.status_code)
        if operation == "createInteraction" and response.status_code == 200:
            _check_kind(case, Stream(api.exchanges[-1]))

    made = _generated(api, operation, GenerationMode.POSITIVE)
    rehearse(made, put, examples=examples or EXAMPLES[operation], start=start)
    taken = statuses.count(200)
    assert 2 * taken > len(statuses), f"of {len(statuses)} valid bodies only {taken} were taken"


def refuse(
    api: Api, operation: str, *, examples: int | None = None, start: int | None = None
) -> None:
    """Send invalid bodies: each is refused."""
    sent: list[cases.Case] = []

    def put(case: cases.Case) -> None:
        sent.append(case)
        cases.judge(case, cases.send(api, case, wrong=True))

    made = _generated(api, operation, GenerationMode.NEGATIVE).map(_bounded)
    certain = made.filter(lambda case: _is_refused(api, case))
    rehearse(certain, put, examples=examples or EXAMPLES[operation], start=start)
    assert sent, "no invalid body was generated"


def _check_kind(case: cases.Case, answer: Stream) -> None:
    """Demand what no schema says: a stream where one was asked for, and a whole one (I-5.1-9)."""
    if isinstance(case.body, dict) and case.body.get("stream"):
        assert answer.folded["status"].text
    else:
        assert answer.ok["status"].text


def _generated(api: Api, operation: str, mode: GenerationMode) -> st.SearchStrategy[cases.Case]:
    found = cases.load(api.model, "bodies").find_operation_by_id(operation)
    return found.as_strategy(generation_mode=mode)


def _stream(case: cases.Case) -> None:
    if isinstance(case.body, dict):
        case.body["stream"] = True


def _bounded(case: cases.Case) -> cases.Case:
    """Bound what a create could cost, where it says nothing about that."""
    if isinstance(case.body, dict) and "input" in case.body:
        case.body.setdefault("generation_config", dict(BOUND))
    return case


def _is_refused(api: Api, case: cases.Case) -> bool:
    """Whether the document refuses it for a reason that no reader overlooks, and it is cheap."""
    path, body = cases.path_of(case), cases.body_of(case)
    found = api.validator.check_request("POST", path, body)
    certain = any(_is_certain(finding) for finding in found if finding.is_violation)
    return certain and worst_case("POST", path, body, {}).tokens <= DEAREST


def _is_certain(finding: Finding) -> bool:
    """Whether every reader refuses it. Some may fill in what is missing, though not at the top."""
    if finding.message.startswith("is missing"):
        return finding.path.count(".") == 1
    return not _UNCERTAIN.match(finding.message)
