"""Documents of others in our dialect, and ours against them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.drift import operations
from contracts.drift.commands import ours
from contracts.drift.published import NoDocumentError, normal, normal_schema
from contracts.schema.document import PATH
from tests.contracts.drift.google_style import PREFIX, published

Change = Callable[[dict[str, Any]], object]

OURS = ours()
PUBLISHED = published()


def differences(change: Change) -> dict[str, str]:
    document = copy.deepcopy(PUBLISHED)
    change(document)
    found = operations.compare(OURS, normal(document)).sorted()
    return {each.id: str(each.severity) for each in found}


def schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"][PREFIX + name]
    return found


def operation(document: dict[str, Any], path: str = "", method: str = "get") -> dict[str, Any]:
    found: dict[str, Any] = document["paths"][f"/v1beta/interactions{path}"][method]
    return found


def test_document_in_another_style_says_the_same() -> None:
    assert differences(lambda document: None) == {}


@pytest.mark.parametrize(
    ("change", "found", "severity"),
    [
        (
            lambda it: schema(it, "Usage")["properties"].pop("total_tokens"),
            "field-removed:Usage.total_tokens",
            "breaking",
        ),
        (
            lambda it: schema(it, "Usage")["properties"].update(total_joy={"type": "integer"}),
            "field-added:Usage.total_joy",
            "additive",
        ),
        (
            lambda it: schema(it, "CreateModelInteraction").update(required=["input", "model"]),
            "field-required:CreateModelInteraction.input",
            "breaking",
        ),
        (
            lambda it: schema(it, "SafetySetting")["properties"]["method"]["enum"].append("mood"),
            "known-value-added:SafetySetting.method=mood",
            "additive",
        ),
        (
            lambda it: schema(it, "ModalityTokens")["properties"].update(tokens={"type": "string"}),
            "type-changed:ModalityTokens.tokens",
            "breaking",
        ),
        (
            lambda it: schema(it, "Step")["oneOf"].pop(),
            "variant-removed:Step/user_input",
            "breaking",
        ),
        (
            lambda it: schema(it, "StepStop")["properties"].update(why={"type": "string"}),
            "field-added:StepStop.why",
            "additive",
        ),
        (
            lambda it: it["paths"].pop("/v1beta/interactions/{interaction_id}/cancel"),
            "operation-removed:POST /interactions/{}/cancel",
            "breaking",
        ),
        (
            lambda it: it["paths"].update({"/v1beta/interactions:list": {"get": {}}}),
            "operation-added:GET /interactions:list",
            "additive",
        ),
        (
            lambda it: operation(it, "/{interaction_id}")["parameters"].pop(0),
            "parameter-removed:GET /interactions/{}?stream",
            "breaking",
        ),
        (
            lambda it: operation(it, "/{interaction_id}")["parameters"].append(
                {"name": "view", "in": "query", "schema": {"type": "string"}}
            ),
            "parameter-added:GET /interactions/{}?view",
            "additive",
        ),
        (
            lambda it: operation(it, "/{interaction_id}")["parameters"].append(
                {"name": "view", "in": "query", "required": True}
            ),
            "parameter-required:GET /interactions/{}?view",
            "breaking",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and ":" in value else "",
)
def test_change_is_the_only_difference(change: Change, found: str, severity: str) -> None:
    assert differences(change) == {found: severity}


def test_events_may_be_described_without_a_frame() -> None:
    def bare(document: dict[str, Any]) -> None:
        content = operation(document, "", "post")["responses"]["200"]["content"]
        name = f"{PREFIX}InteractionSSEEvent"
        content["text/event-stream"] = {"schema": {"$ref": f"#/components/schemas/{name}"}}

    assert differences(bare) == {}


def test_families_that_the_other_document_is_not_about_are_left_out() -> None:
    only_models = {"openapi": "3.0.0", "paths": {"/v1beta/models": {"get": {}}}}

    found = operations.compare(OURS, normal(only_models)).sorted()

    assert {each.id for each in found} == {
        "operation-removed:GET /models/{}",
        "operation-removed:POST /models/{}:countTokens",
        "parameter-removed:GET /models?pageSize",
        "parameter-removed:GET /models?pageToken",
        "parameter-removed:GET /models?page_size",
        "parameter-removed:GET /models?page_token",
    }


def test_our_own_document_with_all_it_refuses_can_be_read() -> None:
    full = normal(yaml.safe_load(PATH.read_text()))

    found = operations.compare(OURS, full).sorted()

    assert "field-required:ErrorEvent.error" in {each.id for each in found}


@pytest.mark.parametrize(
    ("given", "normal_form"),
    [
        ({"type": "string", "nullable": True}, {"type": "string"}),
        ({"type": ["string", "null"]}, {"type": "string"}),
        ({"type": ["string", "integer"]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "string"}),
        ({"allOf": [{"$ref": "#/components/schemas/A"}]}, {"$ref": "#/components/schemas/A"}),
        ({"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["a"]}),
        ({"type": "integer", "enum": [1, 2]}, {"type": "integer", "enum": [1, 2]}),
        (
            {"description": "d", "x-google-x": 1, "readOnly": True, "type": "string"},
            {"type": "string"},
        ),
        ({"x-open": True, "type": "string"}, {"type": "string"}),
        (True, {}),
    ],
)
def test_normal_form_of_a_schema(given: Any, normal_form: Any) -> None:
    assert normal_schema(given) == normal_form


def test_enum_of_others_is_open() -> None:
    assert normal_schema({"type": "string", "enum": ["a", "b", None]}) == {
        "anyOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "string"}],
        "x-open": True,
    }


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "it has no `paths`"),
        ([], "it has no `paths`"),
        ({"paths": {}, "swagger": "2.0"}, "it says `openapi: `"),
        ({"paths": {}, "openapi": "4.0"}, "it says `openapi: 4.0`; 3.0 and 3.1 are read"),
        (
            {"paths": {"/a": {"$ref": "other.yaml#/a"}}, "openapi": "3.0.0"},
            "other.yaml#/a leads nowhere in it",
        ),
        (
            {
                "paths": {},
                "openapi": "3.0.0",
                "components": {"schemas": {"A": {"$ref": "#/components/schemas/B"}}},
            },
            "#/components/schemas/B leads nowhere in it",
        ),
    ],
    ids=["empty", "list", "swagger", "newer", "elsewhere", "lost"],
)
def test_what_is_no_document_is_refused(document: Any, words: str) -> None:
    with pytest.raises(NoDocumentError, match=words):
        normal(document)


def test_style_of_the_test_is_not_ours() -> None:
    assert PUBLISHED["openapi"].startswith("3.0")
    assert Path(PATH).read_text().count("nullable") == 0
