"""What is malformed or outside the subset, and where it says so."""

from __future__ import annotations

from typing import Any

import pytest

from fake_gemini.schemas import SchemaError
from tests.schemas.making import STRING, make, record


@pytest.mark.parametrize(
    "keyword",
    "not if then else patternProperties propertyNames contains dependentSchemas dependentRequired"
    " dependencies unevaluatedItems unevaluatedProperties $dynamicRef $recursiveRef".split(),
)
def test_keyword_outside_the_subset_is_named(keyword: str) -> None:
    with pytest.raises(SchemaError) as caught:
        make(record(a={"items": {keyword: {}}}))

    assert caught.value.path == f"properties.a.items.{keyword}"
    assert caught.value.reason == f"The keyword '{keyword}' is not supported."


@pytest.mark.parametrize(
    "schema, path",
    [
        (3, ""),
        ([], ""),
        (None, ""),
        ({"type": "text"}, "type"),
        ({"type": []}, "type"),
        ({"type": ["string", 3]}, "type"),
        ({"type": "String"}, "type"),
        ({"enum": []}, "enum"),
        ({"enum": "a"}, "enum"),
        ({"enum": [1], "const": 2}, "const"),
        ({"minimum": "1"}, "minimum"),
        ({"exclusiveMinimum": True}, "exclusiveMinimum"),
        ({"multipleOf": 0}, "multipleOf"),
        ({"minLength": -1}, "minLength"),
        ({"maxItems": 1.5}, "maxItems"),
        ({"uniqueItems": 1}, "uniqueItems"),
        ({"pattern": 3}, "pattern"),
        ({"format": ["date"]}, "format"),
        ({"required": "a"}, "required"),
        ({"required": [1]}, "required"),
        ({"properties": []}, "properties"),
        ({"properties": {"a": 1}}, "properties.a"),
        ({"items": [STRING]}, "items"),
        ({"anyOf": []}, "anyOf"),
        ({"allOf": [STRING, 3]}, "allOf[1]"),
        ({"$ref": 3}, "$ref"),
        ({"properties": {"a": {"$id": "https://example.com/a"}}}, "properties.a.$id"),
    ],
    ids=str,
)
def test_malformed_keyword_is_refused_with_its_path(schema: Any, path: str) -> None:
    with pytest.raises(SchemaError) as caught:
        make(schema)

    assert caught.value.path == path
    assert caught.value.reason.endswith(".")


def test_refusal_reads_as_path_and_reason() -> None:
    with pytest.raises(SchemaError) as caught:
        make({"properties": {"city": {"minLength": -1}}})

    assert str(caught.value) == "properties.city.minLength: A whole number from 0 is expected."


def test_annotations_and_unknown_keywords_say_nothing() -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.com/schema",
        "$comment": "not",
        "title": "A",
        "description": 3,
        "default": {"not": {}},
        "examples": [1],
        "deprecated": True,
        "readOnly": True,
        "x-order": {"type": 3},
        "whatever": [],
        "type": "integer",
    }

    assert isinstance(make(schema), int)


def test_property_may_be_called_like_a_keyword() -> None:
    assert list(make(record(**{"not": STRING, "$id": STRING}))) == ["not", "$id"]
