"""What is kept: get, delete, store (docs/wire/interactions.md 1.1, 2.1 and 3.1)."""

from __future__ import annotations

from typing import Any

from ..answers import text_of
from ..api import HELLO, Api
from ..clauses import Case, clause
from ..severity import Severity

# What stays the same between a create and a get of it.
SAME = ("id", "object", "status", "model", "usage", "created", "updated", "service_tier")


@clause(
    "interactions.get.same-as-created",
    facts=("I-1.1-2", "I-3.1-1", "I-3.1-3", "I-3.1-6", "I-3.1-12"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=1100,
    lies=("get-shows-another-usage", "get-lacks-the-model", "get-is-wrapped", "keeps-nothing",
          "stores-another-text"),
    smoke=True,
)  # fmt: skip
def test_get(api: Api) -> None:
    """A get shows the interaction as the create did."""
    made = api.create("Count from 1 to 5.").ok
    got = api.get(made["id"].text).ok
    for name in SAME:
        got[name].equals(made[name])
    assert text_of(got) == text_of(made)


@clause(
    "interactions.get.stays-finished",
    facts=("I-3.2-13",),
    severity=Severity.BREAKING,
    requests=4,
    tokens=1100,
    lies=("finished-ones-start-again",),
)
def test_finished(api: Api) -> None:
    """What is finished is the same each time one looks."""
    made = api.create().ok
    first = api.get(made["id"].text).ok
    api.get(made["id"].text).ok.equals(first)


@clause(
    "interactions.get.stream-false",
    facts=("I-1.1-12", "I-1.5-1"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=1100,
    lies=("refuses-stream-false",),
)
def test_stream_false(api: Api) -> None:
    """The query that SDKs always send, stream=false, gets JSON, also beside include_input."""
    id = api.create().ok["id"].text
    assert api.get(id, stream="false").must(200).media_type == "application/json"
    answer = api.get(id, include_input="true", stream="false").must(200)
    assert answer.media_type == "application/json"


@clause(
    "interactions.get.input",
    facts=("I-3.1-14",),
    severity=Severity.BEHAVIOUR,
    requests=4,
    tokens=1100,
    lies=("always-includes-the-input", "never-includes-the-input"),
)
def test_include_input(api: Api) -> None:
    """The input is in a reply only where a get asks for it."""
    made = api.create().ok
    assert "input" not in made
    assert "input" not in api.get(made["id"].text).ok
    assert "input" in api.get(made["id"].text, include_input="true").ok


@clause(
    "interactions.get.unknown-id",
    facts=("I-1.1-6", "E-1-5"),
    severity=Severity.BREAKING,
    requests=1,
    lies=("makes-up-what-it-does-not-know", "knows-nothing-quietly"),
    smoke=True,
)
def test_unknown_id(api: Api) -> None:
    """Nobody gets an interaction by an id that was never given out."""
    api.get("v1_" + "A" * 40).refused(400, 403, 404)


@clause(
    "interactions.versions.same-store",
    facts=("I-1.1-9", "I-1.1-1", "I-1.1-2", "I-1.1-4"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=1100,
    cases={
        "v1-then-v1beta": Case(("v1", "v1beta"), lies=("serves-no-v1beta", "versions-are-apart")),
        "v1beta-then-v1": Case(("v1beta", "v1"), lies=("serves-no-v1",)),
    },
)
def test_versions(api: Api, case: tuple[str, str]) -> None:
    """What is created under one version is there under the other, and can be deleted there."""
    one, other = case
    id = api.create(version=one).ok["id"].text
    assert api.get(id, version=other).ok["id"] == id
    api.delete(f"interactions/{id}", version=other).must(200)
    api.get(id, version=one).must(403, 404)


@clause(
    "interactions.delete.gone",
    facts=("I-1.1-4", "I-3.2-14"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=1100,
    lies=("deletes-nothing", "answers-a-delete-with-204"),
)
def test_delete(api: Api) -> None:
    """A delete is answered with 200, and then a get finds nothing."""
    id = api.create().ok["id"].text
    api.delete(f"interactions/{id}").must(200)
    api.get(id).must(403, 404)


@clause(
    "interactions.delete.as-sdks-send-it",
    facts=("E-6-6", "I-1.1-4"),
    severity=Severity.BREAKING,
    requests=4,
    tokens=1100,
    lies=("wants-a-body-in-a-delete",),
)
def test_delete_by_sdk(api: Api) -> None:
    """A delete without a body may have a content type, and so may a get."""
    id = api.create().ok["id"].text
    kind = {"content-type": "application/json"}
    assert api.send("GET", f"/v1/interactions/{id}?stream=false", headers=kind).ok["id"] == id
    api.send("DELETE", f"/v1/interactions/{id}", headers=kind).must(200)


@clause(
    "interactions.operations.absent",
    facts=("I-1.1-6", "I-1.1-7"),
    severity=Severity.BEHAVIOUR,
    requests=3,
    tokens=1100,
    cases={
        "list": Case(("GET", "/v1/interactions"), lies=("lists-interactions",)),
        "update": Case(("PATCH", "/v1/interactions/{id}"), lies=("updates-interactions",)),
        "cancel-with-a-colon": Case(
            ("POST", "/v1/interactions/{id}:cancel"), lies=("cancels-with-a-colon",)
        ),
    },
)
def test_absent(api: Api, case: tuple[str, str]) -> None:
    """There is no list, no update, and no cancel behind a colon."""
    id = api.create().ok["id"].text
    method, path = case
    body: Any = {} if method != "GET" else None
    answer = api.send(method, path.format(id=id), json=body, wrong=True)
    assert answer.status in range(400, 500), answer.status


@clause(
    "interactions.store.false",
    facts=("I-3.1-1", "I-2.1-19"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=1100,
    lies=("ignores-store-false", "unstored-has-an-empty-id"),
)
def test_store_false(api: Api) -> None:
    """What is not stored has no id, and is answered like any other."""
    reply = api.create(HELLO, store=False).ok
    assert "id" not in reply
    assert reply["status"] == "completed"
    assert "hello" in text_of(reply).lower()


@clause(
    "interactions.store.true",
    facts=("I-2.1-19", "I-1.1-2"),
    severity=Severity.BREAKING,
    requests=3,
    tokens=1100,
    cases={
        "by-default": Case({}, lies=("stores-only-when-told",)),
        "when-told": Case({"store": True}, lies=("refuses-store",)),
    },
)
def test_store_true(api: Api, case: dict[str, Any]) -> None:
    """What does not say store:false is kept."""
    api.get(api.create(**case).ok["id"].text).must(200)
