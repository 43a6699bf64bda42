"""Every line of the overlay cites facts of docs/wire, and what refuses more cites a firm one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from contracts.facts import read_facts
from contracts.schema.amend import WIDENING, action
from contracts.schema.assemble import REPLACE, read_overlay
from contracts.schema.derive import SOURCE
from contracts.schema.document import Document

FACTS = {fact.id: fact.state for fact in read_facts().facts}
OVERLAY = read_overlay()
METHODS = ("get", "post", "delete")


def amendments() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, entries in OVERLAY["amendments"].items():
        for entry in entries:
            yield name, entry
            for variant, more in entry.get("members", {}).items():
                yield from ((f"{name}.{variant}", each) for each in more)


def lines() -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything that was written by hand and has to cite its facts in `x-facts`."""
    components = OVERLAY["components"]
    for kind in ("schemas", "parameters", "responses", "securitySchemes"):
        yield from components[kind].items()
    for name, schema in components["schemas"].items():
        if name.endswith("Frame"):
            continue  # two fields each, of one fact
        for field, each in schema.get("properties", {}).items():
            if "$ref" not in schema:
                yield f"{name}.{field}", each
    for path, item in OVERLAY["paths"].items():
        for method in METHODS:
            if method in item:
                yield from lines_of(f"{method} {path}", item[method])


def lines_of(name: str, operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield name, operation
    for each in operation.get("parameters", ()):
        if "$ref" not in each:
            yield f"{name} {each['name']}", each
    if "requestBody" in operation:
        yield f"{name} body", operation["requestBody"]
    for status, answer in operation["responses"].items():
        yield f"{name} {status}", answer
        yield from (
            (f"{name} {status} {key}", link) for key, link in answer.get("links", {}).items()
        )
        yield from ((f"{name} {status} {key}", it) for key, it in answer.get("headers", {}).items())


def cited(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key in ("facts", "x-facts"):
                yield from each
            yield from cited(each)
    elif isinstance(value, list):
        for each in value:
            yield from cited(each)


def test_cited_facts_exist() -> None:
    known = FACTS.keys()

    assert {fact for fact in cited(OVERLAY) if fact not in known} == set()


def test_facts_of_the_document_are_those_of_the_overlay() -> None:
    assert set(cited(Document.load().openapi)) <= set(cited(OVERLAY)) | {"E-1-8", "E-1-11"}


@pytest.mark.parametrize(
    ("name", "line"), list(lines()), ids=lambda it: it if isinstance(it, str) else ""
)
def test_line_cites_facts(name: str, line: dict[str, Any]) -> None:
    assert line["x-facts"]


@pytest.mark.parametrize(
    ("name", "entry"), list(amendments()), ids=lambda it: it if isinstance(it, str) else ""
)
def test_amendment_cites_facts(name: str, entry: dict[str, Any]) -> None:
    assert entry["facts"]


@pytest.mark.parametrize(
    ("name", "entry"), list(amendments()), ids=lambda it: it if isinstance(it, str) else ""
)
def test_amendment_that_refuses_more_cites_a_firm_fact(name: str, entry: dict[str, Any]) -> None:
    refuses = (
        action({k: v for k, v in entry.items() if k not in ("members", "optional")}) not in WIDENING
    )

    assert not refuses or "firm" in {FACTS[fact] for fact in entry["facts"]}


def test_replacing_and_deriving_stand_first() -> None:
    for entries in OVERLAY["amendments"].values():
        later = [key for entry in entries[1:] for key in entry]
        assert REPLACE not in later and SOURCE not in later


def test_every_row_of_the_errors_cites_facts() -> None:
    assert all(row["facts"] for row in OVERLAY["errors"])
