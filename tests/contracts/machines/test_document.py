"""What schemathesis generates from the document, and what comes of it."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from openapi_spec_validator import validate
from schemathesis.checks import CHECKS, load_all_checks
from starlette.types import ASGIApp

from contracts.budget import Budget, Limits
from contracts.facts import read_facts
from contracts.machines import bodies, cases, links
from contracts.machines.narrowed import narrowed
from contracts.schema.document import Document
from contracts.session import Session
from contracts.targets import target_of_app
from fake_gemini import create_app
from tests.contracts.asking import MODEL, OnlyRequests, session_with, session_with_fake
from tests.lies.exchange import Reply, Request
from tests.lies.telling import Answered, Liar, Lie

LINKS = {
    *(f"POST /v1/interactions -> {name}" for name in ("get", "delete", "cancel", "next")),
    *(f"POST /v1/files -> {name}" for name in ("get", "delete")),
}


def lying(answered: Answered) -> Liar:
    return Liar(create_app(), Lie("made-up", "", lambda: (lambda request: None, answered)))


def session_of(app: ASGIApp) -> Session:
    target = target_of_app(app)
    return Session(target, Budget(Limits()), model=MODEL, validator=OnlyRequests())


@pytest.mark.parametrize("part", ["links", "bodies"])
def test_narrowed_document_is_openapi(part: str) -> None:
    validate(narrowed(Document.load().openapi, MODEL, part))


def test_narrowing_leaves_the_document_as_it_is() -> None:
    document = Document.load()
    narrowed(document.openapi, MODEL, "links")

    assert document.openapi == Document.load().openapi


def test_links_are_those_of_the_document() -> None:
    assert links.links_of(cases.load(MODEL, "links")) == LINKS


@pytest.mark.parametrize("collection", links.STEPS)
@pytest.mark.parametrize("start", range(3))
def test_every_link_is_followed(collection: str, start: int) -> None:
    with session_with_fake() as session:
        links.follow(session.api(), collection, start=start)


def test_link_that_cannot_be_followed_is_named() -> None:
    def answered(reply: Reply) -> None:
        if reply.request.creates and reply.status == 200:
            reply.rewrite(lambda made: {name: made[name] for name in made if name != "id"})

    with session_of(lying(answered)) as session:
        with pytest.raises(AssertionError, match="never followed: POST /v1/interactions -> cancel"):
            links.follow(session.api(), "interactions")


@pytest.mark.parametrize("collection", links.STEPS)
def test_what_was_made_has_to_be_there(collection: str) -> None:
    refusal: dict[str, object] = {"message": "no", "code": "permission_denied"}
    if collection == "files":
        refusal = {"message": "no", "code": 403, "status": "PERMISSION_DENIED"}

    def answered(reply: Reply) -> None:
        if reply.request.method == "GET":
            reply.become(403, {"error": refusal})

    with session_of(lying(answered)) as session:
        with pytest.raises(AssertionError, match="403 of what was made"):
            links.follow(session.api(), collection, examples=12)


def test_failed_step_is_the_last_request() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        return httpx.Response(500, json={"error": {"code": 500, "message": "no"}})

    with session_with(answer) as session:
        with pytest.raises(AssertionError, match="Server error"):
            links.follow(session.api(), "files")

    assert len(set(asked)) == 1


def test_checks_are_made_or_left_out_with_a_reason() -> None:
    load_all_checks()
    assert set(cases.LEFT_OUT) | set(cases.checks_made()) == set(CHECKS.get_all_names())
    assert not set(cases.LEFT_OUT) & set(cases.checks_made())


def test_reasons_cite_facts_that_exist() -> None:
    ids = {fact.id for fact in read_facts().facts}
    cited = {
        id for reason in cases.LEFT_OUT.values() for id in re.findall(r"[EFI]-[\d.]+-\d+", reason)
    }
    assert cited and cited <= ids


@pytest.mark.parametrize("operation", bodies.EXAMPLES)
@pytest.mark.parametrize("start", range(3))
def test_invalid_bodies_are_cheap(operation: str, start: int) -> None:
    with session_with_fake() as session:
        bodies.refuse(session.api(), operation, start=start)
        reserved = session.budget.reserved

    assert reserved.tokens <= 180 * bodies.EXAMPLES[operation]


@pytest.mark.parametrize("stream", [False, True], ids=["unary", "streamed"])
def test_answer_of_the_other_kind_is_caught(stream: bool) -> None:
    """Both kinds are as the document says; which one is wanted, it does not see."""

    def asked(request: Request) -> None:
        if request.creates:
            request.rewrite(lambda create: create.update(stream=not stream))

    liar = Liar(create_app(), Lie("made-up", "", lambda: (asked, lambda reply: None)))
    with session_of(liar) as session:
        with pytest.raises(AssertionError, match="content-type is|no JSON"):
            bodies.take(session.api(), "createInteraction", stream=stream)


def test_configuration_of_the_user_does_not_apply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "schemathesis.toml").write_text("no = configuration")
    monkeypatch.chdir(tmp_path)
    cases.load.cache_clear()

    assert cases.load(MODEL, "bodies").find_operation_by_id("createFile")
